const NAMES = ["pos.order", "pos.order.line", "pos.payment"];
const X2MANY = new Set(["one2many", "many2many"]);

/**
 * What was changed on this device and has not reached the server.
 *
 * Odoo forgets it in three places: when it sends (before it knows whether the server
 * got it), when another device sends its own changes, and when the page is loaded
 * anew. The patches beside this file keep it with what is noted here.
 *
 * Fields are noted by the uuid of their record, which stays when the server gives the
 * record its number.
 */
export class UnsentChanges {
    constructor(models) {
        this.models = models;
        /** uuid => names of the fields that differ from what the server knows */
        this.fields = new Map();
        /** uuid of an order => since when it holds something unsent, in milliseconds */
        this.since = new Map();
        /** uuid of an order => why the server refused it */
        this.refused = new Map();
        /** what was put into words and is not answered yet, order by order */
        this.sending = [];
        for (const name of NAMES.filter((name) => models[name])) {
            models[name].addEventListener("update", ({ id, fields }) =>
                this.note(name, id, fields)
            );
        }
    }

    note(name, id, fields) {
        // What comes from the server is no change of ours.
        const record = !this.models._loadingData && this.models[name].get(id);
        if (record?.uuid) {
            const noted = this.fields.get(record.uuid) || new Set();
            this.fields.set(record.uuid, new Set([...noted, ...fields]));
            this.begin((record.order_id || record.pos_order_id || record).uuid);
        }
    }

    begin(uuid, since = Date.now()) {
        if (!this.since.has(uuid)) {
            this.since.set(uuid, since);
        }
    }

    /** The records that are sent together with an order. */
    recordsOf(order) {
        return [order, ...(order.lines || []), ...(order.payment_ids || [])];
    }

    /**
     * Remember what is about to be sent, since putting it into words forgets it.
     *
     * @returns {Object} what was taken; its `message` is set once it is on its way
     */
    take(order) {
        const records = this.recordsOf(order);
        const taken = {
            uuid: order.uuid,
            message: null,
            records,
            dirty: records.filter((record) => record._dirty),
            fields: new Map(),
            commands: this.commandsOf(new Set(records.map((record) => record.id))),
        };
        for (const { uuid } of records) {
            if (this.fields.has(uuid)) {
                taken.fields.set(uuid, this.fields.get(uuid));
                this.fields.delete(uuid);
            }
        }
        this.sending.push(taken);
        return taken;
    }

    /** What is to be deleted of the records with these ids, and has not been told. */
    commandsOf(ids) {
        const found = [];
        for (const name of NAMES.filter((name) => this.models.commands[name])) {
            for (const kind of ["delete", "unlink"]) {
                for (const [field, entries] of this.models.commands[name][kind]) {
                    for (const entry of entries.filter(({ parentId }) =>
                        ids.has(parentId)
                    )) {
                        found.push({ name, kind, field, entry });
                    }
                }
            }
        }
        return found;
    }

    /** The server has it. */
    arrived(taken) {
        this.forget(taken);
        this.since.delete(taken.uuid);
        this.refused.delete(taken.uuid);
        if (taken.records.some(({ uuid }) => this.fields.has(uuid))) {
            // Changed again while the server answered.
            this.begin(taken.uuid);
        }
    }

    forget(taken) {
        this.sending = this.sending.filter((other) => other !== taken);
    }

    /** The server has it not: put everything back as it was before. */
    giveBack(taken) {
        for (const [uuid, fields] of taken.fields) {
            const noted = this.fields.get(uuid) || new Set();
            this.fields.set(uuid, new Set([...noted, ...fields]));
        }
        for (const command of taken.commands) {
            this.putBack(command);
        }
        for (const record of taken.dirty) {
            record._markDirty();
        }
        this.begin(taken.uuid);
        this.forget(taken);
    }

    /** Give back what was put into words and is not on its way to the server. */
    giveBackUnsent() {
        this.sending
            .filter((taken) => !taken.message)
            .forEach((taken) => this.giveBack(taken));
    }

    /** What was taken for a message that is about to be sent. */
    underway(message) {
        const taken = this.sending.findLast(
            (other) => other.uuid === message.uuid && !other.message
        );
        if (taken) {
            taken.message = message;
        }
        return taken;
    }

    putBack({ name, kind, field, entry }) {
        const commands = this.models.commands[name][kind];
        const entries = commands.get(field) || [];
        if (
            !entries.some(
                ({ id, parentId }) => id === entry.id && parentId === entry.parentId
            )
        ) {
            commands.set(field, [...entries, entry]);
        }
    }

    /**
     * Let data of the server not overwrite what was changed here since.
     *
     * @param {Object} data rows by model, of which values are replaced
     * @returns {Array} records that still are to be sent
     */
    protect(data) {
        const kept = [];
        for (const name of NAMES.filter((name) => data[name] && this.models[name])) {
            for (const row of data[name]) {
                const record = row.uuid && this.models[name].getBy("uuid", row.uuid);
                const fields = record && this.fields.get(row.uuid);
                if (fields) {
                    this.keep(record, fields, row);
                    kept.push(record);
                }
            }
        }
        return kept;
    }

    keep(record, fields, row) {
        const raw = record.raw;
        for (const field of fields) {
            const { type } = record.model.fields[field] || {};
            if (field in row && type && !X2MANY.has(type)) {
                row[field] = raw[field] ?? false;
            }
        }
    }

    // Over a reload -------------------------------------------------------------------

    /** Add what is unsent of a record to the state that its device keeps. */
    remember(record, state) {
        const fields = this.fields.get(record.uuid);
        return record._dirty && record.isSynced
            ? {
                  ...state,
                  unsent: [...(fields || [])],
                  since: this.since.get(record.uuid),
              }
            : state;
    }

    /** Take it out of the kept state again, and note it. */
    recall(record, state) {
        if (!state?.unsent) {
            return state;
        }
        const { unsent, since, ...rest } = state;
        this.fields.set(record.uuid, new Set(unsent));
        if (since) {
            this.begin(record.uuid, since);
        }
        record._dirty = true;
        return rest;
    }
}
