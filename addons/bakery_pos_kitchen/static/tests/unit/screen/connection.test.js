import { Alarm } from "@bakery_pos_kitchen/screen/model/alarm";
import { KitchenConnection } from "@bakery_pos_kitchen/screen/model/connection";
import {
    ServerClock,
    clockText,
    urgency,
} from "@bakery_pos_kitchen/screen/model/server_clock";
import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { snapshot, ticket } from "./examples";
import { Bus } from "./kitchen_harness";

describe.current.tags("headless");

function connect(answer) {
    const bus = new Bus();
    const heard = { snapshots: 0, tickets: [], unpaired: 0, asked: [] };
    const connection = new KitchenConnection({
        bus,
        clock: new ServerClock(),
        onSnapshot: () => heard.snapshots++,
        onTickets: (rows) => heard.tickets.push(...rows),
        onUnpaired: () => heard.unpaired++,
        fetch: async (url) => {
            heard.asked.push(url);
            const { status, body } = answer(url);
            if (!status) {
                throw new Error("no network");
            }
            return { status, ok: status < 400, json: async () => body };
        },
    });
    return { bus, connection, heard };
}

const fine = () => ({ status: 200, body: snapshot([]) });

test("it reads on start, on reconnect, on reload and every fifteen seconds", async () => {
    const { bus, connection, heard } = connect(fine);
    await connection.start();
    expect(heard.snapshots).toBe(1);
    bus.dispatchEvent(new CustomEvent("BUS:RECONNECT"));
    await animationFrame();
    expect(heard.snapshots).toBe(2);
    bus.handlers.bakery_kitchen({ reload: true });
    await animationFrame();
    expect(heard.snapshots).toBe(3);
    await advanceTime(15000);
    await animationFrame();
    expect(heard.snapshots).toBe(4);
    bus.handlers.bakery_kitchen({ tickets: [ticket("a")] });
    expect(heard.tickets.length).toBe(1);
    connection.stop();
});

test("what nobody answered is asked again soon, until the page is left", async () => {
    let answer = () => ({});
    const { connection, heard } = connect((url) => answer(url));
    await connection.start();
    answer = () => ({ status: 502, body: {} });
    await advanceTime(3000);
    await animationFrame();
    expect(heard.asked.length).toBe(2);
    answer = fine;
    await advanceTime(3000);
    await animationFrame();
    expect(heard.snapshots).toBe(1);
    await advanceTime(6000);
    expect(heard.asked.length).toBe(3);
    answer = () => ({});
    await connection.read();
    connection.stop();
    await advanceTime(6000);
    expect(heard.asked.length).toBe(4);
});

test("it listens to the channel that the latest snapshot names", async () => {
    let channel = "one";
    const { bus, connection } = connect(() => {
        const body = snapshot([]);
        body.display.channel = channel;
        return { status: 200, body };
    });
    await connection.start();
    channel = "two";
    await connection.read();
    expect(bus.channels).toEqual(["two"]);
    connection.stop();
    expect(bus.channels).toEqual([]);
});

test("green, amber after twenty seconds of silence, red after forty-five", async () => {
    let up = true;
    const { connection } = connect(() => (up ? fine() : {}));
    await connection.start();
    expect(connection.colour()).toBe("green");
    up = false;
    await advanceTime(21000);
    expect(connection.colour()).toBe("amber");
    await advanceTime(26000);
    expect(connection.colour()).toBe("red");
    up = true;
    await connection.read();
    expect(connection.colour()).toBe("green");
    connection.stop();
});

test("a device that was shut out is told so", async () => {
    const { connection, heard } = connect(() => ({
        status: 401,
        body: { error: "unpaired" },
    }));
    await connection.start();
    expect(heard.unpaired).toBe(1);
    expect(heard.snapshots).toBe(0);
    connection.stop();
});

test("ages go by the server's clock, also where the tablet's is ten minutes off", () => {
    const real = Date.parse("2026-11-27T09:40:00Z");
    const clock = new ServerClock(() => real + 600000);
    clock.set("2026-11-27T09:40:00Z");
    expect(clock.age("2026-11-27T09:38:30Z")).toBe(90);
    expect(clock.age("2026-11-27T09:45:00Z")).toBe(0);
    expect(clock.iso()).toBe("2026-11-27T09:40:00Z");
    expect(clockText(90)).toBe("1:30");
    expect(clockText(3725)).toBe("1:02:05");
});

test("a ticket is slow and late by its station's minutes", () => {
    const station = { warn_min: 8, late_min: 15 };
    const at = (seconds, values) => urgency(ticket("a", values), station, seconds);
    expect(at(60)).toBe("calm");
    expect(at(8 * 60)).toBe("warn");
    expect(at(15 * 60)).toBe("late");
    expect(at(15 * 60, { hold: true })).toBe("held");
    expect(at(15 * 60, { state: "ready" })).toBe("ready");
});

test("it rings again and again until it is told to stop", async () => {
    const alarm = new Alarm(null);
    let rung = 0;
    alarm._sound = () => rung++;
    alarm.ring("new");
    expect(rung).toBe(1);
    await advanceTime(8100);
    expect(rung).toBe(3);
    alarm.ring("new");
    expect(rung).toBe(3);
    alarm.stop();
    await advanceTime(20000);
    expect(rung).toBe(3);
});
