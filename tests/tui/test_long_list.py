"""A list of thousands draws what is in sight, and nothing else."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from tests.tui.stage import stage
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.long_list import LongList


class _Shelf(Page[None]):
    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []
        self.list: LongList[int] = LongList(self._row, str, id="list")

    def _row(self, row: int, _width: int) -> tuple[Content, Content]:
        self.drawn.append(row)
        return plain(f"row {row}"), plain("[/] second line " + "x" * 500)

    def compose_body(self) -> Iterable[Widget]:
        yield self.list


async def test_of_ten_thousand_rows_those_in_sight_are_drawn() -> None:
    shelf = _Shelf()
    async with stage(shelf) as shown:
        shelf.list.show(range(10_000))
        picture = await shown.settled()
        assert "▸ row 0\n" in picture
        assert "[/] second line" in picture
        assert "row 10 " not in picture
        shelf.list.move(9_999)
        assert "▸ row 9999\n" in await shown.settled()
        shelf.list.show(range(5_000, 10_000))
        assert "▸ row 9999\n" in await shown.settled(), "the cursor stays on its row"
        shelf.list.move(-3)
        assert "▸ row 9996\n" in await shown.settled()
        shelf.list.show([1, 2])
        assert "▸ row 1\n" in await shown.settled()
        assert len(shelf.drawn) < 100
        await shown.pilot.click("#list", offset=(3, 2))
        assert "▸ row 2\n" in await shown.settled()
        shelf.list.show([])
        assert shelf.list.row is None
        await shown.settled()
