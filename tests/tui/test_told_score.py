"""One's own score, told so that a reader without statistics understands it; what may not be shown is not there."""

import pytest

from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_home
from tests.tui.scored import a_told, amended, an_aftermath
from tests.tui.stage import stage
from trainer.domain.fitting import Basis
from trainer.domain.ids import DealId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.telling import AmendKind, ToldScore
from trainer.errors import DisputeRefused
from trainer.locale.scores import score_line, score_meaning, these
from trainer.services.answering import Aftermath
from trainer.tui.screens.aftermath import AftermathScreen


def uses(*looks: Aftermath, **more: object) -> dict[str, object]:
    """`looks`: what looking back shows, time after time; the last one stays."""
    left = list(looks)
    return {
        "look_back": lambda _deal: left.pop(0) if len(left) > 1 else left[0],
        "settle": None,
        "show_home": a_home(to_rate=0),
        **more,
    }


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_score_as_its_author_sees_it(size: tuple[int, int]) -> None:
    """Sent text, then the score in one line with its meaning, criteria beside the team's middle, kind words, and the rest."""
    async with stage(AftermathScreen(DealId("deal")), uses(an_aftermath(a_told())), size=size) as shown:
        assert_golden(shown.picture, f"told-score-{size[0]}x{size[1]}")


@pytest.mark.parametrize(
    ("strictness", "words"),
    [
        (6.2, "raters gave 54.7, these three run 6 strict: 59.3 ± 11"),
        (-3.6, "raters gave 54.7, these three run 4 mild: 59.3 ± 11"),
        (0.4, "raters gave 54.7, these three are neither strict nor mild: 59.3 ± 11"),
        (-0.4, "raters gave 54.7, these three are neither strict nor mild: 59.3 ± 11"),
    ],
)
def test_the_line_says_what_was_given_how_these_rate_and_how_sure_it_is(strictness: float, words: str) -> None:
    assert score_line(a_told(strictness=strictness)).replace("\u00a0", " ") == words


def test_raters_are_counted_in_a_word_and_in_figures_from_nine_on() -> None:
    assert [these(n) for n in (2, 5, 8, 9)] == ["these two", "these five", "these eight", "these 9"]


@pytest.mark.parametrize("basis", [Basis.TOO_FEW, Basis.NOT_LINKED, None])
def test_a_plain_mean_claims_no_margin_and_says_why(basis: Basis | None) -> None:
    told = a_told(basis=basis, low=None, high=None, score=54.7)
    assert score_line(told) == "3 raters gave 54.7 on average"
    assert "±" not in score_line(told)
    assert score_meaning(told).startswith("The plain mean")


def test_every_basis_has_a_meaning_of_its_own() -> None:
    assert len({score_meaning(a_told(basis=basis)) for basis in (*Basis, None)}) == len(Basis) + 1


@pytest.mark.parametrize(
    ("strictness", "habit"),
    [
        (6.2, "Usually these three give about 6 points less than others; that is evened out."),
        (-1.1, "Usually these three give about 1 point more than others; that is evened out."),
        (0.3, "Usually these three give as much as others do."),
    ],
)
def test_what_the_line_means_is_said_without_a_word_of_statistics(strictness: float, habit: str) -> None:
    words = score_meaning(a_told(strictness=strictness))
    assert words.startswith(habit)
    assert "Nine times in ten the true value lies between 48 and 70" in words
    for word in ("interval", "confidence", "model", "fitted", "variance", "deviation", "%", "±"):
        assert word not in words


def test_the_margin_stays_within_what_a_score_can_be() -> None:
    assert "between 92 and 100" in score_meaning(a_told(low=91.7, high=108.2))


async def test_below_three_ratings_no_criterion_is_shown() -> None:
    async with stage(
        AftermathScreen(DealId("deal")), uses(an_aftermath(a_told(raters=2, criteria=()))), size=(80, 40)
    ) as shown:
        assert "From 3 ratings on you also see each criterion." in shown.picture
        assert "▇" not in shown.picture


@pytest.mark.parametrize(
    ("told", "now", "before"),
    [
        (amended(), "Now 64.0: your lead set it. Before: 59.3. “The guide was our own idea.”", "59.3"),
        (
            a_told(score=64.0, low=56.0, high=72.0, amended=amended(AmendKind.DISPUTE, "").amended),
            "Now 64.0 ± 8, with the one more rating that was asked for. Before: 59.3.",
            "these three run 6 strict: 59.3",
        ),
        (
            amended(AmendKind.FLAG, ""),
            "Your lead has looked at a critical flag of this answer; its score stays.",
            "59.3",
        ),
    ],
    ids=["override", "dispute", "flag"],
)
async def test_the_original_stands_beside_what_came_after(told: ToldScore, now: str, before: str) -> None:
    async with stage(AftermathScreen(DealId("deal")), uses(an_aftermath(told)), size=(100, 40)) as shown:
        picture = " ".join(shown.picture.replace("\u00a0", " ").split())
        assert now in picture
        assert before in picture


async def test_a_score_is_closed_until_ones_share_is_rated() -> None:
    after = an_aftermath(None, owed=2)
    async with stage(AftermathScreen(DealId("deal")), uses(after, show_home=a_home(to_rate=2))) as shown:
        assert "Your score opens once you have rated 2 more answers of colleagues." in shown.picture
        assert "What your colleagues say" not in shown.picture
        assert "F3 rate" in shown.picture
        assert "F8" not in shown.picture


async def test_what_nobody_rated_in_time_says_so() -> None:
    after = an_aftermath(None, status=AnswerStatus.UNSCORED)
    async with stage(AftermathScreen(DealId("deal")), uses(after)) as shown:
        assert "nobody got round to rating it" in shown.picture


async def test_one_more_rating_is_asked_for_with_a_reason() -> None:
    later = an_aftermath(a_told(), can_dispute=False, disputed=True)
    async with stage(
        AftermathScreen(DealId("deal")), uses(an_aftermath(a_told()), later, dispute=None), size=(80, 40)
    ) as shown:
        assert "F8 one more" in shown.picture
        assert "Why should one more colleague rate it?" in await shown.press("f8")
        picture = await shown.press(*"I asked", "f8", *" first", "enter")
        ((_author, answer, why),) = shown.app.asked_for("dispute")
        assert (answer, why) == ("answer-1", "I asked first")
        assert "One more rating was asked for" in picture
        assert "F8 one more" not in picture


async def test_without_a_reason_nothing_is_asked_and_escape_drops_the_line() -> None:
    async with stage(AftermathScreen(DealId("deal")), uses(an_aftermath(a_told()))) as shown:
        await shown.press("f8", "enter")
        await shown.press("f8", *"dropped", "escape")
        assert isinstance(shown.app.screen, AftermathScreen)
        assert "Why should" not in shown.picture
        assert shown.app.asked_for("dispute") == []
        assert "What was behind it" in await shown.press("end")


async def test_a_refused_dispute_is_a_line() -> None:
    refused = DisputeRefused("It can be asked for once an answer.")
    async with stage(AftermathScreen(DealId("deal")), uses(an_aftermath(a_told()), dispute=refused)) as shown:
        assert "once an answer" in await shown.press("f8", *"why", "enter")


@pytest.mark.parametrize(("people_in_team", "warned"), [(3, True), (4, False)])
async def test_a_small_team_is_told_that_scores_can_be_guessed(people_in_team: int, warned: bool) -> None:
    after = an_aftermath(a_told(team_size=people_in_team))
    async with stage(AftermathScreen(DealId("deal")), uses(after), size=(80, 40)) as shown:
        assert ("scores can be guessed" in shown.picture) is warned
        assert "anonym" not in shown.picture.casefold()


@pytest.mark.parametrize("text", NAUGHTY[:6], ids=lambda text: repr(text[:12]))
async def test_what_colleagues_wrote_is_shown_as_it_stands(text: str) -> None:
    told = a_told(comments=(text,), stolen=(text,))
    async with stage(AftermathScreen(DealId("deal")), uses(an_aftermath(told)), size=(120, 40)) as shown:
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
        assert "\u202e" not in shown.picture
        if "[" in text and "\x1b" not in text:
            assert shown.picture.count(text) == 2
