"""Pictures of figures as SVG, with the table and the text made from the same data; which figures is the features' business.

The markup has presentation attributes only (no style, no script), so it passes a strict content security policy, and it reads
in grey: what differs in colour differs in pattern or label too.
"""

from __future__ import annotations

from værdig.hooks.contracts import Line, ShareBars
from værdig.ui.charts.bars import share_bars_chart
from værdig.ui.charts.chart import Chart
from værdig.ui.charts.line import line_chart

__all__ = ["Chart", "chart", "line_chart", "share_bars_chart"]


def chart(block: Line | ShareBars) -> Chart:
    """Return a block that is drawn as a chart."""
    return line_chart(block) if isinstance(block, Line) else share_bars_chart(block)
