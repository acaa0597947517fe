"""One person in training with team South, and answers a therapist could have written down."""

from datetime import date, datetime, timedelta

from fotfeste.care.pathway.models import CareTeamMember, Episode, Person


def copm(*rows: tuple[str, str, int, int | None, int | None]) -> dict:
    """(id, words, importance, performance, satisfaction) as answers."""
    return {
        "problems": [
            {"id": i, "text": text, "importance": importance, "performance": performance, "satisfaction": satisfaction}
            for i, text, importance, performance, satisfaction in rows
        ]
    }


COPM_START = copm(("a1", "Gå til butikken", 9, 3, 2), ("a2", "Dusje selv", 8, 4, 3), ("a3", "Lage middag", 7, 2, 2))
BARTHEL = {
    "eating": 2,
    "bathing": 0,
    "grooming": 1,
    "dressing": 1,
    "bowel": 2,
    "bladder": 2,
    "toilet": 2,
    "transfer": 3,
    "mobility": 3,
    "stairs": 1,
}


def make_episode(people, now: datetime, name: str = "Vakker", team=None) -> Episode:
    start = now.date() - timedelta(days=14)
    person = Person.objects.create(
        given_name=name, family_name="Blomst", sort_name=name, birth_date=date(1944, 3, 2), created_at=now
    )
    episode = Episode.objects.create(
        person=person,
        team=team or people.south,
        state="active",
        group="first_time",
        planned_start_on=start,
        planned_end_on=start + timedelta(days=27),
        started_on=start,
        what_matters="Komme meg ut på tur igjen",
    )
    CareTeamMember.objects.create(episode=episode, user=people.kari, role="coordinator", starts_on=start)
    CareTeamMember.objects.create(episode=episode, user=people.bob, role="trainer", starts_on=start)
    return episode
