import pytest
from assessments import make_episode


@pytest.fixture
def episode(people, now):
    return make_episode(people, now)
