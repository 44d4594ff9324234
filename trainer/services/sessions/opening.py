"""Opening a session: what to look at before, the room itself, and finding it again."""

from dataclasses import dataclass, replace
from enum import StrEnum

from trainer.domain.clocks import Clock
from trainer.domain.debriefs import questions_of
from trainer.domain.ids import CardId, DeckId, PersonId, SessionId, TeamId
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.presets import Preset
from trainer.domain.sessions import Session, SessionLine
from trainer.domain.texts import clean_line
from trainer.errors import NotFound, NothingToDeal, WrongUsage
from trainer.locale import _
from trainer.services.sessions.choosing import Shelf, can_warm_up, choose, shelf_for
from trainer.services.sessions.moving import close_forgotten, known_session

SHORTEST, LONGEST = 0.2, 180.0
"""Minutes of a whole session; the shortest for rehearsals."""


class Trouble(StrEnum):
    """What a lead should know before the room opens; the first two stand in the way."""

    NO_CARD = "no_card"
    """No card is ready."""
    NONE_FITS = "none_fits"
    """None fits the preset: its difficulty, absurdity, invented businesses, sensitivity."""
    ALL_SEEN = "all_seen"
    """Every fitting card was seen by somebody of the team."""
    NO_WARM_UP = "no_warm_up"
    """No other card has a strong and a weak gold answer: the warm-up is left out."""
    NOT_REVIEWED = "not_reviewed"
    """Some cards were never reviewed for what may hurt."""
    OPEN_RATINGS = "open_ratings"
    """Answers of earlier days still wait for ratings."""
    RUNNING = "running"
    """Another session of the team is open."""


IN_THE_WAY = frozenset({Trouble.NO_CARD, Trouble.NONE_FITS})


@dataclass(frozen=True, slots=True)
class Preflight:
    cards: int
    """That fit the preset."""
    unseen: int
    """Of these, seen by nobody of the team."""
    sensitive: int
    """Left out because somebody marked them."""
    not_reviewed: int
    open_ratings: int
    warm_up: bool
    running: tuple[str, ...]
    """Codes of open sessions of the team."""
    troubles: tuple[Trouble, ...]

    @property
    def ok(self) -> bool:
        """Whether a session can be opened."""
        return not IN_THE_WAY & set(self.troubles)


def preflight(
    uow: UnitOfWork,
    clock: Clock,
    lead_id: PersonId,
    preset: Preset,
    *,
    language: str,
    deck_id: DeckId | None = None,
) -> Preflight:
    """What to know before the room opens: cards that fit and are unseen, sensitive ones, open ratings. Raises NotFound."""
    with uow.reading():
        lead = _lead(uow, lead_id)
        shelf = shelf_for(uow, language, deck_id)
        fitting = shelf.fitting(preset)
        seen = uow.sessions.seen_by_team(lead.team_id)
        unseen = sum((deck.id, card.id) not in seen for deck, card in fitting)
        waiting = sum(each.team_id == lead.team_id for each in uow.answers.undecided(clock.now().at))
        running = tuple(line.code for line in uow.sessions.lines(lead.team_id, running=True))
        warm_up = can_warm_up(_whole(uow, shelf, language, deck_id), None)
    found = {
        Trouble.NO_CARD: not shelf.cards,
        Trouble.NONE_FITS: bool(shelf.cards) and not fitting,
        Trouble.ALL_SEEN: bool(fitting) and not unseen,
        Trouble.NO_WARM_UP: Phase.WARM_UP in preset.phases and not warm_up,
        Trouble.NOT_REVIEWED: shelf.not_reviewed > 0,
        Trouble.OPEN_RATINGS: waiting > 0,
        Trouble.RUNNING: bool(running),
    }
    return Preflight(
        cards=len(fitting),
        unseen=unseen,
        sensitive=shelf.sensitive,
        not_reviewed=shelf.not_reviewed,
        open_ratings=waiting,
        warm_up=warm_up,
        running=running,
        troubles=tuple(trouble for trouble, there in found.items() if there),
    )


def open_session(
    uow: UnitOfWork,
    clock: Clock,
    lead_id: PersonId,
    preset: Preset,
    *,
    render: RenderCard,
    language: str,
    deck_id: DeckId | None = None,
    card_id: CardId | None = None,
    minutes: float | None = None,
) -> Session:
    """Opens the room with a fresh code; its card is chosen and rendered now, and shown from the deal on.

    `card_id`: this card of `deck_id` for all, whatever the preset says. `minutes`: length of the whole, each phase in
    proportion. The warm-up is left out where no other card has gold answers for it. Raises NothingToDeal, NotFound, WrongUsage.
    """
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise WrongUsage(
            _("A session takes from {least} to {most} minutes; {given} is outside.").format(
                least=f"{SHORTEST:g}", most=f"{LONGEST:g}", given=f"{minutes:g}"
            )
        )
    close_forgotten(uow, clock)
    now = clock.now()
    if card_id is not None:
        preset = replace(preset, same_card=True)
    with uow.reading():
        lead = _lead(uow, lead_id)
        shelf = shelf_for(uow, language, deck_id)
        seen = uow.sessions.seen_by_team(lead.team_id)
        if card_id is not None:
            fitting = [(deck, card) for deck, card in shelf.cards if card.id == card_id]
            if not fitting:
                raise NotFound(
                    _("No deck has a card “{card}”. See the decks with: trainer deck list").format(card=card_id)
                )
        else:
            fitting = shelf.fitting(preset)
        if not fitting:
            raise NothingToDeal(_nothing_fits(preset))
        count = len(uow.sessions.lines(lead.team_id, running=None))
        chosen = choose(fitting, seen, seed=f"session|{lead.team_id}|{count}")
        assert chosen is not None, "there is at least one card"
        deck, card = chosen
        whole = _whole(uow, shelf, language, deck_id)
    shown = render(deck, card, f"session|{lead.team_id}|{count}|{deck.id}|{card.id}") if preset.same_card else None
    warm = Phase.WARM_UP not in preset.phases or can_warm_up(whole, (deck.id, card.id) if preset.same_card else None)
    left_out = () if warm else (Phase.WARM_UP,)
    played = (preset if minutes is None else preset.scaled(minutes)).without(left_out)
    session = Session(
        id=SessionId(""),
        code="",
        team_id=lead.team_id,
        preset=played,
        lead_id=lead.id,
        lead_name=lead.name,
        language=language,
        opened=now,
        began=now,
        touched=now,
        lead_seen=now,
        deadline=now.plus(played.steps[0].seconds),
        questions=len(questions_of(shown)),
        left_out=left_out,
    )
    with uow:
        added = uow.sessions.add(session, deck.id if shown else deck_id, card.id if shown else None, shown)
        uow.commit()
    return added


def show_session(uow: UnitOfWork, clock: Clock, session_id: SessionId) -> Session:
    """The session as it stands; one that everybody forgot is closed first. Raises NotFound."""
    close_forgotten(uow, clock)
    with uow.reading():
        return known_session(uow, session_id)


def find_session(uow: UnitOfWork, clock: Clock, id_or_code: str) -> Session:
    """By its id, or by its join code as somebody typed it. Raises NotFound."""
    close_forgotten(uow, clock)
    wanted = clean_line(id_or_code)
    with uow.reading():
        found = uow.sessions.find(code_of(wanted)) or SessionId(wanted.lower())
        return known_session(uow, found)


def list_sessions(
    uow: UnitOfWork, clock: Clock, team_id: TeamId | None = None, *, running: bool | None = None
) -> list[SessionLine]:
    """Sessions, newest first; `running` True or False: only those that are open, or closed."""
    close_forgotten(uow, clock)
    with uow.reading():
        return uow.sessions.lines(team_id, running=running)


def code_of(typed: str) -> str:
    """A join code as it is kept: spaces and dashes dropped."""
    return "".join(letter for letter in typed if letter.isdigit())


def _whole(uow: UnitOfWork, shelf: Shelf, language: str, deck_id: DeckId | None) -> Shelf:
    """All decks: a warm-up may come from another one than the session's card."""
    return shelf if deck_id is None else shelf_for(uow, language, None)


def _lead(uow: UnitOfWork, lead_id: PersonId) -> Person:
    lead = uow.people.get(lead_id)
    if lead is None or not lead.active:
        raise NotFound(_("You are not on the team list any more; ask your lead."))
    return lead


def _nothing_fits(preset: Preset) -> str:
    words = _(
        "No ready card fits: difficulty {difficulty}, absurdity {absurdity}{invented}. Name one with --deck and --card."
    )
    return words.format(
        difficulty="-".join(map(str, preset.difficulty)),
        absurdity="-".join(map(str, preset.absurdity)),
        invented=_(", of an invented business") if preset.invented else "",
    )
