"""Two weeks of training with something in every corner: scores, goals, measures, a dose, a break and visits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.models import Assessment
from fotfeste.care.goals.actions import add_measure, adjust_goal, close_goal, plan_dose, set_goal
from fotfeste.care.pathway import actions as pathway
from fotfeste.care.pathway.models import Episode
from fotfeste.care.visits.actions import plan_visit, record_unplanned_visit, record_visit
from fotfeste.care.visits.models import Visit

Saying = Callable[[str, int], str]
COPM_ITEM = "a1"


def trained_in_two_weeks(
    episode: Episode, people: Any, by: Any, other: Any, then: datetime, say: Saying
) -> dict[str, Any]:
    """Assessment, goals, measures, dose and visits of a period that began two weeks before `then` ends."""
    now = then + timedelta(weeks=2)
    problem = {"id": COPM_ITEM, "text": say("activity", 120), "importance": 9, "performance": 3, "satisfaction": 2}
    others = [problem | {"id": f"a{n}", "text": f"Gå ut {n}"} for n in (2, 3)]
    copm: Assessment = record_assessment(
        episode=episode,
        instrument="copm",
        occasion="baseline",
        assessed_on=then.date(),
        answers={"problems": [problem, *others]},
        note=say("assessment_note", 0),
        by=by,
        now=then,
    )
    tug = record_assessment(
        episode=episode,
        instrument="tug",
        occasion="baseline",
        assessed_on=then.date(),
        answers={"seconds": 18.5, "walking_aid": "none"},
        by=by,
        now=then,
    )
    goal = set_goal(
        episode=episode,
        own_words=say("own_words", 0),
        term="short",
        rating_before=3,
        assessment=copm,
        assessed_item=COPM_ITEM,
        by=by,
        now=then,
    )
    adjust_goal(goal=goal, own_words=say("own_words", 0), reason=say("goal_reason", 0), by=by, now=then)
    closed = set_goal(episode=episode, own_words=say("own_words", 0), term="long", by=by, now=then)
    close_goal(goal=closed, state="given_up", reason=say("goal_reason", 0), on=then.date(), by=by, now=then)
    measure = add_measure(
        goal=goal,
        area="moving_about",
        description=say("description", 200),
        done_by="trainer",
        times_per_week=3,
        by=by,
        now=then,
    )
    plan_dose(episode=episode, visits_by_week=[5, 4, 3, 2], reason=say("dose_reason", 120), by=by, now=then)
    first = plan_visit(
        episode=episode,
        planned_at=then + timedelta(hours=1),
        planned_minutes=60,
        staff=[by],
        first_visit=True,
        first_visit_exception=say("first_visit_exception", 0),
        by=by,
        now=then,
    )
    after = then + timedelta(hours=3)
    record_visit(
        visit=first,
        minutes_on_site=45,
        trained=[(measure, 2)],
        effort=4,
        note=say("visit_note", 0),
        by=by,
        now=after,
    )
    episode.refresh_from_db()
    # In the order it happened: a break takes what is planned off the plan.
    pause = then + timedelta(days=3)
    pathway.put_on_hold(episode=episode, on=pause.date(), reason=say("hold_reason", 0), by=by, now=pause)
    back = pause + timedelta(days=2)
    pathway.resume(episode=episode, on=back.date(), reason=say("resumed_note", 0), by=by, now=back)
    record_unplanned_visit(
        episode=episode,
        started_at=now - timedelta(hours=2),
        minutes_on_site=30,
        trained=[(measure, 1)],
        note=say("visit_note", 0),
        staff=[by],
        by=by,
        now=now,
    )
    visit = plan_visit(
        episode=episode,
        planned_at=now + timedelta(hours=2),
        planned_minutes=60,
        staff=[by, other],
        by=by,
        now=now,
    )
    # Only what lies outside the period has one, and a second visit would change every page of this world.
    Visit.objects.filter(pk=visit.pk).update(outside_reason=say("outside_reason", 0))
    return {
        "assessment": copm,
        "tug": tug,
        "goal": goal,
        "closed_goal": closed,
        "measure": measure,
        "visit": visit,
        "done_visit": first,
    }
