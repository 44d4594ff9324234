"""Which if-then sentence lies beside the next card, and when it is a habit."""

from datetime import UTC, datetime, timedelta

from trainer.domain.ids import SessionId
from trainer.domain.if_thens import Event, Sentence, Stand, Try, next_sentence
from trainer.domain.kinds import ComplaintType

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TASTE, FEAR = ComplaintType.TASTE, ComplaintType.FEAR


def day(n: float) -> datetime:
    return MONDAY + timedelta(days=n)


def sentence(name: str, written: float, *tries: tuple[Event, float], type_: ComplaintType | None = None) -> Sentence:
    told = tuple(Try(event, day(at), day(at) if event is not Event.CARRIED else None) for event, at in tries)
    return Sentence(SessionId(name), f"If {name}, I will ask.", day(written), type_, told)


def chosen(*sentences: Sentence, type_: ComplaintType = TASTE, dealt: tuple[float, ...] = ()) -> str | None:
    found = next_sentence(sentences, type_, [day(each) for each in dealt])
    return None if found is None else str(found.id)


def test_the_oldest_that_was_not_tried_yet_comes_first() -> None:
    assert chosen() is None
    assert chosen(sentence("newer", 1), sentence("older", 0)) == "older"
    assert chosen(sentence("newer", 1), sentence("older", 0, (Event.NOT_YET, 2)), dealt=(2, 3)) == "newer"


def test_among_equals_the_one_written_after_such_a_card_comes_first() -> None:
    taste, fear, unknown = sentence("taste", 2, type_=TASTE), sentence("fear", 1, type_=FEAR), sentence("unknown", 0)
    assert chosen(unknown, fear, taste) == "taste"
    assert chosen(unknown, fear, taste, type_=FEAR) == "fear"
    assert chosen(unknown, fear, taste, type_=ComplaintType.PRESSURE) == "unknown"


def test_not_yet_keeps_it_coming_but_never_beside_two_cards_in_a_row() -> None:
    tried = sentence("one", 0, (Event.NOT_YET, 1))
    assert chosen(tried, dealt=(1,)) is None
    assert chosen(tried, sentence("two", 0), dealt=(0.5, 1)) is None, "one at most, whichever"
    assert chosen(tried, dealt=(1, 1.1)) == "one"
    assert chosen(sentence("one", 0, (Event.CARRIED, 1)), dealt=(1, 2)) == "one", "no word on it: it comes again"


def test_after_all_were_tried_the_one_that_waits_longest_comes() -> None:
    first, second = sentence("first", 0, (Event.NOT_YET, 5)), sentence("second", 1, (Event.SAID, 3))
    assert chosen(first, second, dealt=(5, 6)) == "second"


def test_said_on_two_different_days_it_is_a_habit_and_rests() -> None:
    same_day = sentence("one", 0, (Event.SAID, 1), (Event.SAID, 1.2))
    assert (same_day.days_said, same_day.stand) == (1, Stand.OPEN)
    habit = sentence("one", 0, (Event.SAID, 1), (Event.NOT_YET, 2), (Event.SAID, 3))
    assert (habit.days_said, habit.stand) == (2, Stand.KEPT)
    assert chosen(habit, dealt=(4,)) is None


def test_its_writer_lets_it_rest_and_calls_it_back_to_be_counted_anew() -> None:
    said = ((Event.SAID, 1.0), (Event.SAID, 2.0))
    assert sentence("one", 0, (Event.REST, 1)).stand is Stand.RESTS
    assert chosen(sentence("one", 0, (Event.REST, 1))) is None
    back = sentence("one", 0, *said, (Event.BACK, 3))
    assert (back.days_said, back.stand) == (0, Stand.OPEN)
    assert chosen(back, dealt=(4,)) == "one"
    assert sentence("one", 0, *said, (Event.REST, 3), (Event.BACK, 3)).stand is Stand.OPEN
