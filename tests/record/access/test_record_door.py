"""Who gets in to one person's record, and what is written down about it."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp, Person, Referral, Relative
from fotfeste.care.pathway.queries import open_record, relations_to
from fotfeste.ground.access.actions import end_membership
from fotfeste.ground.access.gate import AccessRefused, require
from fotfeste.ground.access.models import LogEntry, User
from fotfeste.ground.access.rules.rights import MAY, Act, Relation
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def person(people, now):
    return Person.objects.create(given_name="Vakker", family_name="Blomst", sort_name="blomst vakker", created_at=now)


@standing
def referral(people, person, now, today):
    return Referral.objects.create(
        person=person,
        case_number="2026/900001",
        office=people.office,
        received_on=today,
        contact_due_on=today,
        answer_due_on=today,
        route="new_applicant",
        referrer="person",
        registered_by=people.ole,
        registered_at=now,
    )


@standing
def episode(people, person, today):
    return Episode.objects.create(
        person=person,
        team=people.south,
        group="first_time",
        planned_start_on=today,
        planned_end_on=today + timedelta(weeks=4),
    )


def test_the_team_of_the_episode_gets_in_and_the_look_is_logged(people, episode, now):
    look = open_record(by=people.alice, episode_id=episode.pk, now=now)
    assert look.relations == {Relation.TEAM}
    line = LogEntry.objects.latest("id")
    assert (line.user_id, line.person_id, line.act) == (people.alice.pk, episode.person_id, Act.READ_RECORD)


def test_charlie_of_another_team_is_refused(people, episode, now):
    with pytest.raises(AccessRefused):
        open_record(by=people.charlie, episode_id=episode.pk, now=now)


def test_somebody_who_left_the_team_yesterday_is_refused_today(people, episode, now, today):
    end_membership(user=people.alice, unit=people.south, last_day=today - timedelta(days=1), by=people.admin, now=now)
    with pytest.raises(AccessRefused):
        open_record(by=people.alice, episode_id=episode.pk, now=now)


def test_a_user_who_was_switched_off_is_refused(people, episode, now):
    people.alice.is_active = False
    people.alice.save()
    with pytest.raises(AccessRefused):
        open_record(by=people.alice, episode_id=episode.pk, now=now)


@pytest.mark.parametrize("role", [role for role, act in MAY if act is Act.READ_RECORD])
def test_nobody_who_was_switched_off_may_do_anything_whatever_their_role(role):
    user = User(role=role, is_active=True)
    relations = MAY[(role, Act.READ_RECORD)]
    require(user, Act.READ_RECORD, relations)
    user.is_active = False
    with pytest.raises(AccessRefused):
        require(user, Act.READ_RECORD, relations)


def test_a_trainer_gets_in_only_while_the_care_relation_lasts(people, episode, today):
    assert relations_to(people.bob, episode.person_id, today=today) == frozenset()
    member = CareTeamMember.objects.create(episode=episode, user=people.bob, role="trainer", starts_on=today)
    assert relations_to(people.bob, episode.person_id, today=today) == {Relation.VISITS}
    member.ends_on = today
    member.save()
    assert relations_to(people.bob, episode.person_id, today=today) == {Relation.VISITS}
    assert relations_to(people.bob, episode.person_id, today=today + timedelta(days=1)) == frozenset()


def test_when_the_last_follow_up_is_done_the_teams_access_ends(people, episode, now, today):
    Episode.objects.filter(pk=episode.pk).update(state="active", started_on=today)
    Episode.objects.filter(pk=episode.pk).update(state="completed", ended_on=today, outcome="no_service")
    follow_up = FollowUp.objects.create(episode=episode, occasion="month_12", due_on=today)
    assert Relation.TEAM in relations_to(people.alice, episode.person_id, today=today)
    FollowUp.objects.filter(pk=follow_up.pk).update(state="done", done_on=today)
    assert relations_to(people.alice, episode.person_id, today=today) == frozenset()


def test_the_allocation_office_sees_those_who_were_referred_to_it(people, referral, today):
    assert relations_to(people.ole, referral.person_id, today=today) == {Relation.OFFICE}


def test_next_of_kin_is_near_only_between_consent_and_withdrawal(people, person, now, today):
    from fotfeste.ground.access.actions import add_user
    from fotfeste.ground.access.rules.rights import Role

    kin = add_user(email="kin@example.invalid", name="Kin", role=Role.RELATIVE, by=people.admin, now=now)
    relative = Relative.objects.create(person=person, name="Kin", user=kin)
    assert relations_to(kin, person.pk, today=today) == frozenset()
    Relative.objects.filter(pk=relative.pk).update(consented_on=today)
    assert relations_to(kin, person.pk, today=today) == {Relation.CONSENTED}
    Relative.objects.filter(pk=relative.pk).update(withdrawn_on=today)
    assert relations_to(kin, person.pk, today=today) == frozenset()


def test_a_record_that_does_not_exist_is_not_found(people):
    import uuid

    with pytest.raises(Http404):
        open_record(by=people.alice, person_id=uuid.uuid4(), now=timezone.localtime())
