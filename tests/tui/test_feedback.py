"""How one rates, for nobody but oneself: in words first, kindly, from ten ratings on."""

import pytest

from tests.tui.goldens import assert_golden
from tests.tui.scored import a_feedback
from tests.tui.stage import IRYNA, stage
from trainer.domain.feedback import RaterFeedback
from trainer.errors import StoreUnavailable
from trainer.tui.screens.feedback import FeedbackScreen, feedback_lines


def words(told: RaterFeedback, width: int = 78) -> str:
    return " ".join(" ".join(line.content.plain for line in feedback_lines(told, width)).replace("\u00a0", " ").split())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_page_as_a_rater_sees_it(size: tuple[int, int]) -> None:
    """Strict or mild in words and on a fixed scale; spread, likeness with the authors, the team's agreement in words."""
    async with stage(FeedbackScreen(), {"rater_feedback": a_feedback()}, size=size) as shown:
        assert_golden(shown.picture, f"feedback-{size[0]}x{size[1]}")
        assert shown.app.asked_for("rater_feedback") == [(IRYNA.id,)]


def test_under_ten_ratings_there_is_no_number_about_oneself() -> None:
    early = words(RaterFeedback(given=4))
    assert "4 ratings of yours" in early
    assert "6 more ratings, and you see here how strict or mild you are" in early
    assert "point" not in early


@pytest.mark.parametrize(
    ("leniency", "error", "said"),
    [
        (-6.4, 2.1, "You give about 6 points less than your colleagues"),
        (6.4, 2.1, "You give about 6 points more than your colleagues"),
        (3.4, 2.1, "About as strict as your colleagues, as far as so many ratings can tell."),
        (0.3, 0.01, "About as strict as your colleagues"),
    ],
)
def test_strict_and_mild_are_said_only_beyond_what_the_ratings_can_tell(
    leniency: float, error: float, said: str
) -> None:
    assert said in words(a_feedback(leniency=leniency, leniency_error=error))


def test_flat_scores_are_one_gentle_notice() -> None:
    told = words(a_feedback(flat=True))
    assert "Your scores lie close together lately." in told
    assert not any(word in told.casefold() for word in ("lazy", "bad", "wrong", "fail"))
    assert "close together" not in words(a_feedback())


def test_it_says_that_no_score_changes_and_what_the_lead_sees() -> None:
    for told in (a_feedback(), RaterFeedback(given=0)):
        assert (
            "None of this changes a score by itself. Your lead sees how many ratings were given, nothing else."
            in words(told)
        )


def test_a_scale_never_runs_over_whatever_the_number() -> None:
    for leniency in (-90.0, 0.0, 90.0):
        lines = feedback_lines(a_feedback(leniency=leniency, leniency_error=30.0), 58)
        assert max(line.content.cell_length for line in lines) <= 58


async def test_a_refusal_is_a_line_and_escape_leads_back() -> None:
    async with stage(FeedbackScreen(), {"rater_feedback": StoreUnavailable("The database is locked.")}) as shown:
        assert "The database is locked." in shown.picture
