"""A long text to scroll through: by its page's PgUp and PgDn, and by the wheel."""

from textual.containers import VerticalScroll


class Reading(VerticalScroll, can_focus=False):
    """Holds one `Lines` of any height. It takes no focus, so the arrow keys stay with the page."""

    DEFAULT_CSS = """
    Reading { height: 1fr; scrollbar-size-vertical: 1; }
    Reading > Lines { height: auto; }
    """
