"""One user for each role."""

from ..cast import LOGINS, OWNER
from ..clients import CONTEXT
from .part import Part

GROUP = "bakery_suite.bakery_suite_group_{role}"


class People(Part):
    """The users of the roles, each with a password made for it."""

    def run(self):
        for role in LOGINS:
            if role != OWNER:
                self._user(role)

    def _user(self, role):
        login = LOGINS[role]
        found = self.find("res.users", [["login", "=", login]])
        if found and login in self.cast.passwords:
            return
        if found:
            # Made by an earlier run whose passwords are gone.
            password = self.cast.new_secret(role)
            self.owner.write("res.users", [found], {"password": password})
            return
        self.made += 1
        self.owner.create("res.users", self._values(role, login))

    def _values(self, role, login):
        return {
            "name": login.replace(".", " ").title(),
            "login": login,
            "password": self.cast.new_secret(role),
            "group_ids": [(6, 0, [self.ref(GROUP.format(role=role))])],
            **CONTEXT,
        }
