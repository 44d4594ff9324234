"""Hints and twists: the newest stands above the variants, all of them under the card."""

from textual.widgets import Static

from trainer.domain.dealing import ShownCard
from trainer.tui.widgets.card import CardView, hint_words, twist_words


class News(Static):
    DEFAULT_CSS = """
    News { height: auto; max-height: 4; padding: 0 2 1 2; display: none; }
    News.-came { display: block; }
    """

    def __init__(self, shown: ShownCard, card: CardView, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", markup=False, id=id)
        self._shown, self._card = shown, card
        self._hints = 0
        self._twists = 0

    @property
    def more_hints(self) -> bool:
        return self._hints < len(self._shown.hints)

    def next_hint(self) -> int:
        """Shows one more hint; how many are open now."""
        hints = self._shown.hints
        self._hints += 1
        words = hint_words(self._hints, len(hints), hints[self._hints - 1])
        self._card.add(words)
        self.update(words)
        self.add_class("-came")
        return self._hints

    def show_opened(self, count: int) -> None:
        """Shows the first `count` hints, which were opened before the person went away."""
        while self._hints < min(count, len(self._shown.hints)):
            self.next_hint()

    def bring_twists(self, passed: float) -> bool:
        """Shows the twists whose share of the time has passed; whether one came just now."""
        due = [each for each in self._shown.twists if passed >= each.at][self._twists :]
        for twist in due:
            words = twist_words(twist.says)
            self._card.add(words)
            self.update(words)
            self.add_class("-came")
        self._twists += len(due)
        return bool(due)
