"""Where a database lives: the file behind a URL, and whether its folder can be trusted with it. Standard library only.

SQLite's write-ahead log needs one machine: through two network mounts it lost half of all acknowledged saves without one error.
"""

import contextlib
import os
import re
from pathlib import Path

from trainer.errors import StoreOnNetwork, WrongUsage
from trainer.locale import _

MOUNTS = Path("/proc/self/mountinfo")

NETWORK_KINDS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "afpfs",
        "ceph",
        "glusterfs",
        "lustre",
        "gpfs",
        "ocfs2",
        "gfs2",
        "beegfs",
        "9p",
        "davfs",
        "davfs2",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.cephfs",
        "fuse.smbnetfs",
        "fuse.curlftpfs",
        "fuse.google-drive-ocamlfuse",
        "fuse.onedriver",
        "fuse.gvfsd-fuse",
        "fuse.dropbox",
        "fuse.ceph",
    ]
)
SYNCED_FOLDERS = re.compile(
    r"^(onedrive|dropbox|google ?drive|googledrive|icloud ?drive|com~apple~clouddocs|mobile documents|nextcloud|owncloud"
    r"|yandex\.?disk|box sync|pcloud ?drive|syncthing|mega(sync)?)( ?[-(].*)?$",
    re.IGNORECASE,
)

_SQLITE = ("sqlite:///", "sqlite+pysqlite:///")
_POSTGRES = ("postgresql+psycopg://", "postgresql://", "postgres://")


def file_of(database: str) -> Path | None:
    """The file behind a SQLite URL, None for PostgreSQL. Raises WrongUsage for a URL that is neither.

    What follows `sqlite:///` is a path as it stands: nothing in it is decoded.
    """
    for prefix in _SQLITE:
        if database.startswith(prefix) and len(database) > len(prefix) and "\0" not in database:
            path = Path(database.removeprefix(prefix))
            with contextlib.suppress(
                RuntimeError
            ):  # ~ of somebody whom this system does not know: a name like any other
                path = path.expanduser()
            return path.absolute()
    if database.startswith(_POSTGRES):
        return None
    raise WrongUsage(
        _(
            "The database must be given as sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME, not as {given}."
        ).format(given=shown(database)[:80] or "“”")
    )


def shown(database: str) -> str:
    """How a database is named to a person: its file, or its URL without the password."""
    for prefix in _SQLITE:
        if database.startswith(prefix):
            return database.removeprefix(prefix)
    without_options = database.split("?", maxsplit=1)[0]
    return re.sub(r"^(\w[\w+]*://[^:/@]*):.*@", r"\1@", without_options)


def refuse_shared_folder(file: Path) -> None:
    """Raises StoreOnNetwork when `file` lies (or would lie) on a network file system or in a folder that a program syncs."""
    real = Path(os.path.realpath(_existing(file.parent)))
    for part in (*file.parent.parts, *real.parts):
        if SYNCED_FOLDERS.match(part):
            raise StoreOnNetwork(
                _refusal(file, _("the folder {name}, which is copied to other machines").format(name=part))
            )
    kind = _file_system(real)
    if kind in NETWORK_KINDS:
        raise StoreOnNetwork(_refusal(file, _("a network file system ({kind})").format(kind=kind)))


def _refusal(file: Path, where: str) -> str:
    return _(
        "{file} lies on {where}: saved words would get lost there. Put the database on a local disk, "
        "or let several machines share a PostgreSQL (postgresql+psycopg://...)."
    ).format(file=file, where=where)


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _file_system(folder: Path) -> str:
    """The type of the file system that holds `folder`; empty where the system does not tell (then nothing is refused)."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    found, length = "", -1
    for line in lines:
        before, _dash, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        point = Path(_unescape(fields[4]))
        # A later mount on the same point hides the earlier one, so >= and not >.
        if len(point.parts) >= length and folder.is_relative_to(point):
            found, length = kinds[0], len(point.parts)
    return found


def _unescape(field: str) -> str:
    """mountinfo writes space, tab, newline and backslash as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)
