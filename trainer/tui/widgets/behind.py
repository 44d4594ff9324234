"""What was behind a card: told after sending, and to the author of a card in a preview. Source: deck-format, who sees what."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from trainer.domain.dealing import ShownCard, ShownGold
from trainer.domain.rubric import criteria_for
from trainer.locale import _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.told_score import Parts


def behind_parts(shown: ShownCard, avoid: Sequence[str] = ()) -> Parts:
    """The hidden interest, the phrases to avoid that were used, what others have found, and why it matters."""
    parts: Parts = []
    if shown.hidden_interest:
        parts += [heading(_("What was behind it")), ("body", plain(shown.hidden_interest))]
    if avoid:
        phrases = ", ".join(quoted(each) for each in avoid)
        words = ngettext(
            "You used a phrase that customers hear badly: {phrases}",
            "You used phrases that customers hear badly: {phrases}",
            len(avoid),
        )
        parts.append(("look", plain(words.format(phrases=phrases))))
    if shown.gold:
        titles = {each.name: terms.criterion(each) for each in criteria_for(shown.rubric)}
        strongest = sorted(shown.gold, key=lambda each: -sum(each.levels.values()) / max(1, len(each.levels)))
        parts.append(heading(_("What others have found")))
        for position, gold in enumerate(strongest):
            parts += _gold(gold, titles, first=position == 0)
    if shown.why_it_matters:
        parts += [heading(_("Why it matters")), ("body", plain(shown.why_it_matters))]
    return parts


def heading(words: str) -> tuple[str, Content]:
    return "head", plain(words)


def _gold(gold: ShownGold, titles: Mapping[str, str], *, first: bool) -> Parts:
    # translators: a criterion and the level in a word, e.g. "Heard: good"
    level_words = _("{criterion}: {level}")
    levels = " · ".join(
        level_words.format(criterion=titles.get(name, name), level=terms.level(level))
        for name, level in gold.levels.items()
    )
    parts = [("body" if first else "body -next", plain(quoted(gold.text)))]
    if levels:
        parts.append(("aside", plain(levels)))
    if gold.why:
        parts.append(("why", joined((_("Why: "), "$wait"), gold.why)))
    return parts
