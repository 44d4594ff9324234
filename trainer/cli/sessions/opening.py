"""trainer session new | list | show."""

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.numbers import NUMBER
from trainer.cli.sessions.describing import line_data, print_summary, session_data, summary_data
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.ids import CardId, DeckId
from trainer.locale import _, ngettext, terms
from trainer.locale import sessions as words
from trainer.services.decks import find_card
from trainer.services.sessions.opening import Preflight, Trouble, find_session, list_sessions, open_session, preflight
from trainer.services.sessions.planning import next_sessions
from trainer.services.sessions.viewing import look_in, summary


@click.command(
    "new", help=_("Open a session: its join code is printed. What to know before is said; --check opens nothing.")
)
@click.option(
    "--preset", "preset_id", metavar="NAME", default="monday", show_default=True, help=_("See: session presets")
)
@click.option("--deck", "deck_id", metavar="ID", help=_("Cards of this deck alone."))
@click.option("--card", "card_id", metavar="ID", help=_("This card, whatever the preset says."))
@click.option(
    "--minutes", type=NUMBER, metavar="N", help=_("The whole session in so many minutes, each phase in proportion.")
)
@click.option("--check", is_flag=True, help=_("Only look whether all is ready."))
@json_option
@pass_caller
def new_command(
    caller: Caller,
    preset_id: str,
    deck_id: str | None,
    card_id: str | None,
    minutes: float | None,
    check: bool,
    as_json: bool,
) -> None:
    trainer, me = caller.trainer, caller.person()
    preset = trainer.preset(preset_id)
    trainer.load_decks()
    deck = DeckId(deck_id) if deck_id else None
    if card_id is not None and deck is None:
        deck = trainer.run(find_card, CardId(card_id))
    before = trainer.run(preflight, me.id, preset, language=caller.language, deck_id=deck)
    if check:
        _tell_preflight(before, as_json)
        if not before.ok:
            click.get_current_context().exit(1)
        return
    opened = trainer.run(
        open_session,
        me.id,
        preset,
        render=trainer.render,
        language=caller.language,
        deck_id=deck,
        card_id=CardId(card_id) if card_id else None,
        minutes=minutes,
    )
    trainer.remember(me)
    trainer.keep_what_was_proposed(me.team_id)
    if as_json:
        left = opened.seconds_left(trainer.clock.now())
        tell_json({**session_data(opened, left), "preflight": _preflight_data(before)})
        return
    say(_("Join code {code}").format(code=opened.code))
    say(_("Session {session}").format(session=opened.id))
    for trouble in before.troubles:
        note(_sentence(trouble, before))
    note(_("Lead it: trainer session lead {session}").format(session=opened.id))


@click.command("list", help=_("Sessions of your team, newest first."))
@click.option("--running", is_flag=True, help=_("Only those that are open."))
@json_option
@pass_caller
def list_command(caller: Caller, running: bool, as_json: bool) -> None:
    me = caller.person()
    found = caller.trainer.run(list_sessions, me.team_id, running=True if running else None)
    caller.trainer.keep_what_was_proposed(me.team_id)
    if as_json:
        tell_json([line_data(line) for line in found])
        return
    for line in found:
        state = _("closed") if line.closed_at is not None else f"{words.phase_title(line.phase)}  ·  {line.code}"
        people = ngettext("{n} person", "{n} people", line.people).format(n=line.people)
        day = line.opened_at.astimezone().date().isoformat()
        say(f"{line.id}  {day}  {words.preset_title(line.preset)}  ·  {line.lead_name}  ·  {people}  ·  {state}")
    if not found:
        note(_("No session yet. Open one with: trainer session new --preset monday"))
    presets, _problems = caller.trainer.presets()
    for each in caller.trainer.run(next_sessions, me.id, presets, count=1):
        told = _("Next: {day}, {preset}; {name} leads")
        day = terms.weekday_and_day(each.day)
        note(told.format(day=day, preset=words.preset_title(each.preset), name=each.lead_name))


@click.command("show", help=_("Where a session stands, and what stays of it."))
@click.argument("wanted", metavar="ID")
@json_option
@pass_caller
def show_command(caller: Caller, wanted: str, as_json: bool) -> None:
    me = caller.person()
    session = caller.trainer.run(find_session, wanted)
    caller.trainer.run(look_in, session.id, me.id)
    caller.trainer.keep_what_was_proposed(me.team_id)
    whole = caller.trainer.run(summary, session.id) if session.is_closed else None
    if as_json:
        left = session.seconds_left(caller.trainer.clock.now())
        tell_json({**session_data(session, left), "summary": None if whole is None else summary_data(whole)})
        return
    say(f"{words.preset_title(session.preset)}  ·  {session.lead_name}  ·  {words.phase_title(session.phase)}")
    if whole is not None:
        print_summary(whole)


def _tell_preflight(before: Preflight, as_json: bool) -> None:
    if as_json:
        tell_json(_preflight_data(before))
        return
    say(ngettext("{n} card fits", "{n} cards fit", before.cards).format(n=before.cards))
    say(ngettext("{n} of them nobody has seen", "{n} of them nobody has seen", before.unseen).format(n=before.unseen))
    for trouble in before.troubles:
        say(_sentence(trouble, before))


def _preflight_data(before: Preflight) -> dict[str, object]:
    return {
        "ok": before.ok,
        "cards": before.cards,
        "unseen": before.unseen,
        "sensitive": before.sensitive,
        "not_reviewed": before.not_reviewed,
        "open_ratings": before.open_ratings,
        "warm_up": before.warm_up,
        "running": list(before.running),
        "troubles": [trouble.value for trouble in before.troubles],
    }


def _sentence(trouble: Trouble, before: Preflight) -> str:
    match trouble:
        case Trouble.NO_CARD | Trouble.NONE_FITS:
            none = trouble is Trouble.NO_CARD
            return _("No card is ready.") if none else _("No ready card fits this preset: name one with --card.")
        case Trouble.ALL_SEEN:
            return _("Somebody of the team has seen each card that fits.")
        case Trouble.NO_WARM_UP:
            return _("The warm-up is left out: no card has a strong and a weak gold answer.")
        case Trouble.NOT_REVIEWED | Trouble.OPEN_RATINGS:
            if trouble is Trouble.OPEN_RATINGS:
                waiting = before.open_ratings
                return ngettext("{n} answer waits for ratings.", "{n} answers wait for ratings.", waiting).format(
                    n=waiting
                )
            count = before.not_reviewed
            told = ngettext(
                "{n} card was never reviewed for what may hurt.",
                "{n} cards were never reviewed for what may hurt.",
                count,
            )
            return told.format(n=count)
        case Trouble.RUNNING:
            return _("Another session of the team is open: {codes}").format(codes=", ".join(before.running))
