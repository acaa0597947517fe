from datetime import timedelta

from assessments import COPM_START, make_episode

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.goals.actions import set_goal
from tests.standing import standing


@standing
def episode(people, now):
    return make_episode(people, now)


@standing
def start(people, now, episode):
    """COPM at the start: three activities, the first is "Gå til butikken" with performance 3."""
    return record_assessment(
        episode=episode,
        instrument="copm",
        occasion="baseline",
        assessed_on=now.date() - timedelta(days=13),
        answers=COPM_START,
        by=people.alice,
        now=now,
    )


@standing
def goal(people, now, episode, start):
    return set_goal(
        episode=episode,
        own_words="Jeg vil gå til butikken selv",
        term="short",
        rating_before=3,
        assessment=start,
        assessed_item="a1",
        by=people.alice,
        now=now,
    )
