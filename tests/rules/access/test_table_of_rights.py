"""The table of rights, read as sentences."""

import pytest

from fotfeste.ground.access.rules.rights import MAY, Act, Relation, Role, may, may_ever, printed

CLINICAL_WRITING = {
    Act.ASSESS,
    Act.SET_GOAL,
    Act.PLAN,
    Act.RECORD_VISIT,
    Act.DISCHARGE,
    Act.HAND_OVER,
    Act.HOLD_MEETING,
}


def test_what_is_not_in_the_table_is_refused():
    for role in Role:
        for act in Act:
            for relation in Relation:
                assert may(role, act, [relation]) == (relation in MAY.get((role, act), frozenset()))


def test_no_relation_opens_nothing():
    assert not any(may(role, act, []) for role in Role for act in Act)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEADERSHIP, Role.ANALYST, Role.ADMIN])
def test_those_who_lead_or_administer_see_no_person(role):
    assert not may_ever(role, Act.READ_RECORD)
    assert not any(may_ever(role, act) for act in CLINICAL_WRITING)


def test_a_home_trainer_needs_a_visit_to_the_person_and_the_team_is_not_enough():
    assert may(Role.TRAINER, Act.READ_RECORD, [Relation.VISITS])
    assert not may(Role.TRAINER, Act.READ_RECORD, [Relation.TEAM])


def test_next_of_kin_sees_nothing_without_consent_and_never_the_record():
    assert may(Role.RELATIVE, Act.READ_OWN_PAGE, [Relation.CONSENTED])
    assert not may(Role.RELATIVE, Act.READ_OWN_PAGE, [Relation.ANY])
    assert not may_ever(Role.RELATIVE, Act.READ_RECORD)


def test_only_allocation_decides():
    assert [role for role in Role if may_ever(role, Act.DECIDE)] == [Role.ALLOCATOR]


def test_only_the_administrator_and_the_system_make_users():
    assert {role for role in Role if may_ever(role, Act.MANAGE_USERS)} == {Role.ADMIN, Role.SYSTEM}


def test_nobody_may_do_something_to_a_person_through_the_relation_any():
    about_a_person = CLINICAL_WRITING - {Act.HOLD_MEETING} | {Act.READ_RECORD, Act.DECIDE, Act.SCREEN, Act.FOLLOW_UP}
    assert not [role for role in Role for act in about_a_person if may(role, act, [Relation.ANY])]


def test_the_printed_table_names_every_act():
    text = printed()
    assert all(f"`{act}`" in text for act in Act)
