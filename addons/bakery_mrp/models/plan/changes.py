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


def replace_rows(records, key, rows):
    """Let ``records`` say what ``rows`` say, one record for each value of ``key``."""
    known = {record[key].id: record for record in records}
    new = []
    for values in rows:
        if record := known.pop(values[key], None):
            write_changes(record, values)
        else:
            new.append(values)
    records.browse().union(*known.values()).unlink()
    records.create(new)
