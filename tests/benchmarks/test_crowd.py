"""Many terminals at once lose nothing, on either database (the long run with its times: python -m tests.benchmarks.crowd)."""

from tests.benchmarks.crowd import crowd, databases


def test_a_dozen_terminals_lose_no_write() -> None:
    with databases() as places:
        for told in crowd(places, terminals=12, seconds=2):
            assert (told.lost, told.submitted, told.saves) == (0, 12, 24), told
