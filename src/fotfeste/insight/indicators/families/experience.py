"""What people say themselves: the person, the next of kin, and how hard it was."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fotfeste.insight.figures.rules.figure import Unit
from fotfeste.insight.indicators.definition import Better, Indicator, Part, Section, Statistic, Thing, Words
from fotfeste.insight.indicators.families.dose import VISITS_PER_WEEK

if TYPE_CHECKING:
    from django.utils.functional import Promise

YES_DEFINITELY = 2  # of 0 no, 1 partly, 2 yes


def _opinion(
    id: str, question: str, title: "Promise", measure: str, source: str, *, relative: bool = False
) -> Indicator:
    who = "next of kin" if relative else "people"
    instrument = "satisfaction_relative" if relative else "satisfaction_person"
    return Indicator(
        id=id,
        section=Section.EXPERIENCE,
        question=question,
        words=Words(title),
        numerator="Answers of “yes” (2 of 0 to 2)",
        denominator=f"Answers of {who} asked in the period",
        exclusions="None. Asked and not answered: missing, so that the response rate is seen",
        statistic=Statistic.SHARE,
        unit=Unit.SHARE,
        better=Better.HIGHER,
        source=source,
        thing=Thing.ANSWER,
        asked=lambda a, scope: scope.contains(a.assessed_on) & (a.instrument == instrument) & (a.measure == measure),
        value=lambda a, _scope: a.value >= YES_DEFINITELY,
    )


EFFORT = Indicator(
    id="effort",
    section=Section.EXPERIENCE,
    question="How hard do people find the training?",
    words=Words(_("How hard people find the training, 0 to 10")),
    numerator="The person's own rating of a visit, 0 (no effort) to 10, averaged for each episode, the mean",
    denominator="Episodes completed in the period with a visit made",
    exclusions="Dropouts. Never asked: missing",
    statistic=Statistic.MEAN,
    unit=Unit.POINTS,
    better=Better.NEITHER,
    source="Rating of perceived exertion at each visit",
    thing=Thing.EPISODE,
    asked=VISITS_PER_WEEK.asked,
    value=lambda e, _scope: e.effort.cast("float64") / e.efforts.nullif(0).cast("float64"),
    parts=(Part.VISITS,),
)
INDICATORS = (
    _opinion(
        "knew_what_it_was_for",
        "Did people know what they and the staff were trying to achieve?",
        _("Knew what the training was for"),
        "aware_of_goals",
        "National Audit of Intermediate Care 2017: 96 per cent, yes, definitely",
    ),
    _opinion(
        "had_a_say",
        "Did what matters to people decide what was trained?",
        _("Had a say in what was trained"),
        "had_a_say",
        "NICE QS173, statement 3",
    ),
    _opinion(
        "satisfied",
        "Are people content?",
        _("Content with the help"),
        "content",
        "56 per cent of municipalities ask (KS 2024)",
    ),
    _opinion(
        "relatives_satisfied",
        "Are the next of kin content?",
        _("Next of kin content with the help"),
        "content",
        "19 per cent of municipalities ask (KS 2024)",
        relative=True,
    ),
    EFFORT,
)
