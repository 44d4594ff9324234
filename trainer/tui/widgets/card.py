"""A dealt card as its author of an answer may see it: who speaks, what they say, what is yours to give."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.domain.dealing import ShownCard
from trainer.locale import _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain


class CardView(VerticalScroll, can_focus=False):
    """Scrolls where it is longer than its place; hints and twists are added underneath as they come."""

    DEFAULT_CSS = """
    CardView { height: auto; padding: 0 2; scrollbar-size-vertical: 1; scrollbar-background: $background;
        scrollbar-color: $rule; scrollbar-color-hover: $wait; scrollbar-background-hover: $background; }
    CardView > Static { height: auto; width: 1fr; }
    CardView > .facts { color: $wait; }
    CardView > .complaint { padding: 1 3; }
    CardView > .came { padding-top: 1; }
    """

    def __init__(self, shown: ShownCard, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown = shown
        self._came: list[Content] = []

    def compose(self) -> ComposeResult:
        yield Static(plain(customer_line(self._shown)), classes="who")
        facts = customer_facts(self._shown)
        if facts:
            yield Static(plain(facts), classes="facts")
        yield Static(plain(quoted(self._shown.complaint), "bold"), classes="complaint")
        yield Static(means_words(self._shown), classes="means")
        came = Static("", markup=False, classes="came")
        came.display = False
        yield came

    def add(self, content: Content) -> None:
        """A hint or a twist that came; it stays here, under the card, to be read again."""
        self._came.append(content)
        place = self.query_one(".came", Static)
        place.display = True
        place.update(Content("\n").join(self._came))


def meant_words(sentence: str) -> Content:
    """An if-then sentence of one's own."""
    return joined((_("You meant to try: "), "$accent"), (sentence, "$wait"))


def hint_words(number: int, of: int, text: str) -> Content:
    return joined((_("Hint {n} of {of}: ").format(n=number, of=of), "$accent"), text)


def twist_words(text: str) -> Content:
    return joined((_("And now: "), "bold $warning"), (quoted(text), "bold"))


def customer_line(shown: ShownCard) -> str:
    """Name, age, channel, mood."""
    who = shown.customer
    words = [who.full_name, str(who.age) if who.age is not None else "", terms.channel(shown.channel), who.mood]
    return ", ".join(each for each in words if each)


def customer_words(shown: ShownCard) -> str:
    """Both of them, a row each."""
    return "\n".join(each for each in (customer_line(shown), customer_facts(shown)) if each)


def customer_facts(shown: ShownCard) -> str:
    """What else the writer may know of the customer, in one row."""
    who = shown.customer
    facts = [who.remembered_detail]
    if who.state is not None:
        facts.append(terms.customer_state(who.state))
    if who.visits_a_month:
        facts.append(terms.visits(who.visits_a_month))
    if who.yearly_value:
        facts.append(_("worth {amount} a year").format(amount=f"{who.yearly_value:.0f}"))
    if who.turnover_rank:
        facts.append(_("{rank} by turnover").format(rank=who.turnover_rank))
    if who.days_since is not None:
        facts.append(
            ngettext("{n} day since it happened", "{n} days since it happened", who.days_since).format(n=who.days_since)
        )
    if who.felt_severity is not None:
        facts.append(_("for them it weighs {n} of 5").format(n=who.felt_severity))
    if who.intent is not None:
        facts.append(terms.intent(who.intent))
    facts += [_("on the page {page}").format(page=who.page) if who.page else ""]
    facts += [_("came from {source}").format(source=who.source) if who.source else "", who.device]
    return "; ".join(each for each in facts if each)


def means_words(shown: ShownCard) -> Content:
    """Context, role, what is yours to give, what you must keep to: a line each, only those that the card has."""
    give = list(shown.can_do)
    if shown.remedy_budget is not None:
        give.append(_("up to {amount} in all").format(amount=f"{shown.remedy_budget:g}"))
    rows = [
        (_("You are: "), shown.role),
        (_("The house speaks: "), shown.brand_voice),
        (_("Yours to give: "), ", ".join(give)),
        (_("Keep to: "), " ".join(shown.constraints)),
        (_("On offer now: "), ", ".join(shown.current_offers)),
    ]
    lines = [plain(shown.context)] if shown.context else []
    lines += [joined((label, "$wait"), text) for label, text in rows if text]
    return Content("\n").join(lines)
