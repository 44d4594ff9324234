"""trainer serve: seats for browsers, on this machine alone unless told otherwise."""

import asyncio
import ipaddress
import signal
import socket
import sys
from typing import TYPE_CHECKING

import click

from trainer import paths
from trainer.cli.main import Caller, pass_caller
from trainer.cli.speaking import note, say
from trainer.errors import WrongUsage
from trainer.locale import _

if TYPE_CHECKING:
    from trainer.serving.rooms import DatabaseRooms
    from trainer.serving.server import SeatServer
    from trainer.serving.visiting import Asking, Settings


@click.command(help=_("Seats for browsers: people open a page, type the join code of a session and sit down."))
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help=_("0.0.0.0 lets others on this network in."))
@click.option("--port", default=8000, type=click.IntRange(0, 65535), help=_("0: any that is free."))
@click.option("--seats", default=50, type=click.IntRange(1, 200), help=_("How many browsers at once."))
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help=_("Another name of this machine, as people type it; repeatable."),
)
@click.option(
    "--seat-database",
    metavar="URL",
    envvar="TRAINER_SEAT_DATABASE_URL",
    help=_("By which address seats come to the database: one with fewer rights (trainer data roles)."),
)
@click.option("--listed-only", is_flag=True, help=_("Names from the team list alone; nobody adds their own."))
@pass_caller
def serve(
    caller: Caller,
    host: str,
    port: int,
    seats: int,
    names: tuple[str, ...],
    seat_database: str | None,
    listed_only: bool,
) -> None:
    from trainer.serving.visiting import Settings

    own = frozenset(each.lower() for each in (*names, *_own_names(host)))
    settings = Settings(host, port, seats, own, newcomers=not listed_only, asked=_tell_wish)
    try:
        asyncio.run(_serve(caller, settings, seat_database or caller.database))
    except OSError as problem:
        raise WrongUsage(
            _("Port {port} of {host} can't be used: {reason}. Try --port 0.").format(
                port=port, host=host, reason=problem.strerror or problem
            )
        ) from None


async def _serve(caller: Caller, settings: "Settings", seat_database: str) -> None:
    from trainer.bootstrap import Trainer
    from trainer.serving.doors import Register
    from trainer.serving.rooms import DatabaseRooms
    from trainer.serving.server import SeatServer
    from trainer.serving.terminals import Terminals

    rooms = DatabaseRooms(Trainer(caller.database, language=caller.language))
    terminals = Terminals(seat_database, language=caller.language, theme=caller.theme)
    server = SeatServer(rooms, terminals, Register(paths.state_folder() / "served.json"), settings)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopping.set)
    try:
        await rooms.open()
        bound = await server.start()
        await _announce(rooms, settings.host, bound)
        _listen_for_nods(server)
        await stopping.wait()
    finally:
        if sys.stdin.isatty():
            loop.remove_reader(sys.stdin)
        await server.stop()
        rooms.close()


async def _announce(rooms: "DatabaseRooms", host: str, port: int) -> None:
    addresses = [each for each in _own_names(host) if _is_address(each)] or ["127.0.0.1"]
    running = await rooms.running()
    if not _is_loopback(host):
        note(
            _(
                "Warning: everybody on this network can reach this page, and what people type travels as plain text. "
                "Use it among people you trust, or behind a TLS proxy (docs/security.md)."
            )
        )
    for address in addresses:
        say(
            _("Seats: http://{address}:{port}/").format(
                address=f"[{address}]" if ":" in address else address, port=port
            )
        )
    for room in running:
        say(_("Join code: {code}  ({lead})").format(code=room.code, lead=room.title))
    if not running:
        say(_("No session runs yet; open one with: trainer session new. Its join code works here at once."))
    say(_("Ctrl+C ends it; nobody loses a word."))


def _tell_wish(asking: "Asking") -> None:
    note(
        _("{name} asks for their seat from {address}. To let them in type {number} and Enter here.").format(
            name=asking.name, address=asking.address, number=asking.number
        )
    )


def _listen_for_nods(server: "SeatServer") -> None:
    """The lead's nod: the number of a wish, typed where the server runs."""
    if not sys.stdin.isatty():
        return

    def typed() -> None:
        line = sys.stdin.readline().strip()
        if line.isdecimal():
            note(_("Let in.") if server.grant(int(line)) else _("Nobody waits under that number."))

    asyncio.get_running_loop().add_reader(sys.stdin, typed)


def _own_names(host: str) -> list[str]:
    """By which names a browser may call this server: those of the address it listens on."""
    if _is_loopback(host):
        return ["127.0.0.1"]
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 - compared with, not bound to
        return [host]
    found = [socket.gethostname()]
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:  # chooses the interface; nothing is sent
                probe.connect((target, 9))
                found.append(str(probe.getsockname()[0]))
        except OSError:
            continue
    return found


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
