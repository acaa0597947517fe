"""What stands on the page of the person, and the part of it that next of kin may see."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from fotfeste.care.goals.plan import PlanLine, plan_line
from fotfeste.care.goals.queries import GoalCard, goals_of
from fotfeste.care.pathway.models import Relative
from fotfeste.care.pathway.queries import Banner, Look, banner_of
from fotfeste.care.pathway.queries.own import relatives_of
from fotfeste.care.pathway.wording import act_in_words
from fotfeste.care.visits.queries import VisitRow, visits_of
from fotfeste.care.visits.rules.states import VisitState
from fotfeste.ground.access.labels import ROLES
from fotfeste.ground.access.queries import looks_at
from fotfeste.ground.access.rules.rights import Act, Role

NEWEST_LOOKS, SHOWN_LOOKS = 8, 100
DAYS_AHEAD = 7
# What was done with what is one's own; everything else is said as in the record.
YOURS: dict[str, object] = {
    Act.READ_RECORD: _("Read your record"),
    Act.READ_OWN_PAGE: _("Read your page"),
    Act.READ_LOG_OF_PERSON: _("Read who has read your record"),
}


@dataclass(frozen=True)
class Looked:
    """One line of the log in words: who, from where, when, and what they did."""

    at: datetime
    who: str
    role: str
    unit: str
    what: str


@dataclass(frozen=True)
class MyPage:
    """The person's own page. `relatives` and `looks` are empty for next of kin; one's own looks are left out."""

    banner: Banner
    goals: list[GoalCard]
    attained: list[GoalCard]
    training: list[PlanLine]
    visits: list[VisitRow]
    relatives: list[Relative]
    looks: list[Looked]

    @property
    def newest_looks(self) -> list[Looked]:
        return self.looks[:NEWEST_LOOKS]

    @property
    def older_looks(self) -> list[Looked]:
        return self.looks[NEWEST_LOOKS:]


def my_page_of(look: Look, *, own: bool) -> MyPage:
    """Goals, the next seven days and self-training; for the person also who may see and who has looked."""
    goals = goals_of(look)
    last = look.today + timedelta(days=DAYS_AHEAD)
    coming = [
        visit
        for visit in visits_of(look)
        if visit.state == VisitState.PLANNED and look.today <= localdate(visit.planned_at) <= last
    ]
    return MyPage(
        banner=banner_of(look),
        goals=[goal for goal in goals if goal.open],
        attained=[goal for goal in goals if not goal.open],
        training=[
            plan_line(measure) for goal in goals if goal.open for measure in goal.running_measures if measure.alone
        ],
        visits=sorted(coming, key=lambda visit: visit.planned_at),
        relatives=relatives_of(look) if own else [],
        looks=_looks(look) if own else [],
    )


def _looks(look: Look) -> list[Looked]:
    roles = {str(k): v for k, v in ROLES}
    return [
        Looked(
            at=row.at,
            who=row.who,
            role=str(roles.get(row.role, "")),
            unit=row.unit,
            what=str(YOURS.get(row.act) or act_in_words(row.act)),
        )
        for row in looks_at(look.person_id, limit=SHOWN_LOOKS, besides=Role.PERSON)
    ]
