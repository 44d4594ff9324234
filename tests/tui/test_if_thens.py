"""An if-then sentence beside a card: shown quietly, asked about once the answer is sent, at rest on a key."""

from pathlib import Path

from tests.support.pilot import Walk, walking
from trainer.domain.clocks import Clock
from trainer.domain.notes import Note, NoteKind
from trainer.domain.ports import UnitOfWork
from trainer.services.sessions import opening
from trainer.tui.screens.practice import PracticeScreen

WORDS = "If a customer sighs, I will ask what happened."


def mean_to_say(walk: Walk, words: str) -> None:
    """As a session of earlier left it."""
    person = walk.app.person
    assert person is not None
    session = walk.trainer.run(
        opening.open_session, person.id, walk.trainer.preset("express"), render=walk.trainer.render, language="en"
    )

    def write(uow: UnitOfWork, clock: Clock) -> None:
        with uow:
            uow.session_notes.write(session.id, Note(NoteKind.IF_THEN, person.id, words), clock.now().at)
            uow.commit()

    walk.trainer.run(write)


async def seen(walk: Walk, wanted: str) -> str:
    for _look in range(100):
        if wanted in " ".join(walk.picture.split()):
            return walk.picture
        await walk.pilot.pause(0.05)
    raise AssertionError(f"not seen: {wanted}\n{walk.picture}")


async def test_what_one_meant_to_say_comes_with_the_next_card_and_is_asked_about(tmp_path: Path) -> None:
    async with walking(tmp_path, name="Iryna") as walk:
        mean_to_say(walk, WORDS)
        await walk.app.screen.run_action("start")
        assert walk.screen(PracticeScreen)
        walk.app.screen.query_one("#card").scroll_end(animate=False)
        await seen(walk, f"You meant to try: {WORDS}")
        await walk.type("Dear guest, what happened?", "f5")
        await seen(walk, "Did you say it? 1 yes · 2 not yet")
        await walk.press("2")
        await seen(walk, "Not yet: it comes again.")
        await walk.press("1")
        await seen(walk, "Said. Once more on another day and it is a habit.")
        await walk.press("escape")
        await walk.app.screen.run_action("sentences")
        await seen(walk, "said once · If a customer")
        await walk.press("enter")
        await seen(walk, "rests · If a customer")
        await walk.press("enter")
        await seen(walk, "not yet · If a customer")
