"""Who gets it: persons for each 1,000 inhabitants, and shares of what others have counted.

The other side of the fraction comes from outside (the table `municipality_counts`); without it there is no figure.
"""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import has_started
from fotfeste.insight.indicators.definition import Better, Indicator, Scope, Section, Statistic, Thing, Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _person_and_year(e: "ir.Table", _scope: Scope) -> "ir.Value":
    """One person counts once a year."""
    return e.person + "/" + e.year


def _coverage(age: int) -> Indicator:
    return Indicator(
        id=f"persons_per_1000_aged_{age}_and_over",
        section=Section.EQUITY,
        question=f"Of 1,000 inhabitants of {age} and over, how many start in a year?",
        words=Words(format_lazy(_("Started, of 1,000 inhabitants aged {age} and over"), age=age)),
        numerator=f"Persons of {age} or over who started in a whole calendar year, each once a year",
        denominator=f"Inhabitants of {age} and over, summed over the same years",
        exclusions="Years without the number of inhabitants, and years that are not over. Birth year not recorded",
        statistic=Statistic.RATE,
        unit=Unit.PER_1000,
        better=Better.NEITHER,
        source="Denmark 2019: from 9.1 (lowest quarter of municipalities) to 61.5 (highest), 65 and over",
        thing=Thing.EPISODE,
        asked=lambda e, scope: has_started(e, scope) & (e.age >= age),
        value=_person_and_year,
        per=(f"inhabitants_{age}_plus", 1000),
        strata=(),
    )


def _person_and_year_of_discharge(e: "ir.Table", _scope: Scope) -> "ir.Value":
    return e.person + "/" + e.discharged_on.year().cast("string")


AFTER_HOSPITAL = Indicator(
    id="hospital_discharges_to_reablement",
    section=Section.EQUITY,
    question="Of older people discharged from hospital in October to December, how many start reablement?",
    words=Words(_("Started after a hospital stay in October to December, aged 65 and over")),
    numerator="Persons of 65 and over discharged in October to December who started",
    denominator="Persons of 65 and over discharged alive in October to December, all specialties",
    exclusions="Years without the hospital's number, and years that are not over. Birth year not recorded",
    statistic=Statistic.RATE,
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    source="ASCOF 2B, part 2",
    thing=Thing.EPISODE,
    asked=lambda e, _scope: (e.discharged_on.year() - e.birth_year >= 65) & (e.discharged_on.month() >= 10),
    value=_person_and_year_of_discharge,
    counted_in=lambda e, _scope: e.discharged_on.year().cast("string"),
    per=("hospital_discharges_65_plus_oct_dec", 100),
    strata=(),
)
HIGH_HOURS = Indicator(
    id="home_service_users_with_high_hours",
    section=Section.EQUITY,
    question="How many users of home services get more than 35.5 hours a week?",
    words=Words(_("Users of home services with more than 35.5 hours a week")),
    numerator="Users of home services with more than 35.5 hours a week",
    denominator="Users of home services",
    exclusions="Rehabilitation outside institution is not in it. Years without both numbers",
    statistic=Statistic.RATE,
    unit=Unit.PERCENT,
    better=Better.NEITHER,
    source="KOSTRA, Statistics Norway",
    thing=Thing.MUNICIPALITY,
    asked=lambda m, _scope: m.counts == "home_service_users_over_35_5_hours",
    value=lambda m, _scope: m.persons,
    per=("home_service_users", 100),
    needs=("home_service_users_over_35_5_hours",),
    strata=(),
)
INDICATORS = (_coverage(65), _coverage(67), _coverage(80), AFTER_HOSPITAL, HIGH_HOURS)
