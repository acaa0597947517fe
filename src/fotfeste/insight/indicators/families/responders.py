"""Who became clearly better: at the lowest and at the strictest limit published for one person's change.

A limit is a parameter with a source (the table `thresholds`), never a number in the code. Each is told twice: of those
scored at both ends, and of all scored at the start, where whoever has no later score did not get better. A mean change
of a group is never held against a limit for one person.
"""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import ENDED, has_ended
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Scope, Section, Statistic, Thing, Words
from fotfeste.insight.indicators.wide_row import MAIN_MEASURES

if TYPE_CHECKING:
    import ibis.expr.types as ir


_LIMITS = {
    ("lowest", False): _("{instrument}: better by the lowest published limit"),
    ("lowest", True): _("{instrument}: better by the lowest published limit, of all scored at the start"),
    ("strictest", False): _("{instrument}: better by the strictest published limit"),
    ("strictest", True): _("{instrument}: better by the strictest published limit, of all scored at the start"),
}


def _responders(instrument: str, measure: str, limit: str, *, of_started: bool) -> Indicator:
    def asked(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
        return has_ended(e, scope) & (e[f"started_{instrument}"] == 1)

    def value(e: "ir.Table", _scope: Scope) -> "ir.Value":
        reached = e[f"{limit}_{instrument}"] == 1
        return reached.fill_null(False) if of_started else reached

    name = f"{instrument.upper()} {measure}"
    return Indicator(
        id=f"{instrument}_{limit}_limit" + ("_of_started" if of_started else ""),
        section=Section.OUTCOME,
        question=f"How many became better by at least the {limit} published limit of {name}?",
        words=Words(format_lazy(_LIMITS[limit, of_started], instrument=instrument.upper())),
        numerator=f"Episodes whose change at discharge reaches the {limit} limit published for one person",
        denominator=f"{ENDED}, with a score at the start",
        exclusions="Limits for groups, or for some baselines only. No later score: "
        + ("not better, the dead and the dropouts too" if of_started else "missing"),
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source="The table of thresholds names each limit's source; COPM from 1.23 to 3 points",
        thing=Thing.EPISODE,
        asked=asked,
        value=value,
        parts=(Part.RESPONDERS,),
    )


INDICATORS = tuple(
    _responders(instrument, measure, limit, of_started=of_started)
    for instrument, measure in MAIN_MEASURES
    for limit in ("lowest", "strictest")
    for of_started in (False, True)
)
