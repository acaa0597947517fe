"""How much was given: visits and hours a week, by profession, how it tapered, how many different people came."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import days, has_completed, weeks
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Scope, Section, Statistic, Thing, Words
from fotfeste.insight.tables.schema import PROFESSIONS

if TYPE_CHECKING:
    import ibis.expr.types as ir

_COMPLETED = "Episodes completed in the period with a visit made"


def _with_visits(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    return has_completed(e, scope) & (e.visits > 0)


_MINUTES = {
    "physiotherapist": _("Minutes a week with a physiotherapist"),
    "occupational_therapist": _("Minutes a week with an occupational therapist"),
    "nurse": _("Minutes a week with a nurse"),
    "health_care_worker": _("Minutes a week with a health care worker"),
    "social_educator": _("Minutes a week with a social educator"),
    "speech_therapist": _("Minutes a week with a speech therapist"),
    "other": _("Minutes a week with other staff"),
}


def _minutes_of(profession: str) -> Indicator:
    def value(e: "ir.Table", _scope: Scope) -> "ir.Value":
        import ibis

        minutes = e[f"minutes_{profession}"].fill_null(0).cast("float64") / weeks(e)
        known = (e.staff_untimed == 0) & (e.professions_unknown == 0)
        return ibis.ifelse(known.fill_null(False), minutes, ibis.null("float64"))

    words = "other staff" if profession == "other" else f"{profession.replace('_', ' ')}s"
    return Indicator(
        id=f"minutes_per_week_{profession}",
        section=Section.DOSE,
        question=f"How much time do {words} spend with people?",
        words=Words(_MINUTES[profession]),
        numerator=f"Minutes with the person by {words} divided by weeks, first and last day counted, the mean",
        denominator=_COMPLETED,
        exclusions="Travel. Episodes where a profession or the minutes of a visit are not recorded: missing",
        statistic=Statistic.MEAN,
        unit=Unit.MINUTES,
        better=Better.NEITHER,
        source="Intensity by discipline, as trials report it",
        thing=Thing.EPISODE,
        asked=_with_visits,
        value=value,
        parts=(Part.VISITS, Part.STAFF),
        about_person=False,
    )


VISITS_PER_WEEK = Indicator(
    id="visits_per_week",
    section=Section.DOSE,
    question="How often does somebody come?",
    words=Words(_("Visits a week")),
    numerator="Visits made divided by weeks, first and last day counted, the mean",
    denominator=_COMPLETED,
    exclusions="Dropouts",
    statistic=Statistic.MEAN,
    unit=Unit.TIMES,
    better=Better.NEITHER,
    source="High intensity in Norway: three to four visits a week or more",
    thing=Thing.EPISODE,
    asked=_with_visits,
    value=lambda e, _scope: e.visits.cast("float64") / weeks(e),
    parts=(Part.VISITS,),
    about_person=False,
)


def _travel_share(e: "ir.Table", _scope: Scope) -> "ir.Value":
    import ibis

    known = (e.travel_unknown == 0) & (e.minutes_unknown == 0) & (e.minutes + e.travel_minutes > 0)
    part = 100.0 * e.travel_minutes.cast("float64") / (e.minutes + e.travel_minutes).cast("float64")
    return ibis.ifelse(known.fill_null(False), part, ibis.null("float64"))


TRAVEL = Indicator(
    id="travel_of_working_time",
    section=Section.DOSE,
    question="How much of the time goes to travel?",
    words=Words(_("Travel, of the working time")),
    numerator="Staff minutes on the way as a per cent of minutes on the way and with the person, the mean",
    denominator=_COMPLETED,
    exclusions="Dropouts. Episodes with a visit without minutes on the way: missing",
    statistic=Statistic.MEAN,
    unit=Unit.PERCENT,
    better=Better.LOWER,
    source="Klepp: about 80 per cent of the time in homes",
    thing=Thing.EPISODE,
    asked=_with_visits,
    value=_travel_share,
    parts=(Part.VISITS,),
    about_person=False,
)
TAPER = Indicator(
    id="tapered",
    section=Section.DOSE,
    question="How many get fewer visits towards the end?",
    words=Words(_("Got fewer visits towards the end")),
    numerator="Episodes with fewer visits in the last seven days than in the first seven",
    denominator="Episodes completed in the period that lasted 14 days or more (both ends counted), with a visit made",
    exclusions="Dropouts and shorter episodes",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="Intensive first, then tapering",
    thing=Thing.EPISODE,
    asked=lambda e, scope: _with_visits(e, scope) & (days(e) >= 14),
    value=lambda e, _scope: e.visits_last_week < e.visits_first_week,
    parts=(Part.VISITS,),
    about_person=False,
)
CARERS = Indicator(
    id="carers_per_person",
    section=Section.DOSE,
    question="How many different people come to one person?",
    words=Words(_("Different staff who come to one person")),
    numerator="Different members of staff at visits made, the mean",
    denominator=_COMPLETED,
    exclusions="Dropouts. No staff recorded at any visit: missing",
    statistic=Statistic.MEAN,
    unit=Unit.PERSONS,
    better=Better.LOWER,
    source="Continuity, as people ask for it",
    thing=Thing.EPISODE,
    asked=_with_visits,
    value=lambda e, _scope: e.carers,
    parts=(Part.VISITS, Part.STAFF),
    about_person=False,
)
INDICATORS = (VISITS_PER_WEEK, *(_minutes_of(p) for p in PROFESSIONS), TRAVEL, TAPER, CARERS)
