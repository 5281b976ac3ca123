const DATABASE = "bakery_kitchen";
const ACTIONS = "actions";
const STATE = "state";
const LATEST = "latest";
const SAVE_AFTER = 2000;

/** The browser's own database, as far as a screen uses it. */
class Base {
    constructor(factory = globalThis.indexedDB) {
        this.factory = factory;
        this.opened = null;
    }

    _open() {
        this.opened ||= new Promise((resolve, reject) => {
            const request = this.factory.open(DATABASE, 2);
            request.onupgradeneeded = () => {
                const base = request.result;
                if (!base.objectStoreNames.contains(ACTIONS)) {
                    base.createObjectStore(ACTIONS, { keyPath: "uuid" });
                }
                if (!base.objectStoreNames.contains(STATE)) {
                    base.createObjectStore(STATE);
                }
            };
            request.onsuccess = () => {
                const base = request.result;
                // A page of a later version waits for this one to let go.
                base.onversionchange = () => {
                    base.close();
                    this.opened = null;
                };
                resolve(base);
            };
            request.onerror = () => reject(request.error);
            request.onblocked = () => reject(new Error("in use by another page"));
        }).catch((error) => {
            this.opened = null;
            throw error;
        });
        return this.opened;
    }

    async _run(store, mode, work) {
        const base = await this._open();
        return new Promise((resolve, reject) => {
            const transaction = base.transaction(store, mode);
            const request = work(transaction.objectStore(store));
            transaction.oncomplete = () => resolve(request?.result);
            transaction.onerror = () => reject(transaction.error);
            transaction.onabort = () => reject(transaction.error);
        });
    }
}

/** Keeps actions without an answer, so that a reload loses none. */
export class ActionStorage extends Base {
    load() {
        return this._run(ACTIONS, "readonly", (store) => store.getAll());
    }

    add(action) {
        return this._run(ACTIONS, "readwrite", (store) => store.put(action));
    }

    remove(actions) {
        return this._run(ACTIONS, "readwrite", (store) => {
            for (const action of actions) {
                store.delete(action.uuid);
            }
        });
    }
}

/** Keeps what was last known, so that a page without a network has something to show. */
export class StateStorage extends Base {
    constructor(factory) {
        super(factory);
        this.timer = null;
    }

    load() {
        return this._run(STATE, "readonly", (store) => store.get(LATEST));
    }

    save(state) {
        return this._run(STATE, "readwrite", (store) => store.put(state, LATEST));
    }

    /** Save what `read` returns soon: many changes at once are one of the disk's. */
    saveSoon(read) {
        this.timer ||= setTimeout(() => {
            this.timer = null;
            // A browser without a database of its own shows nothing without a network.
            this.save(read()).catch(() => {});
        }, SAVE_AFTER);
    }

    clear() {
        this.stop();
        return this._run(STATE, "readwrite", (store) => store.clear());
    }

    stop() {
        clearTimeout(this.timer);
        this.timer = null;
    }
}
