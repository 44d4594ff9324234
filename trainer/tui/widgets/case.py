"""A case as its rater reads it: the complaint, the answer, and what one needs to know to be fair. Source: deck-format."""

from textual.content import Content

from trainer.domain.dealing import Customer, ShownCard
from trainer.domain.kinds import Gender
from trainer.domain.rubric import NOTES_FOR_RATERS
from trainer.locale import _, ngettext
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.card import customer_words, means_words
from trainer.tui.widgets.lines import Line, spread, wrapped

SMALL_TEAM = 4
"""Under this many people scores can be guessed, and the screen says so (rules 7)."""


def case_lines(shown: ShownCard, answer: str | None, team_size: int, width: int, *, begin: int = 0) -> list[Line]:
    """All that a rater may know: complaint and answer first, then the case; never who wrote, when, or a hint.

    None for the answer: it stands in a place of its own. `begin` > 0: of a longer complaint only so many lines come before the
    answer, the whole of it after (a small window, where everybody has just written to it).
    """
    bar = joined(("▎ ", "$rule"))
    complaint = wrapped(quoted(shown.complaint), width, before=bar)
    cut = 0 < begin < len(complaint)
    lines = [
        spread(plain(_("The complaint"), "$wait"), plain(_("PgDn reads on"), "$wait"), width),
        *(wrapped(quoted(shown.complaint), width, before=bar, most=begin) if cut else complaint),
        *(each.content for each in (answer_lines(answer, width) if answer is not None else ())),
        *([plain(""), *complaint] if cut else ()),
    ]
    return [*map(Line, lines), *rest_lines(shown, team_size, width)]


def rest_lines(shown: ShownCard, team_size: int, width: int) -> list[Line]:
    """What stands under complaint and answer."""
    lines = [
        plain(""),
        plain(_("The case"), "$wait"),
        *wrapped(customer_words(shown), width),
        *means_words(shown).wrap(width),
        *_for_raters(shown, width),
    ]
    if team_size < SMALL_TEAM:
        said = ngettext(
            "With {n} person in the team, scores can be guessed.",
            "With {n} people in the team, scores can be guessed.",
            team_size,
        ).format(n=team_size)
        lines += wrapped(said, width, style="$warning")
    lines += [plain(""), plain(_("Notes for raters"), "$wait")]
    lines += [line for note in NOTES_FOR_RATERS for line in wrapped(_(note), width, style="$wait")]
    return [Line(each) for each in lines]


def answer_lines(answer: str, width: int) -> list[Line]:
    """The answer under its heading."""
    lines = wrapped(answer, width, style="bold", before=joined(("▎ ", "$accent")))
    return [Line(plain(_("The answer"), "$wait")), *map(Line, lines)]


def nothing_lines(width: int) -> list[Line]:
    """When no answer waits: thanks, and what to do instead."""
    words = (
        (_("No answer of a colleague waits for you now. Thank you!"), "bold"),
        (_("New ones come as colleagues send them; home counts them for you."), "$wait"),
        (_("Esc leads back home; Enter there starts your next card."), "$wait"),
        (_("F4 tells you, and nobody else, how you rate."), "$wait"),
    )
    return [Line(line) for text, style in words for line in [*wrapped(text, width, style=style), plain("")]]


def _for_raters(shown: ShownCard, width: int) -> list[Content]:
    """What the writer saw at its time (twists), and what only raters are told."""
    facts = [
        (_("A twist: "), " ".join(quoted(twist.says) for twist in shown.twists)),
        (_("Green light: "), _green_light(shown.customer)),
        (_("How bad it is in fact: "), _("{n} of 5").format(n=shown.real_severity) if shown.real_severity else ""),
        (_("Worth winning: "), "" if shown.worth_winning else _("not at any price; a graceful goodbye can be good")),
        (_("It worked when: "), shown.success_when),
    ]
    return [
        line for label, words in facts if words.strip() for line in joined((label, "$wait"), words.strip()).wrap(width)
    ]


def _green_light(customer: Customer) -> str:
    """Whether they opened the door to an offer; empty where the card does not say."""
    if customer.green_light is None:
        return ""
    by_gender = {
        Gender.FEMALE: (_("she did not ask for an offer"), _("she opened the door to an offer")),
        Gender.MALE: (_("he did not ask for an offer"), _("he opened the door to an offer")),
        Gender.ANY: (_("they did not ask for an offer"), _("they opened the door to an offer")),
    }
    return by_gender[customer.gender][int(customer.green_light)]
