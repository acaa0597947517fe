"""The sticky head of every page about one person."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, pgettext

from fotfeste.ground.ui.wording import exact_day, keep_together

from ..queries import Banner

register = template.Library()


@register.inclusion_tag("ui/banner.html")
def person_banner(banner: Banner) -> dict[str, Any]:
    """{% person_banner banner %}: who, how old, language, what to look out for, week n of m, and what matters."""
    return {
        "title": banner.name,
        "person": banner.person_id,
        "url": _page_of(banner),
        "facts": facts_of(banner),
        "alerts": alerts_of(banner),
        "progress": progress_of(banner),
        "quote": banner.what_matters,
    }


def facts_of(banner: Banner) -> list[str]:
    """Age and birth date, language when it is not bokmål, coordinator."""
    facts = []
    if banner.age is not None and banner.died_on is None:
        facts.append(keep_together(gettext("%(age)s years") % {"age": banner.age}))
    if banner.birth_date:
        facts.append(gettext("born %(day)s") % {"day": exact_day(banner.birth_date)})
    if banner.language != "Bokmål":
        facts.append(banner.language)
    if banner.interpreter:
        facts.append(gettext("interpreter: %(language)s") % {"language": banner.interpreter})
    if banner.coordinator:
        facts.append(gettext("Coordinator: %(name)s") % {"name": banner.coordinator})
    return facts


def alerts_of(banner: Banner) -> list[tuple[str, str]]:
    """What nobody may overlook, as (text, tone)."""
    alerts = [(banner.alert, "warning")] if banner.alert else []
    if banner.died_on:
        alerts.insert(0, (gettext("Died %(day)s") % {"day": exact_day(banner.died_on)}, "neutral"))
    return alerts


def progress_of(banner: Banner) -> str:
    """week 3 of 4; before and after the training the state in words."""
    if banner.week is None:
        return banner.state
    if banner.weeks is not None and banner.week > banner.weeks:
        return pgettext("banner", "week %(week)s, planned %(weeks)s") % {"week": banner.week, "weeks": banner.weeks}
    return gettext("week %(week)s of %(weeks)s") % {"week": banner.week, "weeks": banner.weeks}


def _page_of(banner: Banner) -> str:
    try:
        return reverse("board:person", args=[banner.person_id])
    except NoReverseMatch:  # this room stands below the board and works without it
        return ""
