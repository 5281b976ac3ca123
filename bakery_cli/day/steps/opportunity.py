"""The sales staff win an opportunity."""

from .base import Step

KINDS = ("Kue ulang tahun", "Katering rapat", "Roti untuk kantin", "Kue pernikahan")


class Opportunity(Step):
    """A new opportunity goes through the stages of the pipeline to Won."""

    sequence = 180
    key = "opportunity"
    name = "Opportunity won"
    role = "sales"
    hour = 14
    beside = "sales"
    lane = "sales"
    weekdays = (2,)

    def run(self, day):
        client = day.client(self.role)
        name = f"{day.dice.choice(KINDS)} {day.today()}"
        revenue = float(day.dice.randint(5, 60) * 100000)
        lead = client.create(
            "crm.lead",
            {
                "name": name,
                "type": "opportunity",
                "contact_name": "Pelanggan Contoh",
                "expected_revenue": revenue,
            },
        )
        self._advance(client, lead)
        client.call("crm.lead", "action_set_won", ids=[lead])
        day.record("crm.lead", lead, name, revenue)

    @staticmethod
    def _advance(client, lead):
        """Move it through the open stages, one by one."""
        stages = client.search(
            "crm.stage", [["is_won", "=", False]], ["name"], order="sequence"
        )
        for stage in stages[1:]:
            client.write("crm.lead", [lead], {"stage_id": stage["id"]})
