"""What the issue's rating commands do, from the outside: dispute, flags, override, resolve, warm-up, feedback, queue."""

import pytest

from tests.cli.test_walk import LEVELS, Call, call, deal_and_answer

__all__ = ["call"]


@pytest.fixture
def answer(call: Call) -> str:
    """An answer of Ann, in a team of five that Lena leads."""
    assert call("team", "add", "Lena", "Ann", "Bob", "Eve", "Zoe")[0] == 0
    assert call("team", "role", "Lena", "lead")[0] == 0
    return deal_and_answer(call, "Ann")


def rate(call: Call, answer: str, *names: str, flag: bool = False) -> None:
    for name in names:
        flags = ("--flag", "false_promise") if flag else ()
        assert call("--as", name, "rate", "give", answer, *LEVELS, *flags)[0] == 0


def test_a_score_is_disputed_and_overridden_and_both_are_told(call: Call, answer: str) -> None:
    rate(call, answer, "Lena", "Bob", "Eve")
    code, asked, _err = call("--as", "Ann", "rate", "dispute", answer, "--why", "Nobody saw the pun.", "--json")
    assert (code, asked) == (0, {"answer": answer, "needed": 4})
    code, _out, err = call("--as", "Ann", "rate", "dispute", answer, "--why", "Again.")
    assert (code, "already" in err) == (1, True)
    code, found, _err = call("--as", "Zoe", "rate", "next", "--json")
    assert (code, found["answer"]) == (0, answer)
    code, amended, _err = call("--as", "Lena", "rate", "override", answer, "80", "--why", "Ambiguous card.", "--json")
    assert code == 0
    assert (amended["score"], amended["original"]) == (80, 61.25)
    code, queue, _err = call("--as", "Lena", "rate", "queue", "--json")
    assert [(each["score"], each["original"]) for each in queue["scored"]] == [(80, 61.25)]
    assert "Ann" not in str(queue)


def test_only_the_lead_decides(call: Call, answer: str) -> None:
    rate(call, answer, "Lena", "Bob", flag=True)
    for words in (("flags",), ("queue",), ("resolve", answer), ("flag", "dismiss", answer)):
        code, _out, err = call("--as", "Bob", "rate", *words)
        assert (code, err.strip()) == (1, "This is for the lead of the team.")
    code, _out, err = call("--as", "Bob", "rate", "override", answer, "80", "--why", "So.")
    assert code == 1
    assert call("--as", "Lena", "rate", "override", answer, "eighty", "--why", "So.")[0] == 2


def test_flags_wait_for_the_lead_s_word(call: Call, answer: str) -> None:
    rate(call, answer, "Bob", flag=True)
    rate(call, answer, "Eve", "Zoe")
    code, flagged, _err = call("--as", "Lena", "rate", "flags", "--json")
    assert [(each["answer"], each["flags"], each["published"]) for each in flagged] == [
        (answer, ["false_promise"], True)
    ]
    code, out, _err = call("--as", "Lena", "rate", "flag", "confirm", answer, "--why", "We never close at noon.")
    assert (code, "its score stays" in out) == (0, True)
    assert call("--as", "Lena", "rate", "flags")[1].strip() == "No critical flag waits for you."


def test_the_lead_resolves_early(call: Call, answer: str) -> None:
    rate(call, answer, "Bob")
    assert call("--as", "Lena", "rate", "resolve", answer, "--json")[1] == {"answer": answer, "status": "published"}
    code, _out, err = call("--as", "Lena", "rate", "resolve", answer)
    assert (code, "waits for nothing" in err) == (1, True)


@pytest.mark.usefixtures("answer")
def test_a_warm_up_shows_what_was_expected_after(call: Call) -> None:
    code, both, _err = call("--as", "Bob", "rate", "warm-up", "--json")
    assert (code, len(both)) == (0, 2)
    assert "gold" not in str(both)
    names = [each["name"] for each in both[0]["criteria"]]
    levels = [f"{name}=3" for name in names]
    code, result, _err = call("--as", "Bob", "rate", "warm-up", both[0]["answer"], *levels, "--json")
    assert code == 0
    assert set(result["expected"]) <= set(names)
    assert set(result["expected"].values()) <= {1, 2, 3, 4, 5}
    assert 0 <= result["alignment"] <= 1
    code, out, _err = call("--as", "Bob", "rate", "warm-up", both[1]["answer"], *levels)
    assert (code, "expected" in out) == (0, True)
    assert call("--as", "Bob", "rate", "warm-up")[0] == 1


def test_alone_one_rates_the_own_answer_beside_gold(call: Call) -> None:
    assert call("team", "add", "Ann")[0] == 0
    answer = deal_and_answer(call, "Ann")
    code, shown, _err = call("--as", "Ann", "rate", "self", "--json")
    assert (code, shown["answer"]) == (0, answer)
    levels = [f"{each['name']}=1" for each in shown["criteria"]]
    code, out, _err = call("--as", "Ann", "rate", "self", answer, *levels)
    assert (code, "What the gold answer adds" in out, "it counts nowhere" in out) == (0, True, True)
    code, _out, err = call("--as", "Ann", "rate", "self", answer, *levels, "--json")
    assert (code, "already" in err) == (1, True)
    code, _out, err = call("--as", "Ann", "rate", "give", answer, *levels)
    assert (code, "your own" in err) == (1, True)


def test_feedback_has_no_numbers_before_ten_ratings(call: Call, answer: str) -> None:
    rate(call, answer, "Bob")
    code, told, _err = call("--as", "Bob", "rate", "feedback", "--json")
    assert code == 0
    assert (told["given"], told["needed"], told["leniency"], told["flat"]) == (1, 10, None, False)
    assert set(told["agreement"].values()) == {"too_few"}
    assert "1 rating in the last eight weeks" in call("--as", "Bob", "rate", "feedback")[1]
