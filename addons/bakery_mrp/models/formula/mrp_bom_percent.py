from typing import NamedTuple

from odoo import Command, api, models
from odoo.exceptions import ValidationError

from .mrp_bom import EXACT

# Percentages are shown with four digits: what differs less is equal.
SAME_PERCENT = 0.0001


class Wanted(NamedTuple):
    """What is to be worked out after the ORM has written the rest.

    ``percents`` are by the id of the line, or by its place among the ``created`` new
    ones as ``("new", n)``.
    """

    flour: float | None
    percents: dict
    created: int


# pylint: disable=consider-merging-classes-inherited
# Reading weights out of percentages is a subject of its own.
class MrpBom(models.Model):
    _inherit = "mrp.bom"

    @api.model_create_multi
    def create(self, vals_list):
        """Take ``baker_percent`` of lines and ``flour_weight`` as what is wanted."""
        split = [self._without_percentages(vals) for vals in vals_list]
        boms = super().create([vals for vals, _wanted in split])
        for bom, (_vals, wanted) in zip(boms, split, strict=True):
            bom._apply_percentages(bom._wanted_percentages(wanted), wanted.flour)
        return boms

    def write(self, vals):
        """Apply percentages given for several lines together, after all else."""
        if not {"bom_line_ids", "flour_weight"} & set(vals):
            return super().write(vals)
        vals, wanted = self._without_percentages(vals)
        done = super().write(vals) if vals else True
        for bom in self:
            bom._apply_percentages(bom._wanted_percentages(wanted), wanted.flour)
        return done

    @api.model
    def _without_percentages(self, vals):
        """Split ``vals`` into what the ORM writes and a :class:`Wanted`.

        A line that is given its quantity too keeps the quantity.
        """
        vals = dict(vals)
        flour = vals.pop("flour_weight", None)
        percents, commands, created, stripped = {}, [], 0, False
        for command in vals.get("bom_line_ids") or ():
            code, key, values = (*command, 0, 0)[:3]
            if code == Command.CREATE:
                key = ("new", created)
                created += 1
            if code in (Command.CREATE, Command.UPDATE) and "baker_percent" in values:
                values = dict(values)
                percent = values.pop("baker_percent")
                stripped = True
                if "product_qty" not in values:
                    percents[key] = percent
                command = (code, command[1], values)
            commands.append(command)
        if stripped:
            vals["bom_line_ids"] = commands
        return vals, Wanted(flour, percents, created)

    def _wanted_percentages(self, wanted):
        """Return ``{line: percentage}`` now that the lines are there."""
        ordered = self.bom_line_ids.sorted("id")
        new = ordered[len(ordered) - wanted.created :]
        known = {line.id: line for line in ordered}
        known |= {("new", n): line for n, line in enumerate(new)}
        return {known[k]: x for k, x in wanted.percents.items() if k in known}

    @api.onchange("flour_weight")
    def _onchange_flour_weight(self):
        """Show the scaled ingredients at once."""
        before = sum(self.bom_line_ids.mapped("flour_weight"))
        if self.is_formula and before > 0 and self.flour_weight > 0:
            factor = self.flour_weight / before
            for line in self.bom_line_ids:
                line.product_qty *= factor

    def _inverse_flour_weight(self):
        for bom in self:
            bom._apply_percentages({}, bom.flour_weight)

    def _apply_percentages(self, percents, flour=None):
        """Set the weights of the lines so that the percentages come out.

        Flour is 100 %. Flours of which nothing is said share what is left of it, in
        the proportion they have. A starter or dough carries flour of its own, which
        counts.

        :param percents: ``{line: percentage}``.
        :param flour: wanted flour in grams, what there is when None.
        :raises ValidationError: when the flours do not make up 100 %.
        """
        self.ensure_one()
        if not percents and flour is None:
            return
        if not self.is_formula and not flour and not any(percents.values()):
            # The form sends its fields of a formula empty along with any other recipe.
            return
        self._check_percentages(percents)
        total = self._wanted_flour(percents, flour)
        lines = self.bom_line_ids
        current = {
            line: line._percent_of(self.flour_weight)
            for line in lines
            if line not in percents
        }
        pure = lines.filtered(lambda x: x.product_id.is_flour)
        wanted = {**current, **percents}
        for line, percent in (wanted if flour is not None else percents).items():
            if line not in pure and line.product_id:
                line._set_grams(total * percent / 100)
        self._share_flour(pure, {x: percents[x] for x in pure if x in percents}, total)

    def _wanted_flour(self, percents, flour):
        if flour is None:
            flour = self.flour_weight
        if flour <= 0 and percents:
            # A new formula, written in percentages only: of one kilogram of flour.
            flour = 1000.0
        if flour <= 0:
            raise ValidationError(
                self.env._(
                    "The formula %(formula)s needs more than 0 g of flour.",
                    formula=self.display_name,
                )
            )
        return flour

    def _check_percentages(self, percents):
        if not self.is_formula:
            raise ValidationError(
                self.env._(
                    "%(name)s is no formula: it has no baker's percentages.",
                    name=self.display_name,
                )
            )
        for line, percent in percents.items():
            if not 0 <= percent <= 10000:
                raise ValidationError(
                    self.env._(
                        "%(percent)s %% of %(product)s is no share of the flour: give "
                        "a number from 0 to 10,000.",
                        percent=percent,
                        product=line.product_id.display_name,
                    )
                )

    def _share_flour(self, pure, percents, total):
        """Give the flours their weights; together with the doughs' they are 100 %."""
        carried = sum((self.bom_line_ids - pure).mapped("flour_weight"))
        free = total - carried
        given = total * sum(percents.values()) / 100
        others = pure.filtered(lambda x: x not in percents)
        rest = sum(others.mapped("weight"))
        tolerance = max(EXACT, total * SAME_PERCENT / 100 * max(len(pure), 1))
        short = free - given
        if short < -tolerance or (not others and abs(short) > tolerance):
            raise ValidationError(
                self.env._(
                    "The flours of %(formula)s make up %(percent).2f %%: together "
                    "they must be 100 %%.",
                    formula=self.display_name,
                    percent=(given + carried) * 100 / total,
                )
            )
        for line, percent in percents.items():
            line._set_grams(total * percent / 100)
        for line in others:
            share = line.weight / rest if rest else 1 / len(others)
            line._set_grams(max(short, 0) * share)
