"""Debian packages: which are missing, and installing only those."""

import os
import shutil
import subprocess

from . import proc
from .errors import BakeryError
from .i18n import _

RUN = ("postgresql", "wkhtmltopdf", "fonts-dejavu-core", "fonts-noto-core")
CLOCK = ("libfaketime",)
TEST = ("chromium",)
PROXY = ("nginx-light",)
LINT = ("nodejs", "npm")


def missing(packages):
    """Return those of ``packages`` that are not installed, in order."""
    if not shutil.which("dpkg-query"):
        raise BakeryError(
            _(
                "This machine has no dpkg: ./bakery up needs Debian 12 or a system "
                "made from it."
            )
        )
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    installed = {
        line.split()[0] for line in listing.splitlines() if line.endswith(" installed")
    }
    return [name for name in packages if name not in installed]


def needed(packages):
    """Return the missing packages, less those whose program came another way."""
    programs = {
        "nodejs": "node",
        "npm": "npm",
        "chromium": "chromium",
        "nginx-light": "nginx",
    }
    return [
        name
        for name in missing(packages)
        if not (name in programs and shutil.which(programs[name]))
    ]


def python_packages():
    """Return what the running Python needs for virtual environments."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return ("python3-venv",)
    return ()


def _as_root(command):
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo"):
        return ["sudo", "--non-interactive", *command]
    raise BakeryError(
        _(
            "Debian packages are missing and you are neither root nor have sudo: "
            "ask an administrator to run  apt-get install {packages}",
            packages=" ".join(command[command.index("install") :][1:])
            if "install" in command
            else "",
        )
    )


def install(packages, log, on_line=None):
    """Install ``packages`` by apt; the caller passes only missing ones."""
    if not packages:
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    as_root = _as_root(command)
    proc.run(
        _as_root(["apt-get", "update"]),
        log=log,
        env=env,
        failure=_("The package lists could not be fetched: is the network there?"),
    )
    proc.run(
        as_root,
        log=log,
        on_line=on_line,
        env=env,
        failure=_(
            "apt could not install {packages}: run the same command by hand to see "
            "why.",
            packages=" ".join(packages),
        ),
    )
