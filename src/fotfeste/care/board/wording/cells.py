"""What stands many times on one page, drawn here and not in a template for each.

The cells of one person on the board, which the meeting shows too, and the events of one week on the person page.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from fotfeste.care.assessment.queries import ScoreRow
from fotfeste.care.pathway.wording.period import week_of_weeks
from fotfeste.ground.ui.templatetags.ui import day_element, event_element, status

from ..queries import BoardRow
from .story import StoryWeek

NOTHING = "–"
ITEMS_SHOWN = 3


def who(row: BoardRow) -> str:
    """Kari Blomst, 84"""
    return f"{row.name}, {row.age}" if row.age else row.name


def week(row: BoardRow) -> str:
    """Week n of m, or where the period stands."""
    if not row.week:
        return row.state_label
    held = status(row.state_label, "neutral") if row.state == "on_hold" else ""
    return format_html(
        '<span class="nowrap">{}</span>{}',
        week_of_weeks(row.week, row.weeks),
        mark_safe(f"<br>{held}") if held else "",
    )


def visits_of_week(row: BoardRow, *, today: date) -> str:
    """How many of this week's visits are done; in a week without any, when the next one comes."""
    if row.visits.this_week:
        return of_all(row.visits.this_week_done, row.visits.this_week)
    if row.visits.next_on:
        return format_html(
            '<span class="subtle">{} {}</span>', gettext("next"), day_element(row.visits.next_on, today=today)
        )
    return NOTHING


def of_all(done: int, every: int) -> str:
    """2 of 3; a dash when there is none."""
    return gettext("%(done)s of %(all)s") % {"done": done, "all": every} if every else NOTHING


def scores(rows: Iterable[ScoreRow]) -> SafeString:
    """One line for each instrument: the number at the start and the one now."""
    lines = format_html_join(
        "",
        '<li><span class="nowrap">{}</span> <span class="nowrap">{}</span></li>',
        ((row.short_name, _before_and_after(row)) for row in rows),
    )
    return format_html('<ul class="scores">{}</ul>', lines or mark_safe(f"<li>{NOTHING}</li>"))


def _before_and_after(row: ScoreRow) -> str:
    if row.counted and row.change_text:
        return row.change_text
    if not row.counted and row.before and row.after:
        return format_html("{} → <strong>{}</strong>", row.before, row.after)
    return row.before or row.after


def items(found: Sequence[tuple[str, str]]) -> str:
    """The first concerns, as (text, tone), and how many there are more."""
    if not found:
        return NOTHING
    lines = format_html_join(
        "", '<li class="item item--{}">{}</li>', ((tone, text) for text, tone in found[:ITEMS_SHOWN])
    )
    rest = len(found) - ITEMS_SHOWN
    if rest > 0:
        words = ngettext("and %(rest)s more", "and %(rest)s more", rest) % {"rest": rest}
        lines += format_html('<li class="subtle small">{}</li>', words)
    return format_html('<ul class="items">{}</ul>', lines)


def events(found: StoryWeek, *, today: date) -> SafeString:
    """The week's events, each with its day and what is worth reading without opening it."""
    return mark_safe(
        "".join(
            event_element(
                day_element(each.day, today=today),
                each.title,
                content="".join(f"<p>{linebreaksbr(text)}</p>" for text in each.texts),
                kind=each.by,
                url=each.url,
                icon=each.icon,
            )
            for each in found.events
        )
    )
