"""A deck never disappears from under stored answers: what was shown stays readable wherever it was answered."""

from pathlib import Path

from tests.support.pilot import COMPLAINT, writing
from trainer.services import people
from trainer.services.decks import list_decks, store_decks

START = COMPLAINT[:40]


async def test_answers_to_a_withdrawn_deck_are_looked_back_at_rated_and_counted(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        app, deal_id = walk.app, walk.practice.deal.id
        await walk.type("I am sorry that nobody told you. May I show you the fish?", "f5")
        walk.trainer.run(store_decks, [])
        assert walk.trainer.run(list_decks) == []
        await walk.pass_time(11)
        await app.show("aftermath", deal_id)
        after = await walk.settled()
        assert "nobody told you" in after
        assert "They promised the children" in after
        assert "No deck has a card that is ready" in " ".join((await walk.press("escape", "escape")).split())

        app.person = walk.trainer.run(people.first_run, "Olena")
        await app.refresh_home()
        await app.show("rate")
        rating = " ".join((await walk.settled()).split())
        assert START in rating
        assert "nobody told you" in rating
        await walk.press("4", "4", "4", "4", "4", "enter", "enter")
        await walk.press("escape")

        app.person = walk.trainer.run(people.find_person, "Iryna")
        await app.refresh_home()
        await walk.press("f7")
        assert "No deck has a card that is ready" in " ".join(walk.picture.split())
        await walk.press("escape", "f6")
        assert "1 answer of yours waits for its ratings" in walk.picture
        assert app.return_code is None
