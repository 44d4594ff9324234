"""What the screens about scores show in these tests: a told score, a warm-up, a rater's habits, a lead's lists."""

from dataclasses import replace

from tests.support.making import a_deal
from tests.tui.samples import to_rate
from trainer.domain.agreement import Agreement
from trainer.domain.dealing import ShownGold
from trainer.domain.feedback import CriterionAgreement, RaterFeedback
from trainer.domain.fitting import Basis
from trainer.domain.ids import AnswerId
from trainer.domain.kinds import AnswerStatus, DealState
from trainer.domain.rubric import STANDARD, CriticalFlag
from trainer.domain.telling import Amended, AmendKind, ToldCriterion, ToldScore
from trainer.services.answering import Aftermath
from trainer.services.calibrating import WarmUpResult
from trainer.services.leading import FlaggedAnswer, RatingQueue, ScoredAnswer, WaitingAnswer

COMPLAINT = to_rate().shown.complaint
TEXT = to_rate().text


def a_told(**changes: object) -> ToldScore:
    """Three raters gave 54.7; they run 6 strict; 59.3 ± 11, with criteria, two comments, a phrase and a laugh."""
    criteria = (("heard", 78.0, 70.0), ("respected", 71.5, 68.0), ("solved", 61.0, 64.0))
    told = ToldScore(
        score=59.3,
        low=48.2,
        high=70.4,
        mean=54.7,
        raters=3,
        strictness=6.2,
        basis=Basis.FITTED,
        rubric_version=1,
        criteria=(
            *(ToldCriterion(name, name.capitalize(), score, middle) for name, score, middle in criteria),
            ToldCriterion("next_step", "Next step", 44.0, None),
        ),
        comments=("I liked how you asked the children.", "Next time you could name the hour."),
        stolen=("May I introduce them to the fish?",),
        laughed=2,
        team_size=7,
    )
    return replace(told, **changes)  # type: ignore[arg-type]


def amended(kind: AmendKind = AmendKind.OVERRIDE, why: str = "The guide was our own idea.") -> ToldScore:
    return a_told(score=64.0, low=None, high=None, amended=Amended(64.0, 59.3, kind, why))


def an_aftermath(told: ToldScore | None = None, **changes: object) -> Aftermath:
    """A sent answer of a card with one gold answer."""
    gold = ShownGold("Shall we look at them together?", {"heard": 4, "solved": 3}, "Turns it to use.")
    deal = a_deal(DealState.SENT)
    deal = replace(deal, shown=replace(to_rate().shown, gold=(gold,), hidden_interest="They were promised no fish."))
    after = Aftermath(
        deal=deal,
        sent_text=TEXT,
        variants=(TEXT,),
        distinct=1,
        avoid=(),
        status=AnswerStatus.PUBLISHED,
        raters=3,
        needed=3,
        score=told.score if told else None,
        final_at=None,
        answer_id=AnswerId("answer-1"),
        told=told,
        can_dispute=told is not None,
    )
    return replace(after, **changes)  # type: ignore[arg-type]


def warmed() -> tuple[WarmUpResult, WarmUpResult]:
    strong = WarmUpResult(
        answer_id=AnswerId("gold-1"),
        text="Thank you for telling me. Shall we look at them together, at four, with a mask for each of the children?",
        given={"heard": 3, "respected": 4, "solved": 1, "next_step": 3},
        expected={"heard": 3, "respected": 4, "solved": 4, "next_step": 4, "aftertaste": 3},
        why="Turns the cause to use, and says when.",
        criteria=STANDARD,
        alignment=0.81,
        strong=True,
    )
    weak = WarmUpResult(
        answer_id=AnswerId("gold-2"),
        text="You should have read the brochure.",
        given={each.name: 0 for each in STANDARD},
        expected={each.name: 0 for each in STANDARD},
        why="Blames.",
        criteria=STANDARD,
        alignment=1.0,
        strong=False,
    )
    return strong, weak


def a_feedback(**changes: object) -> RaterFeedback:
    words = [Agreement.STRONG, Agreement.FAIR, Agreement.LOOSE, Agreement.TOO_FEW, Agreement.TOO_FEW]
    told = RaterFeedback(
        given=24,
        leniency=-6.4,
        leniency_error=2.1,
        spread=11.2,
        team_spread=13.0,
        gold_rated=4,
        alignment=0.87,
        agreement=tuple(
            CriterionAgreement(each.name, each.title, word, 40) for each, word in zip(STANDARD, words, strict=True)
        ),
    )
    return replace(told, **changes)  # type: ignore[arg-type]


def flagged(**changes: object) -> FlaggedAnswer:
    flags = (CriticalFlag.FALSE_PROMISE, CriticalFlag.UNSAFE_ADVICE)
    return replace(FlaggedAnswer(AnswerId("flag-1"), COMPLAINT, TEXT, flags, True), **changes)  # type: ignore[arg-type]


def a_queue(**changes: object) -> RatingQueue:
    soup = "The soup is far too thick, and I paid 45 for it."
    queue = RatingQueue(
        answers=(
            WaitingAnswer(AnswerId("wait-1"), COMPLAINT, TEXT, 2, 3, 1, False),
            WaitingAnswer(AnswerId("wait-2"), soup, "It is a stew, and here is why.", 0, 3, 0, False),
            WaitingAnswer(AnswerId("wait-3"), soup, "Let me thin it for you.", 3, 4, 2, True),
        ),
        scored=(
            ScoredAnswer(AnswerId("score-1"), COMPLAINT, TEXT, 59.3, 54.7, 3, None),
            ScoredAnswer(
                AnswerId("score-2"),
                soup,
                "Sorry.",
                40.0,
                31.0,
                3,
                Amended(40.0, 33.5, AmendKind.OVERRIDE, "Rushed."),
                (CriticalFlag.FALSE_PROMISE,),
            ),
        ),
        given=14,
        raters=5,
        flags=1,
    )
    return replace(queue, **changes)  # type: ignore[arg-type]
