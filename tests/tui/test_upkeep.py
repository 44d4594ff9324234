"""While the program is in use, its database is copied aside, at once and every half hour."""

from datetime import timedelta
from pathlib import Path

from tests.support.pilot import walking
from trainer.storage.backups import backups_of
from trainer.tui import upkeep


async def test_a_copy_is_made_at_start_and_the_next_one_half_an_hour_later(tmp_path: Path) -> None:
    async with walking(tmp_path, name="Iryna") as walk:
        assert len(backups_of(walk.trainer.database)) == 1
        walk.clock.advance(upkeep.LOOK_SECONDS - 60)
        walk.trainer.keep_a_copy()
        assert len(backups_of(walk.trainer.database)) == 1
        walk.clock.advance(timedelta(minutes=2).total_seconds())
        walk.trainer.keep_a_copy()
        assert len(backups_of(walk.trainer.database)) == 2
