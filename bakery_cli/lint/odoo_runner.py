"""Runs Odoo's own ``test_lint`` over our addons only; executed by Odoo's Python.

Odoo's linter walks every addon on the path. Here it is shown only those below the
folder in ``BAKERY_LINT_ADDONS``, so that it judges our code and not Odoo's. It imports
pylint's parser, which ``BAKERY_LINT_TOOLS`` adds behind Odoo's own packages.
"""

import contextlib
import os
import sys
from unittest import mock

sys.path.append(os.environ["BAKERY_LINT_TOOLS"])

from odoo.cli.command import main
from odoo.modules import Manifest
from odoo.tests import loader

OURS = os.path.realpath(os.environ["BAKERY_LINT_ADDONS"])


def our_manifests():
    """Return the manifests of our addons, as ``Manifest.all_addon_manifests``."""
    names = sorted(os.listdir(OURS))
    return [found for name in names if (found := Manifest.for_addon(name))]


def own_names():
    return {manifest.name for manifest in our_manifests()}


def fail_for_ours(self, message):
    """Fail ``TestIndex`` only for fields that one of our addons defines."""
    ours, found = own_names(), []
    for line in str(message).splitlines():
        model, _dot, field = line.partition(" ")[0].rpartition(".")
        definition = model in self.env and self.env[model]._fields.get(field)
        if definition and ours & set(definition._modules):
            found.append(line)
    if found:
        raise self.failureException("To be indexed: " + ", ".join(found))


@contextlib.contextmanager
def narrowed():
    """Let the tests of ``test_lint`` see our addons; the registry has them all."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(
            mock.patch.object(Manifest, "all_addon_manifests", our_manifests)
        )
        for name, module in list(sys.modules.items()):
            if name.startswith("odoo.addons.test_lint.tests."):
                if hasattr(module, "get_modules"):
                    stack.enter_context(
                        mock.patch.object(module, "get_modules", own_names)
                    )
                if hasattr(module, "TestIndex"):
                    stack.enter_context(
                        mock.patch.object(module.TestIndex, "fail", fail_for_ours)
                    )
        yield


def restrict():
    """Narrow what the tests see for as long as a suite runs."""
    run_suite = loader.run_suite

    def narrowed_run(*args, **kwargs):
        with narrowed():
            return run_suite(*args, **kwargs)

    loader.run_suite = narrowed_run


if __name__ == "__main__":
    sys.argv[0] = "odoo"
    restrict()
    main()
