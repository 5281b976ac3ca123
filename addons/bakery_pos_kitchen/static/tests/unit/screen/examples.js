/** A line of a ticket as the server sends it. */
export function line(name, values = {}) {
    return {
        uuid: `line-${name}`,
        state: "todo",
        marks: [],
        product: 1,
        name,
        attributes: [],
        combo: "",
        qty: 1,
        void: 0,
        wasted: 0,
        note: "",
        customer_note: "",
        old_note: "",
        seat: 0,
        done_at: null,
        ...values,
    };
}

/** A ticket as the server sends it. */
export function ticket(uuid, values = {}) {
    return {
        uuid,
        rev: 1,
        station: 3,
        state: "new",
        kind: "new",
        marks: [],
        order: `order-${uuid}`,
        number: "104",
        label: "T 5",
        table: "T 5",
        from_label: "",
        preset: "Makan di Tempat",
        guests: 2,
        waiter: "Dewi",
        course: 0,
        round: 1,
        rush: false,
        hold: false,
        order_note: "",
        sent_at: "2026-11-27T09:30:00Z",
        fired_at: "2026-11-27T09:30:00Z",
        due_at: null,
        started_at: null,
        ready_at: null,
        closed_at: null,
        lines: [line("Nasi Goreng", { qty: 2 }), line("Es Teh")],
        ...values,
    };
}

export function snapshot(tickets, values = {}) {
    return {
        now: "2026-11-27T09:41:02Z",
        version: "19.0.1.0.0",
        device: { name: "Tablet" },
        display: {
            name: "Dapur",
            mode: "prep",
            layout: "grid",
            sound: true,
            auto_clear_min: 0,
            lang: "id_ID",
            channel: "bakery_kitchen_x",
        },
        stations: [
            {
                id: 3,
                name: "Dapur",
                prep_min: 10,
                warn_min: 8,
                late_min: 15,
                is_expo: false,
            },
        ],
        tickets,
        recent: [],
        ...values,
    };
}
