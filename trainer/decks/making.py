"""A deck to begin with: its comments teach the format, one thing at a time."""

import textwrap
from dataclasses import dataclass

from trainer.decks.writing import yaml_text
from trainer.domain.kinds import ComplaintType
from trainer.locale import _

SCHEMA_LINE = "# yaml-language-server: $schema=./deck.schema.json"
SCHEMA_FILE = "deck.schema.json"


@dataclass(frozen=True, slots=True)
class NewDeck:
    """The five answers."""

    title: str
    locale: str
    industry: str
    role: str
    complaint: str


def make_deck(answers: NewDeck, deck_id: str) -> str:
    """The text of a deck with one card, which checks without errors and can be dealt."""
    about = [
        _("A deck: complaints that are dealt to your team. Lines that begin with # are notes to you."),
        _("Check it: trainer deck check FILE. Let the program use it: trainer deck install FILE."),
    ]
    indent = _("Indent with spaces, two a step. A text with a colon, a # or a bracket in it goes in quotes.")
    cards = _("Each card begins with a dash. One sentence is a card already; the rest can wait.")
    say = _("What the customer says. {customer.full_name}, {city} and {number:1..9} are filled in anew for every deal.")
    hidden = _("What the customer really needs. Your employee sees it after the answer was sent, not before.")
    kinds = textwrap.wrap(", ".join(ComplaintType), 90)
    gold = _(
        "Two answers that show raters the scale: a strong one and a weak one, each line of the rubric from 1 to 5."
    )
    lines = [
        SCHEMA_LINE,
        *(f"# {line}" for line in about),
        f"# {indent}",
        "format: 1",
        f"id: {deck_id}",
        f"title: {yaml_text(answers.title)}",
        f"locale: {answers.locale}",
        *([f"industry: {yaml_text(answers.industry)}"] if answers.industry else []),
        f"license: CC-BY-4.0            # {_('what others may do with this deck; leave the line out if they may not')}",
        f"defaults:                     # {_('for every card that does not say otherwise')}",
        f"  channel: in_person          # {_('or phone, chat, email, review, social')}",
        f"  minutes: 7                  # {_('on the clock')}",
        *([f"  role: {yaml_text(answers.role)}"] if answers.role else []),
        "",
        f"# {cards}",
        "cards:",
        f"  # {say}",
        f"  - complaint: {yaml_text(answers.complaint, 6)}",
        f"    type: other               # {_('practice is scheduled on it; one of:')}",
        *(f"    #   {line}" for line in kinds),
        f"    difficulty: 3             # {_('1 to 5, how hard it is to answer well')}",
        f"    absurdity: 3              # {_('1 to 5, how silly it is; Friday deals high')}",
        f"    # {hidden}",
        f"    # hidden_interest: {_('It is not about the thing; they want to be taken seriously.')}",
        f"    # {gold}",
        "    # gold:",
        '    #   - {id: g1, text: "…", levels: {heard: 5, respected: 5, solved: 4, next_step: 4, aftertaste: 4}, why: "…"}',
        '    #   - {id: g2, text: "…", levels: {heard: 2, respected: 1, solved: 2, next_step: 1, aftertaste: 1}, why: "…"}',
        f"  # - {_('The next complaint goes here.')}",
        "",
    ]
    return "\n".join(lines)
