"""Which cards the shelf shows: a row a filter, the number of cards that fit told while one chooses."""

from collections.abc import Callable, Sequence

from textual.app import App

from trainer.domain.browsing import NOT_REVIEWED, NOTHING_SENSITIVE, SENSITIVITIES, Filters, ShelfCard
from trainer.domain.kinds import ComplaintType, Sensitivity
from trainer.locale import _, ngettext, terms
from trainer.tui.screens.choosing import ChoosingScreen, Row

LEVELS = (0, 1, 2, 3, 4, 5)


def filter_words(filters: Filters) -> list[str]:
    """What is set, in words."""
    words = [terms.complaint_type(filters.type)] if filters.type is not None else []
    words += [_("difficulty {n}/5").format(n=filters.difficulty)] if filters.difficulty else []
    words += [_("absurdity {n}/5").format(n=filters.absurdity)] if filters.absurdity else []
    words += [_sensitivity(filters.sensitivity)] if filters.sensitivity else []
    return words + ([filters.language] if filters.language else [])


def ask_filters(
    app: App[int], cards: Sequence[ShelfCard], filters: Filters, chosen: Callable[[Filters | None], None]
) -> None:
    """Asks for the filters of `cards`; None: Esc."""
    kinds: list[ComplaintType | None] = [None, *ComplaintType]
    sensitivities = ["", *SENSITIVITIES]
    languages = ["", *sorted({card.language for card in cards} | ({filters.language} - {""}))]
    anything = _("any")
    levels = (anything, *(f"{n}/5" for n in LEVELS[1:]))
    rows = [
        Row(
            _("Type"),
            tuple(anything if kind is None else terms.complaint_type(kind) for kind in kinds),
            kinds.index(filters.type),
        ),
        Row(_("Difficulty"), levels, filters.difficulty),
        Row(_("Absurdity"), levels, filters.absurdity),
        Row(
            _("Sensitivity"),
            tuple(_sensitivity(each) if each else anything for each in sensitivities),
            sensitivities.index(filters.sensitivity),
        ),
        Row(_("Language"), tuple(each or anything for each in languages), languages.index(filters.language)),
    ]

    def filters_of(at: tuple[int, ...]) -> Filters:
        kind, difficulty, absurdity, sensitivity, spoken = at
        return Filters(
            filters.deck,
            languages[spoken],
            kinds[kind],
            LEVELS[difficulty],
            LEVELS[absurdity],
            sensitivities[sensitivity],
        )

    def told(at: tuple[int, ...]) -> str:
        wanted = filters_of(at)
        count = sum(wanted.lets_through(card) for card in cards)
        return ngettext("{n} card fits", "{n} cards fit", count).format(n=count)

    def answered(at: tuple[int, ...] | None) -> None:
        chosen(None if at is None else filters_of(at))

    app.push_screen(ChoosingScreen(_("Which cards?"), rows, told), answered)


def _sensitivity(code: str) -> str:
    if code == NOTHING_SENSITIVE:
        return _("reviewed, nothing sensitive")
    return _("not reviewed") if code == NOT_REVIEWED else terms.sensitivity(Sensitivity(code))
