"""A record of what is being changed, so that it can be shown before it is done."""

from odoo.fields import Command


class Plan:
    """Writes values that differ from those there, and remembers old and new ones.

    The profile shows the plan of a run that it rolls back, and keeps that of the run
    that it does not: what is shown is what happens.
    """

    def __init__(self, env):
        self.env = env
        self.rows = []

    def set(self, record, **values):
        """Write ``values`` (records for relations) where they differ."""
        changed = {
            name: value for name, value in values.items() if record[name] != value
        }
        for name, value in changed.items():
            self._add(record, name, self._text(record, name, value))
        if changed:
            record.write(self.to_write(record, changed))

    def made(self, record):
        """Remember that ``record`` is new."""
        self.rows.append(
            {
                "record": record.display_name,
                "field": record._description,
                "old": "",
                "new": self.env._("New"),
                "state": "change",
            }
        )

    def note(self, record, what, old, new):
        """Remember a change that is no value of one field."""
        self.rows.append(
            {"record": record, "field": what, "old": old, "new": new, "state": "change"}
        )

    def left(self, record, what, reason):
        """Remember what stays as it is, and why."""
        self.rows.append(
            {
                "record": record.display_name,
                "field": what,
                "old": "",
                "new": reason,
                "state": "left",
            }
        )

    def _add(self, record, name, new):
        field = record._fields[name]
        self.rows.append(
            {
                "record": record.display_name,
                "field": field._description_string(self.env),
                "old": self._text(record, name, record[name]),
                "new": new,
                "state": "change",
            }
        )

    def _text(self, record, name, value):
        field = record._fields[name]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return str(value or "")

    @staticmethod
    def to_write(record, values):
        """Return ``values`` (records for relations) as ``write`` takes them."""
        return {
            name: Plan._to_write(record._fields[name], value)
            for name, value in values.items()
        }

    @staticmethod
    def _to_write(field, value):
        if field.type in ("one2many", "many2many"):
            return [Command.set(value.ids)]
        return value.id if field.relational else value
