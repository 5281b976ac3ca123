"""Rooms of addons that need no Odoo, for programs that have none."""

import importlib
import importlib.util
import pkgutil
import sys


def room(checkout, addon, name):
    """Import the folder ``name`` of an addon, and what lies in it, without the addon.

    What cannot be imported, since a library is missing here, is left out.

    :param checkout: ``Path`` of the repository
    :return: the package; its modules are attributes
    """
    package = f"_{addon}_{name}"
    if package in sys.modules:
        return sys.modules[package]
    folder = checkout / "addons" / addon / name
    spec = importlib.util.spec_from_file_location(
        package, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    spec.loader.exec_module(module)
    for found in pkgutil.iter_modules([str(folder)]):
        try:
            importlib.import_module(f"{package}.{found.name}")
        except ImportError:
            continue
    return module
