"""A rating sheet on the command line: what is shown, and what is written of it: CRITERION=LEVEL, levels 1 to 5."""

from typing import Any

from trainer.cli.cards import card_data, print_card
from trainer.cli.speaking import paragraph, say
from trainer.domain.rubric import HIGHEST_LEVEL
from trainer.errors import RatingRefused
from trainer.locale import _, terms
from trainer.services.rating import AnswerToRate


def print_to_rate(to_rate: AnswerToRate) -> None:
    print_card(to_rate.shown)
    say()
    say(_("The answer:"))
    say(paragraph(to_rate.text, indent="    "))
    say()
    say(_("What would this customer write back?"))
    for criterion in to_rate.criteria:
        say(f"  {criterion.name} ({terms.criterion(criterion)})")
        for level in range(HIGHEST_LEVEL + 1):
            say(f"     {level + 1}  {terms.anchor(criterion, level)}")
    say()


def example(to_rate: AnswerToRate) -> str:
    return " ".join(f"{criterion.name}=3" for criterion in to_rate.criteria)


def level_of(pair: str) -> tuple[str, int]:
    name, _equals, level = pair.partition("=")
    if not level.isdecimal() or not 1 <= int(level) <= HIGHEST_LEVEL + 1:
        raise RatingRefused(_("“{pair}” is no rating: write heard=4, with a level from 1 to 5.").format(pair=pair))
    return name.strip(), int(level) - 1


def sheet_data(to_rate: AnswerToRate) -> dict[str, Any]:
    return {
        "answer": to_rate.answer_id,
        "text": to_rate.text,
        "waiting": to_rate.waiting,
        "given": to_rate.given,
        "criteria": [
            {
                "name": criterion.name,
                "weight": criterion.weight,
                "levels": [terms.anchor(criterion, level) for level in range(HIGHEST_LEVEL + 1)],
            }
            for criterion in to_rate.criteria
        ],
        **card_data(to_rate.shown),
        "success_when": to_rate.shown.success_when,
        "worth_winning": to_rate.shown.worth_winning,
        "real_severity": to_rate.shown.real_severity,
    }
