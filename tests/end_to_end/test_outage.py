"""PostgreSQL stops in mid-writing and starts again: real terminals go on, nobody loses a word or sees a traceback.

`python -m tests.benchmarks.outage` does the same for twenty seconds, and what is nearest to it on SQLite.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.outages import Scene, a_scene, stopped
from tests.support.postgres import PostgresForTests, running_postgres
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.services.sessions import viewing


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresForTests]:
    with running_postgres() as server:
        server.keep_what_it_acknowledges()
        yield server


def answers_of(scene: Scene) -> dict[str, str]:
    """What everybody has handed in."""
    with scene.trainer.unit_of_work().reading() as uow:
        found = {each.name: uow.answers.of_deal(each.deal_id) for each in scene.writers}
    return {name: answer.text for name, answer in found.items() if answer is not None}


def test_a_server_that_stops_for_a_while_costs_nobody_a_word(
    tmp_path: Path, server: PostgresForTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "own"))
    with a_scene(tmp_path, server.new_database()) as scene:
        writing, alone = [each.terminal for each in scene.writers], scene.writers[-1].terminal
        scene.type_for(2, pause=0.1)
        scene.until_all_is_kept()
        with stopped(server):
            scene.type_for(5)
            scene.until_they_see("kept in a local journal", writing)
            scene.until_they_see("Write on: your words are kept, and sent later", writing)
            scene.until_they_see("The database does not answer; asking again", [scene.console])
            alone.press("f5")
            scene.until_they_see("Not sent yet: the database does not answer.", [alone])  # it stays on the desk
            scene.console.press("f6", "f5")
            scene.type_for(2)
        scene.type_for(2)
        scene.until_all_is_kept()
        scene.until_they_see("saved ", writing)
        scene.until(
            lambda: not any("does not answer" in each.words for each in scene.terminals), "somebody is still told"
        )
        while scene.press(Order.NEXT).phase is not Phase.RATE:
            pass
        alone.press("f5")
        wanted = {each.name: each.text for each in scene.writers}
        scene.until(lambda: answers_of(scene) == wanted, "an answer is missing")
        assert viewing.summary(scene.trainer.unit_of_work(), scene.trainer.clock, scene.session.id).answers == 2
        assert scene.troubles() == []
