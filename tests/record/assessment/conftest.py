from assessments import make_episode

from tests.standing import standing


@standing
def episode(people, now):
    return make_episode(people, now)
