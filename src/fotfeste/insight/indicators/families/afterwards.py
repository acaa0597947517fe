"""What lasted: at home, in a long-term place, referred again, hours of service before and after. Deaths are told apart.

A death is known of everybody; where somebody lives only when they are asked, at the follow-ups. So the dead are shared
among all, and home and place among the living who were reached: at home, in a place and dead are everybody
(`figures/rules/living.py` has the estimate and its bounds). Earlier follow-ups play no part: a place found at one of
them is remembered, a home is not, and who is remembered would be chosen by where they live.
"""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.asked import has_ended
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Scope, Section, Statistic, Thing, Words

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from django.utils.functional import Promise

DAYS = {1: 30, 3: 91, 6: 182, 12: 365}  # after the end; 91 as in England's measure
_IDS = {3: "91_days", 6: "6_months", 12: "12_months"}
A_YEAR = 12  # months: a new referral after that is a new story


def _passed(e: "ir.Table", scope: Scope, months: int) -> "ir.BooleanValue":
    import ibis

    return has_ended(e, scope) & (ibis.date(scope.as_of).delta(e.ended_on, unit="day") >= DAYS[months])


def _died(e: "ir.Table", months: int) -> "ir.BooleanValue":
    """Died by then, in the record of the person or as the reason for breaking off."""
    dead = (e.died_on.delta(e.ended_on, unit="day") <= DAYS[months]).fill_null(False)
    return dead | (e.dropout_reason == "death").fill_null(False)


def _place(e: "ir.Table", months: int) -> "ir.BooleanValue":
    """Not at home then: a long-term place among the services recorded, or said not to live at home."""
    return (e[f"place_month_{months}"] > 0).fill_null(False) | (e[f"home_{months}"] == 0).fill_null(False)


def _reached(e: "ir.Table", months: int) -> "ir.BooleanValue":
    """Known where the person lives: it was said, or the services then are recorded."""
    return e[f"home_{months}"].notnull() | e[f"hundredths_month_{months}"].notnull()


def _home(e: "ir.Table", months: int) -> "ir.BooleanValue":
    """Known to live at home then. Says nothing of who has died."""
    return _reached(e, months) & ~_place(e, months)


_WEIGHED = (
    "The dead are neither at home nor in a place, and known of everybody. The living not reached at that follow-up "
    "(missing) are taken to live as those who were; the bounds count all of them as one or the other"
)


def _at_home(months: int) -> Indicator:
    def value(e: "ir.Table", _scope: Scope) -> "ir.Value":
        import ibis

        return ibis.ifelse(_reached(e, months), _home(e, months), ibis.null("boolean"))

    return Indicator(
        id=f"at_home_after_{_IDS[months]}",
        section=Section.OUTCOME,
        question=f"How many live at home {DAYS[months]} days after the end?",
        words=Words(format_lazy(_("Live at home {days} days after the end"), days=DAYS[months])),
        numerator="The share of those reached alive who live at home, of the share who have not died",
        denominator=f"Episodes that ended in the period, at least {DAYS[months]} days ago, dropouts included",
        exclusions=_WEIGHED,
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source="ASCOF, at home 91 days after discharge; there the unreached count as not at home",
        thing=Thing.EPISODE,
        asked=lambda e, scope: _passed(e, scope, months),
        value=value,
        dead=lambda e, _scope: _died(e, months),
        parts=(Part.FOLLOW_UPS, Part.LEVELS),
    )


def _at_home_at_least(months: int) -> Indicator:
    return Indicator(
        id=f"at_home_after_{_IDS[months]}_of_all",
        section=Section.OUTCOME,
        question=f"How many live at home for certain {DAYS[months]} days after the end?",
        words=Words(
            format_lazy(
                _("Live at home {days} days after the end, those not reached counted as not at home"),
                days=DAYS[months],
            )
        ),
        numerator="Episodes whose person was reached at the follow-up and lives at home",
        denominator=f"Episodes that ended in the period, at least {DAYS[months]} days ago, dropouts included",
        exclusions="None. The dead are not at home, nor is whoever was not reached: so few at the least, no estimate",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source="ASCOF, at home 91 days after discharge; there the unreached count as not at home",
        thing=Thing.EPISODE,
        asked=lambda e, scope: _passed(e, scope, months),
        value=lambda e, _scope: _home(e, months) & ~_died(e, months),
        parts=(Part.FOLLOW_UPS, Part.LEVELS),
    )


ASCOF_AT_HOME = Indicator(
    id="at_home_91_days_after_hospital",
    section=Section.OUTCOME,
    question="Of people of 65 and over who came from hospital, how many live at home 91 days later?",
    words=Words(_("Live at home 91 days after hospital, aged 65 and over")),
    numerator="Episodes whose person was reached at three months and lives at home",
    denominator="Episodes by way of hospital, person 65 or over at the start, ended at least 91 days ago",
    exclusions="None. The dead and the unreached are not at home. England counts October to December only",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="ASCOF 2D (formerly 2B); England about 82 per cent in 2011 to 2020",
    thing=Thing.EPISODE,
    asked=lambda e, scope: _passed(e, scope, 3) & ((e.route == "hospital_discharge") & (e.age >= 65)).fill_null(False),
    value=lambda e, _scope: _home(e, 3) & ~_died(e, 3),
    parts=(Part.FOLLOW_UPS, Part.LEVELS),
)


def _long_term_place(months: int) -> Indicator:
    def value(e: "ir.Table", _scope: Scope) -> "ir.Value":
        import ibis

        return ibis.ifelse(_reached(e, months), _place(e, months), ibis.null("boolean"))

    return Indicator(
        id=f"long_term_place_within_{_IDS[months]}",
        section=Section.OUTCOME,
        question=f"How many live in a long-term place {DAYS[months]} days after the end?",
        words=Words(format_lazy(_("Live in a long-term place {days} days after the end"), days=DAYS[months])),
        numerator="The share of those reached alive who do not live at home, of the share who have not died",
        denominator=f"Episodes that ended in the period, at least {DAYS[months]} days ago, dropouts included",
        exclusions=_WEIGHED,
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.LOWER,
        source="Anthun et al. 2021 (10.1186/s12913-021-06910-6)",
        thing=Thing.EPISODE,
        asked=lambda e, scope: _passed(e, scope, months),
        value=value,
        dead=lambda e, _scope: _died(e, months),
        parts=(Part.FOLLOW_UPS, Part.LEVELS),
    )


def _died_within(months: int) -> Indicator:
    return Indicator(
        id=f"died_within_{_IDS[months]}",
        section=Section.OUTCOME,
        question=f"How many have died within {DAYS[months]} days of the end?",
        words=Words(format_lazy(_("Died within {days} days of the end"), days=DAYS[months])),
        numerator="Episodes whose person has died by then, deaths during the episode included",
        denominator=f"Episodes that ended in the period, at least {DAYS[months]} days ago, dropouts included",
        exclusions="None. It stands beside the others because the dead can neither improve nor move",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.NEITHER,
        source="A competing event is shown, never taken out",
        thing=Thing.EPISODE,
        asked=lambda e, scope: _passed(e, scope, months),
        value=lambda e, _scope: _died(e, months),
    )


def _referred_again(e: "ir.Table") -> "ir.BooleanValue":
    return (e.referred_again_on.delta(e.ended_on, unit="day") <= DAYS[A_YEAR]).fill_null(False)


REFERRED_AGAIN = Indicator(
    id="referred_again_within_12_months",
    section=Section.OUTCOME,
    question="How many are referred again within a year?",
    words=Words(_("Referred again within a year")),
    numerator="Episodes whose person was referred anew within 365 days of the end",
    denominator="Episodes that ended in the period, at least 365 days ago, dropouts included",
    exclusions="Died within the year without a new referral",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.NEITHER,
    source="A new referral may be a relapse or a service people come back to",
    thing=Thing.EPISODE,
    asked=lambda e, scope: _passed(e, scope, A_YEAR) & (_referred_again(e) | ~_died(e, A_YEAR)),
    value=lambda e, _scope: _referred_again(e),
    parts=(Part.AGAIN,),
)


def _hours_change(moment: str, words: str, title: "str | Promise") -> Indicator:
    def asked(e: "ir.Table", scope: Scope) -> "ir.BooleanValue":
        if moment == "at_end":
            return has_ended(e, scope) & (e.dropout_reason != "death").fill_null(True)
        months = int(moment.removeprefix("month_"))
        return _passed(e, scope, months) & ~_died(e, months)

    def value(e: "ir.Table", _scope: Scope) -> "ir.Value":
        import ibis

        # A first-time applicant had nothing; what would have been granted is what it is held against.
        before = ibis.ifelse(e.group == "first_time", e.hundredths_granted_estimate, e.hundredths_at_start)
        return (e[f"hundredths_{moment}"] - before).cast("float64") / 100.0

    return Indicator(
        id=f"change_in_service_hours_{moment}",
        section=Section.ECONOMY,
        question=f"How many hours of service a week more or fewer {words}?",
        words=Words(title),
        numerator="Hours a week then less hours a week before (first-time: what would have been granted), the mean",
        denominator="Episodes that ended in the period and whose time has come",
        exclusions="The dead: an hour not given to a dead person is no saving. Hours not known at either time: missing",
        statistic=Statistic.MEAN,
        unit=Unit.HOURS_PER_WEEK,
        better=Better.LOWER,
        source="Kjerstad and Tuntland 2016. Before and after is not effect: hold it against a comparison group",
        thing=Thing.EPISODE,
        asked=asked,
        value=value,
        parts=(Part.LEVELS,),
        about_person=False,
    )


SUCCESS_BY_ASCOF = Indicator(
    id="ascof_2a",
    section=Section.OUTCOME,
    question="Of new clients, how many need no long-term support afterwards, counted as in England?",
    words=Words(_("No long-term support afterwards, counted as in England")),
    numerator="Episodes of first-time users that ended with no service or with less than would have been granted",
    denominator="The same, and those who ended with the same or more services",
    exclusions="Dropouts and deaths are in neither. Low-level support counts as success, unlike in no service",
    statistic=Statistic.SHARE,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    source="ASCOF 2A (2023 on; formerly 2D), NHS Digital client level data",
    thing=Thing.EPISODE,
    asked=lambda e, scope: has_ended(e, scope) & (e.status == "completed") & (e.group == "first_time"),
    value=lambda e, _scope: e.outcome_class.isin(["no_service", "fewer_services"]),
)
# Days after the end -> the three that are everybody.
FATES = {
    DAYS[m]: {"at_home": _at_home(m), "long_term_place": _long_term_place(m), "dead": _died_within(m)} for m in _IDS
}
INDICATORS = (
    *(each for m in _IDS for each in (FATES[DAYS[m]]["at_home"], _at_home_at_least(m))),
    ASCOF_AT_HOME,
    SUCCESS_BY_ASCOF,
    *(fates["long_term_place"] for fates in FATES.values()),
    *(fates["dead"] for fates in FATES.values()),
    REFERRED_AGAIN,
    _hours_change("at_end", "when it ends", _("Change in hours of service a week when it ends")),
    *(
        _hours_change(
            f"month_{m}",
            f"{m} months after the end",
            format_lazy(_("Change in hours of service a week {months} months after the end"), months=m),
        )
        for m in (3, 6, 12)
    ),
)
