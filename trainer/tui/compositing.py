"""What is painted of a screen when a part of it changed: only what can be seen there.

Textual 8 asks every widget of a screen for its lines at every repaint, also those that lie elsewhere or wholly behind another:
a key in the answer box had twelve of them rendered, where one changed. Two steps out of its own loop spare that. Where a later
Textual calls this no more, screens are as right and as slow as Textual makes them. Source: speed 7 rule 8.
"""

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class FrontCompositor(Compositor):
    """Front to back, and no further than to what covers the whole of the part that is painted anew."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        wanted = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen.overlaps(wanted):
                continue
            lines = Region(0, 0, region.width, region.height) if seen == region else seen.translate(-region.offset)
            yield region, clip, widget.render_lines(lines)
            if seen.contains_region(wanted):  # whatever lies behind it is hidden
                return
