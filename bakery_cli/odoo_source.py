"""Getting Odoo 19 Community: a tree of the user's, a cache, or Debian's package.

Debian's ``odoo-19`` is fetched by apt itself with a private sources list and a
private state folder, so that it is checked against Debian's archive keys and the
machine's own apt configuration stays as it is. It is unpacked, never installed.
"""

import os
import re
import shutil
import tarfile
import urllib.request
from pathlib import Path

from . import proc
from .errors import BakeryError
from .i18n import _

SERIES = "19.0"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
PACKAGE = "odoo-19"
# Odoo's links point into these packages; they resolve only inside one prefix.
DATA_PACKAGES = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-glyphicons-halflings",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
)
# Not in every release of Debian, so taken from the same suite as Odoo.
SUITE_PACKAGES = ("fonts-montserrat",)
# Absent from Debian's build; without it every back-end page logs a console error,
# which fails browser tours. The project puts an empty file of that name there.
EMPTY_FILES = ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)


class Tree:
    """A usable Odoo tree.

    :param path: folder to put on Python's path (it holds the package ``odoo``).
    :param version: version of the release or of Debian's package.
    :param source: where it came from, in the user's language.
    """

    def __init__(self, path, version, source):
        self.path = Path(path)
        self.version = version
        self.source = source

    def addons_paths(self):
        """Return the addon folders that Odoo does not find by itself."""
        beside = self.path / "addons"
        return [beside] if (beside / "web" / "__manifest__.py").exists() else []


def release_of(path):
    """Return the series of the tree at ``path`` (``"19.0"``), or None."""
    release = Path(path) / "odoo" / "release.py"
    if not release.exists():
        return None
    match = re.search(r"version_info\s*=\s*\((\d+),\s*(\d+)", release.read_text())
    return f"{match[1]}.{match[2]}" if match else None


def complete(path):
    """Tell whether the tree at ``path`` is whole enough to start."""
    path = Path(path)
    return any(
        (path / folder / "web" / "__manifest__.py").exists()
        for folder in ("odoo/addons", "addons")
    )


def find(settings):
    """Return the tree to use, or None when one has to be fetched."""
    own = os.environ.get("ODOO_HOME")
    if own:
        return _own_tree(Path(own).expanduser())
    current = settings.odoo_root / "current"
    if not current.exists():
        return None
    folder = current.resolve()
    packages = folder / "usr/lib/python3/dist-packages"
    path = packages if packages.exists() else folder
    if release_of(path) != SERIES or not complete(path):
        return None
    return Tree(path, folder.name, _("cache of an earlier run"))


def _own_tree(path):
    if release_of(path) != SERIES or not complete(path):
        raise BakeryError(
            _(
                "ODOO_HOME ({path}) holds no Odoo {series} tree: point it to the "
                "folder that contains the package odoo.",
                path=path,
                series=SERIES,
            )
        )
    return Tree(path, release_of(path), "ODOO_HOME")


def ensure(settings, log, note=lambda text: None):
    """Return the Odoo tree, fetching it when needed.

    :param note: called with short progress texts.
    """
    tree = find(settings)
    if tree:
        return tree
    problems = []
    for source in (_from_cache, _from_sid, _from_forky, _from_archive):
        try:
            tree = source(settings, log, note)
        except BakeryError as error:
            problems.append(str(error).splitlines()[0])
            continue
        if tree:
            return tree
    raise BakeryError(
        _(
            "Odoo {series} could not be found in any source: set ODOO_HOME to a tree, "
            "or BAKERY_ODOO_ARCHIVE to the address or path of the vendor's archive.",
            series=SERIES,
        )
        + "".join(f"\n    {problem}" for problem in problems),
        details=log,
    )


# The sources ---------------------------------------------------------------------


def _from_cache(settings, log, note):
    debs = _cached_debs(settings)
    if not any(deb.name.startswith(f"{PACKAGE}_{SERIES}") for deb in debs):
        return None
    if len(debs) < len(DATA_PACKAGES) + 1:
        return None
    return _unpack(settings, debs, _("package cache"), log, note)


def _from_sid(settings, log, note):
    return _from_suite(settings, "sid", log, note)


def _from_forky(settings, log, note):
    return _from_suite(settings, "forky", log, note)


def _from_suite(settings, suite, log, note):
    note(_("Debian {suite}: package lists", suite=suite))
    options = _private_apt(settings, suite)
    proc.run(
        # By default apt calls an unreachable mirror a warning and ends with 0.
        ["apt-get", *options, "-o", "APT::Update::Error-Mode=any", "update"],
        log=log,
        failure=_("Debian's {suite} suite could not be reached.", suite=suite),
    )
    available = proc.output(
        ["apt-cache", *options, "madison", PACKAGE], check=False
    ).split("|")
    version = available[1].strip() if len(available) > 1 else ""
    if not version.startswith(SERIES):
        raise BakeryError(
            _(
                "Debian's {suite} suite has no {package} {series} any more.",
                suite=suite,
                package=PACKAGE,
                series=SERIES,
            )
        )
    note(_("Debian {suite}: {version}", suite=suite, version=version))
    folder = settings.cache / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    for names, extra in ((DATA_PACKAGES, []), ((PACKAGE, *SUITE_PACKAGES), options)):
        proc.run(
            ["apt-get", *extra, "-o", "APT::Sandbox::User=root", "download", *names],
            log=log,
            cwd=folder,
            failure=_("Odoo's packages could not be fetched from the mirror."),
        )
    source = _("Debian {suite}", suite=suite)
    return _unpack(settings, _cached_debs(settings), source, log, note)


def mirror():
    """Return the address of the machine's own Debian mirror, from apt itself."""
    for condition in (f"Codename: {_codename()}", "Origin: Debian"):
        uris = proc.output(
            ["apt-get", "indextargets", "--format", "$(REPO_URI)", condition],
            check=False,
        ).splitlines()
        if uris:
            return uris[0]
    raise BakeryError(
        _(
            "apt knows no Debian mirror: run  apt-get update  and check "
            "/etc/apt/sources.list."
        )
    )


def _codename():
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("VERSION_CODENAME="):
            return line.partition("=")[2].strip('"')
    return "stable"


def _private_apt(settings, suite):
    """Write the private sources list; return the options that select it."""
    base = settings.cache / "apt" / suite
    for folder in ("lists/partial", "cache/archives/partial"):
        (base / folder).mkdir(parents=True, exist_ok=True)
    if not Path(KEYRING).exists():
        raise BakeryError(
            _(
                "Debian's archive keys ({path}) are missing: install "
                "debian-archive-keyring.",
                path=KEYRING,
            )
        )
    sources = base / "sources.list"
    sources.write_text(f"deb [signed-by={KEYRING}] {mirror()} {suite} main\n")
    pairs = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": base / "lists",
        "Dir::Cache": base / "cache",
        "APT::Sandbox::User": "root",
        "APT::Get::List-Cleanup": "false",
    }
    return [part for key, value in pairs.items() for part in ("-o", f"{key}={value}")]


def _cached_debs(settings):
    """Return the newest cached file of each package."""
    newest = {}
    for deb in sorted((settings.cache / "debs").glob("*.deb"), key=os.path.getmtime):
        newest[deb.name.partition("_")[0]] = deb
    wanted = {PACKAGE, *DATA_PACKAGES, *SUITE_PACKAGES}
    return [deb for name, deb in newest.items() if name in wanted]


def _unpack(settings, debs, source, log, note):
    """Unpack into a partial folder, then put it in place in one move."""
    odoo = next(deb for deb in debs if deb.name.startswith(f"{PACKAGE}_"))
    version = odoo.name.split("_")[1]
    partial = proc.fresh_partial(settings.odoo_root / version)
    partial.mkdir()
    for number, deb in enumerate(debs, 1):
        note(_("unpacking {n} of {total}", n=number, total=len(debs)))
        try:
            proc.run(["dpkg-deb", "-x", deb, partial], log=log)
        except BakeryError:
            deb.unlink()  # a file cut short would fail for ever
            raise
    packages = partial / "usr/lib/python3/dist-packages"
    # A second, incomplete copy of the addons that Odoo would put on its path.
    shutil.rmtree(packages / "addons", ignore_errors=True)
    for name in EMPTY_FILES:
        path = packages / "odoo" / "addons" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return _put_in_place(settings, partial, version, source)


def _put_in_place(settings, partial, version, source):
    final = settings.odoo_root / version
    shutil.rmtree(final, ignore_errors=True)
    partial.rename(final)
    link = settings.odoo_root / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    tree = find(settings)
    if not tree:
        raise BakeryError(
            _("The unpacked Odoo tree in {folder} is incomplete.", folder=final)
        )
    tree.source = source
    return tree


def _from_archive(settings, log, note):
    """Unpack the vendor's source archive that the user names."""
    address = os.environ.get("BAKERY_ODOO_ARCHIVE")
    if not address:
        return None
    note(_("vendor's archive"))
    archive = Path(address)
    if "://" in address:
        archive = settings.cache / "odoo-archive.tar.gz"
        urllib.request.urlretrieve(address, archive)  # noqa: S310 - the user's own
    partial = proc.fresh_partial(settings.odoo_root / "archive")
    partial.mkdir()
    with tarfile.open(archive) as tar:
        tar.extractall(partial, filter="data")
    top = next(path for path in partial.iterdir() if path.is_dir())
    return _put_in_place(
        settings, top, f"{SERIES}-{archive.stem}", _("vendor's archive")
    )
