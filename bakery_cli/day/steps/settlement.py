"""What delivery platforms and e-wallets owe is settled with them."""

import datetime

from .base import Step

SETTLEMENT = "bakery.pos.settlement"
DAYS = 7


class Settlement(Step):
    """The accountant settles a week of sales with each platform and wallet.

    Those with nothing open on the account where their money waits are left out.
    """

    sequence = 189
    key = "settlement"
    name = "Settlement of platforms and wallets"
    role = "accountant"
    hour = 14
    beside = "evening"
    lane = "office"
    weekdays = (0,)

    def run(self, day):
        client = day.client(self.role)
        owing = self._owing(client)
        if not owing:
            return
        today = datetime.date.fromisoformat(day.today())
        first = today - datetime.timedelta(DAYS - 1)
        ids = client.create(
            SETTLEMENT,
            [
                {
                    "collector_id": collector,
                    "date_start": first.isoformat(),
                    "date_end": today.isoformat(),
                    "date": today.isoformat(),
                }
                for collector in owing
            ],
        )
        client.call(SETTLEMENT, "action_collect", ids=ids)
        client.call(SETTLEMENT, "action_post", ids=ids)
        for row in client.read(SETTLEMENT, ids, ["name", "paid"]):
            day.record(SETTLEMENT, row["id"], row["name"], row["paid"])

    @staticmethod
    def _owing(client):
        """Return the collectors whose clearing accounts have open items."""
        methods = client.search(
            "pos.payment.method",
            [["collector_id", "!=", False]],
            ["collector_id", "outstanding_account_id"],
        )
        accounts = {row["outstanding_account_id"][0] for row in methods}
        rows = client.call(
            "account.move.line",
            "formatted_read_group",
            domain=[
                ["account_id", "in", sorted(accounts)],
                ["parent_state", "=", "posted"],
                ["reconciled", "=", False],
            ],
            groupby=["account_id"],
            aggregates=["amount_residual:sum"],
        )
        open_accounts = {row["account_id"][0] for row in rows}
        return sorted(
            {
                row["collector_id"][0]
                for row in methods
                if row["outstanding_account_id"][0] in open_accounts
            }
        )
