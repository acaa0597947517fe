from assessments import make_episode

from fotfeste.care.goals.actions import add_measure, set_goal
from fotfeste.care.pathway.models import Episode
from tests.standing import standing


@standing
def episode(people, now):
    """Two weeks into the training, without a visit yet; Kari coordinates, Bob trains."""
    return make_episode(people, now)


@standing
def not_begun(people, now):
    """Opened, and nobody has been there."""
    episode = Episode(
        person=make_episode(people, now, name="Rolig").person,
        team=people.south,
        group="first_time",
        planned_start_on=now.date(),
        planned_end_on=now.date().replace(day=28),
    )
    episode.save()
    return episode


@standing
def stairs(people, now, episode):
    goal = set_goal(episode=episode, own_words="Opp trappa til soverommet", term="short", by=people.alice, now=now)
    return add_measure(
        goal=goal,
        area="physical_training",
        description="Gå i trapp",
        done_by="trainer",
        times_per_week=3,
        by=people.alice,
        now=now,
    )
