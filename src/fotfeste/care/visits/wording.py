"""The dose picture as SVG, drawn here and not in a template: the board draws one for every person.

Nothing in it comes from what somebody wrote, only numbers and our own words.
"""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .rules.bars import Bar, picture
from .rules.dose import DoseWeek


def dose_drawing(weeks: Sequence[DoseWeek], *, large: bool = False) -> SafeString:
    """The bars, with their words for those who do not see them; `large` has numbers above and weeks below."""
    laid_out = picture(weeks, height=90, bar=34, gap=14, top=22, bottom=24) if large else picture(weeks)
    bars = "".join(_bar(bar, base=laid_out.base, labelled=laid_out.labelled) for bar in laid_out.bars)
    caption = ""
    if laid_out.labelled:
        words = escape(gettext("Weeks of the period. Filled: visits done. Outline: visits planned."))
        caption = f'<figcaption class="subtle small">{words}</figcaption>'
    return mark_safe(
        f'<figure class="dose"><svg class="dose__picture" viewBox="0 0 {laid_out.width} {laid_out.height}" '
        f'width="{laid_out.width}" role="img" aria-label="{escape(_spoken(weeks))}">{bars}'
        f'<path class="dose__base" d="M0 {laid_out.base}H{laid_out.width}"/></svg>{caption}</figure>'
    )


def _spoken(weeks: Sequence[DoseWeek]) -> str:
    """week 1: 3 done of 4 planned; week 2: 2 done"""
    done, planned = gettext("week %(week)s: %(done)s done"), gettext("of %(planned)s planned")
    return "; ".join(
        done % {"week": week.week, "done": week.done}
        + ("" if week.planned is None else " " + planned % {"planned": week.planned})
        for week in weeks
    )


def _bar(bar: Bar, *, base: float, labelled: bool) -> str:
    drawn = f'<rect class="dose__done" x="{bar.x}" y="{bar.done_y}" width="{bar.width}" height="{bar.done_height}"/>'
    if bar.planned:
        drawn = (
            f'<rect class="dose__planned" x="{bar.x}" y="{bar.planned_y}" width="{bar.width}" '
            f'height="{bar.planned_height}"/>{drawn}'
        )
    if not labelled:
        return drawn
    number = f"{bar.done}" if bar.planned is None else f"{bar.done}/{bar.planned}"
    week = escape(gettext("now")) if bar.running else bar.week
    return (
        f'{drawn}<text class="dose__number" x="{bar.middle}" y="{bar.label_y}" text-anchor="middle">{number}</text>'
        f'<text class="dose__week" x="{bar.middle}" y="{base}" dy="18" text-anchor="middle">{week}</text>'
    )
