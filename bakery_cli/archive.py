"""Backups: the database first, then the files, and a manifest of both."""

import json
import shutil
import tarfile
import time
from pathlib import Path

from . import build, proc
from .errors import BakeryError
from .i18n import _

DUMP = "database.dump"
FILES = "filestore.tar"
MANIFEST = "manifest.json"


def row_counts(cluster, database):
    """Return the exact number of rows of every table of ``database``."""
    # One query for all tables: the names come from the catalogue itself.
    sql = (
        "SELECT table_name || '|' || (xpath('/row/c/text()', query_to_xml(format("
        "'SELECT count(*) AS c FROM %I.%I', table_schema, table_name), "
        "false, true, '')))[1]::text "
        "FROM information_schema.tables WHERE table_schema = 'public' "
        "AND table_type = 'BASE TABLE' ORDER BY 1"
    )
    rows = cluster.psql(sql, database=database).splitlines()
    return {name: int(count) for name, count in (row.split("|") for row in rows)}


def create(settings, cluster, database, label=""):
    """Back up ``database`` into a new folder; return the folder.

    The dump comes before the files: a file that nothing refers to yet is harmless,
    a row without its file is not.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    name = "-".join(part for part in (database, stamp, label) if part)
    partial = settings.backups / f"{name}.partial"
    partial.mkdir(parents=True)
    try:
        proc.run(
            [cluster.program("pg_dump"), "-Fc", "-Z1", "-f", partial / DUMP, database],
            env=cluster.environment(),
            failure=_("The database {db} could not be dumped.", db=database),
        )
        files = cluster.files / "filestore" / database
        with tarfile.open(partial / FILES, "w") as tar:
            if files.exists():
                tar.add(files, arcname="filestore")
        manifest = {
            "database": database,
            "made": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "files": sum(1 for path in files.rglob("*") if path.is_file()),
            "addons": build.suite_hashes(settings),
        }
        (partial / MANIFEST).write_text(json.dumps(manifest, indent=2))
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    final = settings.backups / name
    partial.rename(final)
    return final


def find(settings, name):
    """Return the backup folder called ``name`` (a path, a name, or the newest)."""
    if name:
        for folder in (Path(name).expanduser(), settings.backups / name):
            if (folder / MANIFEST).exists():
                return folder
    else:
        known = settings.backups.glob(f"{settings.db}-[0-9]*/{MANIFEST}")
        found = sorted(known, key=lambda path: path.stat().st_mtime)
        if found:
            return found[-1].parent
    raise BakeryError(
        _(
            "There is no backup {name} in {folder}.",
            name=name or settings.db,
            folder=settings.backups,
        )
    )


def restore(settings, cluster, folder, database):
    """Restore ``folder`` as ``database``, replacing it only when all went well."""
    work = f"{database}_restore"
    files = cluster.files / "filestore"
    cluster.drop(work)
    cluster.create(work)
    try:
        proc.run(
            [
                cluster.program("pg_restore"),
                *("--exit-on-error", "--no-owner", "--no-acl", "-j", "2"),
                *("-d", work, folder / DUMP),
            ],
            env=cluster.environment(),
            failure=_("The backup {folder} could not be restored.", folder=folder),
        )
        shutil.rmtree(files / work, ignore_errors=True)
        (files / work).mkdir(parents=True)
        with tarfile.open(folder / FILES) as tar:
            tar.extractall(files / work, filter="data")
    except BaseException:
        cluster.drop(work)
        shutil.rmtree(files / work, ignore_errors=True)
        raise
    cluster.drop(database)
    shutil.rmtree(files / database, ignore_errors=True)
    inner = files / work / "filestore"
    if inner.exists():
        inner.rename(files / database)
    shutil.rmtree(files / work, ignore_errors=True)
    cluster.rename(work, database)
