import { Alarm } from "@bakery_pos_kitchen/screen/model/alarm";
import { isGrave } from "@bakery_pos_kitchen/screen/model/notes";
import { ActionStorage, StateStorage } from "@bakery_pos_kitchen/screen/model/storage";
import { after, describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";

describe.current.tags("desktop");

/** The browser's own databases, under a name that no other test has. */
function factoryOfTest() {
    const name = `bakery_kitchen_test_${Math.random()}`;
    after(() => indexedDB.deleteDatabase(name));
    return { open: (_name, version) => indexedDB.open(name, version) };
}

test("actions outlive the page in the browser's database, until they are answered", async () => {
    const factory = factoryOfTest();
    const first = new ActionStorage(factory);
    await first.add({ uuid: "1", number: 1 });
    await first.add({ uuid: "2", number: 2 });
    await first.add({ uuid: "2", number: 2 });
    (await first.opened).close();
    const second = new ActionStorage(factory);
    expect((await second.load()).map((one) => one.uuid)).toEqual(["1", "2"]);
    await second.remove([{ uuid: "1" }, { uuid: "never" }]);
    expect((await second.load()).map((one) => one.uuid)).toEqual(["2"]);
    (await second.opened).close();
});

test("what was last known is kept once, and forgotten when asked", async () => {
    const factory = factoryOfTest();
    const storage = new StateStorage(factory);
    expect(await storage.load()).toBe(undefined);
    await storage.save({ tickets: [1] });
    await storage.save({ tickets: [2] });
    expect(await storage.load()).toEqual({ tickets: [2] });
    await storage.clear();
    expect(await storage.load()).toBe(undefined);
    (await storage.opened).close();
});

test("many changes at once are written once", async () => {
    const storage = new StateStorage(null);
    const saved = [];
    storage.save = async (state) => saved.push(state);
    let state = 0;
    for (let number = 0; number < 100; number++) {
        state = number;
        storage.saveSoon(() => state);
    }
    await advanceTime(2000);
    expect(saved).toEqual([99]);
    storage.saveSoon(() => state);
    storage.stop();
    await advanceTime(2000);
    expect(saved.length).toBe(1);
});

test("a page of the version before is taken over", async () => {
    const factory = factoryOfTest();
    await new Promise((resolve) => {
        const request = factory.open("any", 1);
        request.onupgradeneeded = () => {
            const store = request.result.createObjectStore("actions", {
                keyPath: "uuid",
            });
            store.put({ uuid: "old", number: 1 });
        };
        request.onsuccess = () => {
            request.result.close();
            resolve();
        };
    });
    const storage = new ActionStorage(factory);
    expect((await storage.load()).map((one) => one.uuid)).toEqual(["old"]);
    (await storage.opened).close();
});

class SleepingContext {
    state = "suspended";
    currentTime = 0;
    played = 0;
    destination = {};
    resume() {
        return new Promise((resolve) => {
            this.wake = () => {
                this.state = "running";
                resolve();
            };
        });
    }
    createOscillator() {
        this.played++;
        return { frequency: {}, connect: (next) => next, start() {}, stop() {} };
    }
    createGain() {
        return {
            gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
            connect: (next) => next,
        };
    }
}

test("a tablet that slept through two hundred rings rings once when it wakes", async () => {
    const alarm = new Alarm(SleepingContext);
    alarm.unlock();
    alarm.wanted = "new";
    const { context } = alarm;
    const sleep = async () => {
        context.state = "suspended";
        for (let ring = 0; ring < 200; ring++) {
            alarm._sound("new");
        }
        const { waking } = alarm;
        return waking;
    };
    const first = sleep();
    expect(context.played).toBe(0);
    context.wake();
    await first;
    // One ring has two tones.
    expect(context.played).toBe(2);
    // What somebody has seen meanwhile is not rung for.
    const second = sleep();
    alarm.stop();
    context.wake();
    await second;
    expect(context.played).toBe(2);
});

test("notes about a guest's health stand out, in both languages", () => {
    for (const text of ["Alergi kacang!", "NUT ALLERGY", "bebas gluten", "diabetes"]) {
        expect(isGrave(text)).toBe(true);
    }
    for (const text of ["", null, "Pedas", "tanpa es", "untuk ulang tahun"]) {
        expect(isGrave(text)).toBe(false);
    }
});
