"""Writing only what differs: computing again without changes writes nothing."""


def write_changes(record, values):
    """Write those of ``values`` that differ from what ``record`` has.

    Quantities have to be rounded as the field rounds them.
    """
    changed = {
        name: value
        for name, value in values.items()
        if (record[name].id if record._fields[name].relational else record[name])
        != value
    }
    if changed:
        record.write(changed)
