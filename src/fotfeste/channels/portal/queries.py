"""What stands on the page of the person, and the part of it that next of kin may see."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate

from fotfeste.care.goals.queries import GoalCard, goals_of
from fotfeste.care.goals.wording import PlanLine, plan_line
from fotfeste.care.pathway.models import Relative
from fotfeste.care.pathway.queries import Banner, LetterTitle, Look, Said, banner_of, letters_of, said_about
from fotfeste.care.pathway.queries.person.own import relatives_of
from fotfeste.care.pathway.wording.looks import LooksOfADay, looks_by_day
from fotfeste.care.terms.rules.vocabulary import SharedWith
from fotfeste.care.visits.queries import VisitRow, visits_of
from fotfeste.care.visits.rules.states import VisitState
from fotfeste.ground.access.queries import looks_at
from fotfeste.ground.access.rules.rights import Role

NEWEST_LOOKS = 8  # people and days
READ_LOOKS = 400  # lines of the log
DAYS_AHEAD = 7
Told = tuple[LooksOfADay, str]


@dataclass(frozen=True)
class MyPage:
    """The person's own page. `relatives` and `looks` are empty for next of kin; one's own looks are left out.

    letters   those that are written to the person; next of kin have them only when the person has agreed
    gp_said   what the person said about reports to the GP, None when nothing was said (and for next of kin)
    """

    banner: Banner
    goals: list[GoalCard]
    attained: list[GoalCard]
    training: list[PlanLine]
    visits: list[VisitRow]
    letters: list[LetterTitle]
    relatives: list[Relative]
    gp_said: Said | None
    looks: list[Told]

    @property
    def newest_looks(self) -> list[Told]:
        return self.looks[:NEWEST_LOOKS]

    @property
    def older_looks(self) -> list[Told]:
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
        letters=letters_of(look),
        relatives=relatives_of(look) if own else [],
        gp_said=said_about(look.person_id, SharedWith.GP) if own else None,
        looks=_looks(look) if own else [],
    )


def _looks(look: Look) -> list[Told]:
    rows = looks_at(look.person_id, limit=READ_LOOKS, besides=Role.PERSON)
    return [(one, one.told(today=look.today)) for one in looks_by_day(rows, to_the_person=True)]
