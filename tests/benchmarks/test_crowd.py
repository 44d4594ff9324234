"""Many terminals at once lose nothing, on either database (the long run with its times: python -m tests.benchmarks.crowd)."""

from tests.benchmarks.crowd import crowd, databases


def test_eight_terminals_on_each_database_lose_no_write() -> None:
    with databases() as places:
        for told in crowd(places, terminals=8, seconds=2):
            assert (told.lost, told.submitted, told.saves) == (0, 8, 16), told
