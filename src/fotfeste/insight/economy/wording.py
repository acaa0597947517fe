"""What was found, in words. Every sentence about money or hours carries its condition, so none is quoted without.

Nothing says “it pays” by itself: it is said of a share that may have come anyway, and of nothing else.
"""

from collections.abc import Iterator

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fotfeste.insight.economy.queries.counting import Economy
from fotfeste.insight.economy.rules.known import PUBLISHED
from fotfeste.insight.economy.rules.sensitivity import If, Threshold, Verdict

_STUDIES = {
    "new_zealand_2012": gettext_lazy(
        "New Zealand 2012: services fell or ended for 29 % with the training, 0 % without"
    ),
    "denmark_2018": gettext_lazy("Denmark 2018: 0.61 of 1.86 points of COPM, and not of services"),
    "netherlands_2021": gettext_lazy("the Netherlands 2021: no effect was found"),
}
_HANGS_ON = {
    "anyway": gettext_lazy("how much would have come anyway"),
    "half_life": gettext_lazy("how long it lasts"),
    "cost_factor": gettext_lazy("what a period costs"),
    "fall_factor": gettext_lazy("how far services fall"),
}


def lines(found: Economy) -> Iterator[str]:
    """The verdict first, then what is known of its condition, then the money by condition."""
    yield verdict(found)
    yield _("%(n)s periods that ended from %(first)s to %(last)s; prices of %(year)s, NOK for each period.") % {
        "n": found.n, "first": _day(found.first_day), "last": _day(found.last_day), "year": found.price_year,
    }  # fmt: skip
    cost = _("Cost: %(nok)s.") % {"nok": _nok(found.result.base.cost)}
    if found.cost_per_contact_hour:
        cost += " " + _("An hour with the person: %(nok)s.") % {"nok": _nok(found.cost_per_contact_hour)}
    yield cost
    yield _("How much would have come as far anyway, as far as anybody knows:")
    yield from (f"  {each}" for each in _known(found))
    yield _("What that means, over %(weeks)s weeks:") % {"weeks": len(found.result.base.cumulated)}
    null = {each.anyway: each for each in found.null_register.at} if found.null_register else {}
    for each in found.result.at:
        yield f"  {_if(each, found, null.get(each.anyway))}"
    yield _(
        "Hours and positions are at one time, on an average day from %(first)s to %(last)s: they fade, end with a "
        "death, a long-term place or a new period, and are never added up over years."
    ) % {"first": _day(found.at_one_time.first), "last": _day(found.at_one_time.last)}
    if found.estimated != 0:
        yield _(
            "%(n)s of the periods are of first-time applicants, who had no services. What they free is what somebody "
            "thought would have been granted, less what they got. Of the hours freed, %(share)s %% rest on that "
            "estimate: nobody ever received them."
        ) % {"n": _persons(found.estimated, start=True), "share": _per_cent(_on_estimate(found))}
    yield from _beside(found)
    yield _(
        "%(died)s died and %(moved)s moved to a long-term place: from then on they free nothing. %(unknown)s have no "
        "services recorded at the end: neither."
    ) % {
        "died": _persons(found.deaths, start=True), "moved": _persons(found.moved),
        "unknown": _persons(found.unknown_after, start=True),
    }  # fmt: skip
    anyway = next((swing for swing in found.result.tornado if swing.name == "anyway"), None)
    yield (
        _("What is left hangs on, each from its lowest to its highest and the others in the middle:")
        if anyway
        else _("What is left hangs on:")
    )
    for swing in found.result.tornado:
        ends = {"low": _nok(swing.at_low), "high": _nok(swing.at_high), "what": _HANGS_ON[swing.name]}
        yield "  " + _("%(what)s: %(low)s to %(high)s") % ends
    yield from (_(each) for each in found.cannot_say)


def verdict(found: Economy) -> str:
    """One sentence, with its condition in front of its conclusion or grown into it."""
    limit = found.result.threshold
    if found.result.verdict is Verdict.DOES_NOT_PAY:
        return _("It does not pay: even if nothing would have come as far anyway, less is freed than a period costs.")
    if limit.share is None:
        return _(
            "Not shown that it pays: by these figures it would not, even if nothing would have come as far anyway."
        )
    share = {"share": _share(limit)}
    if found.compared is None:
        return (
            _(
                "Not shown that it pays: it pays unless more than %(share)s would have come as far anyway, and no "
                "comparison here tells how much would."
            )
            % share
        )
    share |= {"low": _per_cent(found.compared.low), "high": _per_cent(found.compared.high)}
    if found.result.verdict is Verdict.PAYS_BY_COMPARISON:
        return (
            _(
                "Only as far as the comparison holds, by which %(low)s to %(high)s %% would have come as far anyway: "
                "it pays unless more than %(share)s would have."
            )
            % share
        )
    return (
        _(
            "Not shown that it pays: it pays unless more than %(share)s would have come as far anyway, and by the "
            "comparison %(low)s to %(high)s %% would have."
        )
        % share
    )


def _share(limit: Threshold) -> str:
    return _("%(share)s %% (%(low)s to %(high)s)") % {
        "share": _per_cent(limit.share or 0.0), "low": _per_cent(limit.low), "high": _per_cent(limit.high),
    }  # fmt: skip


def _known(found: Economy) -> Iterator[str]:
    anyway = [each.anyway for each in found.result.at[1:-1]]
    if anyway:
        yield _("the price list assumes %(low)s to %(high)s %%; that is an assumption, nobody has measured it") % {
            "low": _per_cent(min(anyway)), "high": _per_cent(max(anyway)),
        }  # fmt: skip
    if found.compared:
        yield _(
            "the comparison, %(trained)s with the service and %(others)s without: %(low)s to %(high)s %%, middle "
            "%(middle)s %%"
        ) % {
            "trained": found.compared.trained, "others": found.compared.others,
            "low": _per_cent(found.compared.low), "high": _per_cent(found.compared.high),
            "middle": _per_cent(found.compared.middle),
        }  # fmt: skip
    else:
        yield _("no comparison is given; `fotfeste effect compare` makes one of hours, and --compared brings it here")
    for study in PUBLISHED:
        yield _("published, %(n)s persons: %(share)s %% (%(study)s; %(source)s)") % {
            "n": study.persons, "share": _per_cent(study.share), "study": _STUDIES[study.id], "source": study.source,
        }  # fmt: skip


def _if(each: If, found: Economy, null: If | None) -> str:
    """One share that came anyway, and all that follows from it."""
    time, kept = found.at_one_time, 1 - each.anyway
    values = {
        "share": _per_cent(each.anyway), "left": _nok(each.net_present_value),
        "low": _nok(each.interval.low), "high": _nok(each.interval.high),
    }  # fmt: skip
    if kept <= 0:
        told = _("If all of it would have come anyway, as without any effect: %(left)s left (%(low)s to %(high)s)")
    elif each.anyway == 0:
        told = _("If nothing would have come anyway: %(left)s left (%(low)s to %(high)s)")
    else:
        told = _("If %(share)s %% would have come anyway: %(left)s left (%(low)s to %(high)s)")
    parts = [told % values]
    week = each.break_even_week
    parts.append(_("paid for after %(week)s weeks") % {"week": week} if week else _("not paid for"))
    hours = _("%(hours)s hours a week freed at one time") % {"hours": number_format(time.hours_a_week * kept, 1)}
    if time.positions is not None:
        hours += " " + _("(%(positions)s positions)") % {"positions": number_format(time.positions * kept, 1)}
    parts.append(hours)
    if null is not None and kept > 0:
        parts.append(_null(null, found.null_register.hours_a_week if found.null_register else None, kept))
    return "; ".join(parts) + "."


def _on_estimate(found: Economy) -> float:
    time = found.at_one_time
    return min(1.0, max(0.0, time.on_estimate / time.hours_a_week)) if time.hours_a_week > 0 else 0.0


def _null(null: If, hours: float | None, kept: float) -> str:
    left = {"left": _nok(null.net_present_value)}
    if hours is None:
        return _("a service without any effect would show %(left)s here") % left
    return _("a service without any effect would show %(left)s and %(hours)s hours a week here") % (
        left | {"hours": number_format(hours * kept, 1)}
    )


def _beside(found: Economy) -> Iterator[str]:
    null = found.null_register
    if null is None:
        return
    told = _(
        "Beside it stands a made-up register of %(n)s periods (seed %(seed)s) at the same prices, in which the service "
        "does nothing and people get well by themselves."
    ) % {"n": null.n, "seed": null.seed}
    if null.threshold.share is not None:
        told += " " + _(
            "It too would seem to pay “unless more than %(share)s would have come as far anyway”; there, all of it "
            "did. Before and after cannot tell the two apart."
        ) % {"share": _share(null.threshold)}
    yield told


def _persons(many: int | None, *, start: bool = False) -> str:
    if many is not None:
        return str(many)
    return _("A few") if start else _("a few")


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f}"


def _nok(amount: float) -> str:
    return f"{round(amount):,} NOK".replace(",", " ").replace("-", "−")


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")  # type: ignore[arg-type]
