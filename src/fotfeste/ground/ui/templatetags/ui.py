"""Components of the page. Each says what it needs; none decides anything.

They are built in: no `{% load %}` is needed. The style page (`/ui/`, in demo and debug) shows every one of them.
"""

import functools
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from fotfeste.ground.ui import icons, wording

register = template.Library()
TONES = ("neutral", "info", "success", "warning", "danger", "accent")


def _tone(name: str) -> str:
    if name not in TONES:
        raise template.TemplateSyntaxError(f"{name!r} is not a tone. Use one of: {', '.join(TONES)}.")
    return name


def _today(context: template.Context) -> date:
    return context.get("today") or timezone.localdate()


def _day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


# --- small parts -----------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "clock" %}: always beside words."""
    return mark_safe(icons.markup(name))


@register.simple_tag
def status(text: str, tone: str = "neutral") -> SafeString:
    """{% status "2 days overdue" "danger" %}: the words carry the meaning, the tone supports it."""
    return format_html('<span class="ds-tag status" data-color="{}">{}</span>', _tone(tone), text)


@register.inclusion_tag("ui/button.html")
def button(
    text: str,
    url: str = "",
    variant: str = "primary",
    icon: str = "",
    tone: str = "",
    name: str = "",
    value: str = "",
    shortcut: str = "",
) -> dict[str, Any]:
    """{% button "Save" %} submits its form; with url= it is a link. variant: primary, secondary or tertiary."""
    return {
        "text": text,
        "url": url,
        "variant": variant,
        "icon": icon,
        "tone": tone,
        "name": name,
        "value": value,
        "shortcut": shortcut,
    }


@register.inclusion_tag("ui/progress.html")
def progress(text: str, done: int, total: int) -> dict[str, Any]:
    """{% progress "week 3 of 4" 3 4 %}: the words, and as many small steps as there are (at most 26)."""
    steps = [place < done for place in range(min(total, 26))]
    return {"text": text, "steps": steps}


@register.inclusion_tag("ui/score_change.html")
def score_change(label: str, before: Any, after: Any, unit: str = "", change_text: str = "") -> dict[str, Any]:
    """{% score_change "Walk" 3.2 5.4 "of 10" "2.2 better" %}: numbers or ready text, the change already worded."""
    return {
        "label": label,
        "before": _as_text(before),
        "after": _as_text(after),
        "unit": unit,
        "change_text": change_text,
    }


def _as_text(value: Any) -> str:
    return wording.number_in_words(value) if value is None or isinstance(value, int | float | Decimal) else str(value)


@register.inclusion_tag("ui/facts.html")
def facts(items: Sequence[tuple[str, Any]], columns: int = 1) -> dict[str, Any]:
    """{% facts items %}: (label, value) pairs as a definition list; an empty value is shown as an en dash."""
    return {"items": items, "columns": columns}


@register.inclusion_tag("ui/stepper.html")
def stepper(steps: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """{% stepper steps %}: dicts with label, state ("done", "current" or "ahead"), and if wished note and url."""
    return {"steps": steps}


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", action: str = "", url: str = "") -> dict[str, Any]:
    """{% empty "No letters" "New letters stand here." "New letter" url %}: what would stand here, how it gets here."""
    return {"title": title, "text": text, "action": action, "url": url}


@register.inclusion_tag("ui/banner.html", takes_context=True)
def banner(context: template.Context, **parts: Any) -> dict[str, Any]:
    """{% banner title=… url=… facts=… alerts=… progress=… quote=… %}: the sticky head of pages about one subject.

    facts: texts; alerts: (text, tone) pairs; progress: text; quote: text in the subject's own words.
    """
    return parts


# --- days and numbers ------------------------------------------------------------------------------------------------


def day_element(day: date, *, today: date) -> SafeString:
    """today, yesterday, in 3 days: for what is drawn outside a template; inside one it is {% when day %}."""
    return _time_element(day, wording.day_in_words(day, today=today))


def _time_element(day: date, words: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}"><span class="on-screen">{}</span><span class="on-paper">{}</span></time>',
        day.isoformat(),
        wording.long_day(day),
        words,
        wording.exact_day(day),
    )


@register.simple_tag(takes_context=True)
def when(context: template.Context, value: date | datetime | None) -> str:
    """{% when day %}: today, yesterday, in 3 days; the exact day on hover and on paper. Uses `today` of the context."""
    if value is None:
        return "–"
    return day_element(_day(value), today=_today(context))


@register.simple_tag(takes_context=True)
def due(context: template.Context, value: date | datetime | None) -> str:
    """{% due day %}: as `when`, and a day that is past is said to be overdue, by how much."""
    if value is None:
        return "–"
    day = _day(value)
    return _time_element(day, wording.deadline_in_words(day, today=_today(context)))


@register.filter
def exact(value: date | datetime | None) -> str:
    """03.03.2026"""
    return "–" if value is None else wording.exact_day(_day(value))


@register.filter
def fullday(value: date | datetime | None) -> str:
    """3. mars 2026, in English 3 March 2026: the day as a letter says it"""
    return "–" if value is None else wording.full_day(_day(value))


@register.filter
def longday(value: date | datetime | None) -> str:
    """tirsdag 3. mars 2026"""
    return "–" if value is None else wording.long_day(_day(value))


@register.filter
def dayclock(value: datetime | None) -> str:
    """tirsdag 3. mars kl. 09.30, for a day so near that its year is told by itself"""
    return "–" if value is None else wording.day_and_clock(timezone.localtime(value))


@register.filter
def clock(value: datetime | None) -> str:
    """09.30 in the time of the place"""
    return "–" if value is None else f"{timezone.localtime(value) if isinstance(value, datetime) else value:%H.%M}"


@register.filter
def number(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """{{ 3.5|number }}, {{ score|number:1 }}: decimal comma, real minus; nothing is an en dash"""
    return wording.number_in_words(value, decimals=decimals)


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """{{ 0.6|share }}: 60 %"""
    return wording.share_in_words(value, decimals=decimals)


@register.filter
def nbsp(value: object) -> str:
    """Keeps the words on one line."""
    return wording.keep_together(str(value))


# --- what says the same to everybody ---------------------------------------------------------------------------------


@functools.lru_cache(maxsize=64)
def _drawn_alone(name: str, language: str) -> SafeString:
    return mark_safe(render_to_string(name))


@register.simple_tag
def unchanging(name: str) -> SafeString:
    """{% unchanging "ui/head.html" %}: a part that says the same to everybody, drawn once for each language.

    It is drawn without a context: nothing of a reader, a person or a page can be in it, so nobody can see another's.
    """
    draw = _drawn_alone.__wrapped__ if settings.DEBUG else _drawn_alone
    return draw(name, get_language() or settings.LANGUAGE_CODE)


# --- blocks with content ---------------------------------------------------------------------------------------------


def _render(name: str, content: str, **parts: Any) -> SafeString:
    return mark_safe(render_to_string(f"ui/{name}.html", {"content": mark_safe(content.strip()), **parts}))


@register.simple_block_tag
def heading(content: str, title: str, lead: str = "", back: str = "", back_text: str = "") -> SafeString:
    """{% heading title="Inbox" lead="…" %}{% button … %}{% endheading %}: the h1, the one primary action inside."""
    return _render("heading", content, title=title, lead=lead, back=back, back_text=back_text)


@register.simple_block_tag
def card(content: str, title: str = "", tone: str = "", level: int = 2, id: str = "", note: str = "") -> SafeString:
    """{% card title="Next step" %}…{% endcard %}. tone="accent" for the one card that holds the next thing to do."""
    return _render("card", content, title=title, tone=tone and _tone(tone), tag=f"h{level}", id=id, note=note)


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: str = "", live: bool = False) -> SafeString:
    """{% alert tone="warning" title="…" %}…{% endalert %}. live=True when it appears after the page has opened."""
    return _render("alert", content, tone=_tone(tone), title=title, live=live)


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    count: int | None = None,
    keynav: bool = False,
    stack: bool = True,
    wide: bool = False,
    show_caption: bool = False,
    compact: bool = False,
) -> SafeString:
    """{% table caption="Letters" count=n keynav=True %}<thead>…</thead><tbody>…</tbody>{% endtable %}

    keynav: j, k and Enter walk the rows (each row's first link opens). stack: on a phone every row becomes a card, each
    cell with the words of its data-label. wide: scrolls sideways in its own box. The caption is for screen readers and
    print unless show_caption.
    """
    return _render(
        "table",
        content,
        caption=caption,
        count=count,
        keynav=keynav,
        stack=stack,
        wide=wide,
        show_caption=show_caption,
        compact=compact,
    )


@register.simple_block_tag
def timeline(content: str, label: str) -> SafeString:
    """{% timeline label="What has happened" %}{% event … %}…{% endevent %}{% endtimeline %}"""
    return format_html('<ol class="timeline" aria-label="{}">{}</ol>', label, mark_safe(content.strip()))


@register.simple_block_tag(takes_context=True)
def event(
    context: template.Context,
    content: str,
    day: date | datetime,
    title: str,
    kind: str = "",
    url: str = "",
    icon: str = "",
    current: bool = False,
) -> SafeString:
    """One entry of a timeline: its day, what happened, and if wished a kind in words and details inside."""
    return event_element(
        when(context, day), title, content=content.strip(), kind=kind, url=url, icon=icon, current=current
    )


def event_element(
    moment: str, title: str, *, content: str = "", kind: str = "", url: str = "", icon: str = "", current: bool = False
) -> SafeString:
    """The entry for what is drawn outside a template; `content` is markup already."""
    return format_html(
        '<li class="event"{}><p class="event__moment">{}{}{}</p><p class="event__title">{}{}</p>{}</li>',
        mark_safe(" data-current" if current else ""),
        moment,
        " · " if kind else "",
        kind,
        mark_safe(icons.markup(icon) if icon else ""),
        format_html('<a class="ds-link" href="{}">{}</a>', url, title) if url else title,
        mark_safe(f'<div class="event__text">{content}</div>' if content else ""),
    )


@register.simple_block_tag
def more(content: str, text: str, open: bool = False) -> SafeString:
    """{% more "The table behind the picture" %}…{% endmore %}: one click away, and always open on paper."""
    return _render("more", content, text=text, open=open)
