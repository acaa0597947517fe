"""The invented municipality follows whichever service model is in force."""

from datetime import date
from typing import Any

import pytest

from fotfeste.care.pathway.models import FollowUp
from fotfeste.care.visits.models import Visit
from fotfeste.channels.demo.build import build

pytestmark = pytest.mark.django_db


def test_where_the_team_does_it_all_no_home_trainer_visits_anybody(settings: Any) -> None:
    settings.SERVICE_MODEL = "baerum"
    build(today=date(2026, 11, 25), persons=60)
    assert Visit.objects.count() > 100
    assert not Visit.objects.filter(staff__user__role="trainer").exists()
    assert FollowUp.objects.filter(state="done").exists()
