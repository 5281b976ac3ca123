"""Random production in a company that posts stock as it moves: the ledger agrees."""

from odoo.addons.bakery_l10n_id.tests.random_books import RandomBooks
from odoo.addons.bakery_mrp.tests.random_baking import RandomBaking


class RandomBakingBooks(RandomBaking, RandomBooks):
    """Random production whose goods are bought, received and valued in the ledger."""

    def __init__(self, env, seed):
        user = self._user(env)
        for name in ("cost", "planner", "formula_owner"):
            user.group_ids += env.ref(f"bakery_mrp.bakery_mrp_group_{name}")
        super().__init__(env(user=user), seed)
        type(self).env = self.env

    def open_house(self):
        """Open a company with the Indonesian chart, its books and its vendor."""
        self.open_books(f"PT Roti Dadu {self.seed}")
        self.__dict__.pop("env", None)

    def category(self, method):
        """Return a category whose goods are posted as they move."""
        return self.new_category(f"Uji {method}", "bakery_11300010", method)

    def _check_books(self):
        rows = self.env["bakery.books.check"].run(self.company.id)
        rows = [(row["code"], row["difference"]) for row in rows if not row["ok"]]
        for code, difference, *names in rows + self._replayed():
            self.failed_rows.append(
                f"seed {self.seed}, {self.label}: the check {code} differs by "
                f"{difference} {' '.join(map(str, names))}"
            )
