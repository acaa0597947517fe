# ruff: noqa: F811
"""A death against another act at the same moment: one waits for the other, and both are told the truth."""

import threading
from collections.abc import Callable
from datetime import timedelta
from time import monotonic as time
from typing import Any

import pytest
from django.db import connection, transaction
from test_known_from_before_and_gone import known, written_by_gp  # noqa: F401
from test_what_ends import Scene, scene  # noqa: F401

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Episode, Person, Referral
from fotfeste.care.terms.rules.errors import CareError
from tests.reasons import NO, heard


def waits_for_another() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0] > 0


def meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> dict[str, str]:
    """The second begins when all of the first is done but not yet kept, and the first is kept when the second waits."""
    done, over, said = threading.Event(), threading.Event(), {}
    end = time() + 10

    def one() -> None:
        try:
            with transaction.atomic():
                first()
                done.set()
                while time() < end and not over.is_set() and not waits_for_another():
                    over.wait(0.02)
            said["first"] = "done"
        except Exception as fault:
            said["first"] = repr(fault)
        finally:
            done.set()
            connection.close()

    def two() -> None:
        done.wait(20)
        try:
            second()
            said["second"] = "done"
        except CareError:
            said["second"] = "refused"
        except Exception as fault:
            said["second"] = repr(fault)
        finally:
            over.set()
            connection.close()

    threads = [threading.Thread(daemon=True, target=each) for each in (one, two)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return said


def death(scene: Scene) -> Callable[[], Any]:
    return lambda: actions.record_death(
        person=Person.objects.get(pk=scene.person.pk), on=scene.now.date(), by=scene.people.kari, now=scene.now
    )


def complete(scene: Scene) -> Any:
    return actions.complete_episode(
        episode=Episode.objects.get(pk=scene.episode.pk),
        ended_on=scene.now.date(),
        agreed_on=scene.now.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="no_service",
        **scene.by,
    )


def pause(scene: Scene) -> Any:
    return actions.put_on_hold(
        episode=Episode.objects.get(pk=scene.episode.pk), on=scene.now.date(), reason="Innlagt", **scene.by
    )


def decline(scene: Scene) -> Any:
    heard(Referral.objects.get(pk=scene.referral.pk), scene.people.ole, scene.now)
    return actions.screen(
        referral=Referral.objects.get(pk=scene.referral.pk), answers={}, included=False, reason="Nei",
        alternative="one_profession", **NO, by=scene.people.ole, now=scene.now,
    )  # fmt: skip


def grant(scene: Scene, **more: Any) -> Any:
    start = scene.now.date()
    return actions.decide(
        referral=Referral.objects.get(pk=scene.referral.pk), outcome="granted", reason_facts="Falt i august",
        starts_on=start, ends_on=start + timedelta(days=27), visits_per_week_first=5, visits_per_week_last=2,
        content="Trening", by=scene.people.ole, now=scene.now, **more,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("act", "period", "referral"),
    [
        (complete, "completed", "withdrawn"),
        (pause, "dropped_out", "withdrawn"),
        (decline, "dropped_out", "declined"),
    ],
)
def test_a_death_meets_what_was_done_the_moment_before(scene, act, period, referral):
    assert meanwhile(lambda: act(scene), death(scene)) == {"first": "done", "second": "done"}
    assert Person.objects.get(pk=scene.person.pk).died_on == scene.now.date()
    assert Episode.objects.get(pk=scene.episode.pk).state == period
    assert Referral.objects.get(pk=scene.referral.pk).state == referral


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [complete, pause, decline])
def test_nothing_is_done_about_somebody_who_died_the_moment_before(scene, act):
    assert meanwhile(death(scene), lambda: act(scene)) == {"first": "done", "second": "refused"}


@pytest.mark.django_db(transaction=True)
def test_what_was_granted_the_moment_before_a_death_is_granted_again_when_it_is_taken_back(scene):
    actions.screen(referral=scene.referral, answers={}, included=True, reason="Ja", by=scene.people.ole, now=scene.now)
    said = meanwhile(lambda: grant(scene, large_print=True), death(scene))
    assert said == {"first": "done", "second": "done"}
    actions.withdraw_death(person=Person.objects.get(pk=scene.person.pk), **scene.by)
    referral = Referral.objects.get(pk=scene.referral.pk)
    assert (referral.state, referral.answered_on) == ("granted", scene.now.date())


def half_way(monkeypatch: Any, module: Any, act: Callable[[], Any], other: Callable[[], Any]) -> list[str]:
    """`act` stops after its step until `other` waits for it or is done."""
    real, there, over, said = module.take_step, threading.Event(), threading.Event(), []
    end = time() + 10

    def step(referral: Referral, after: Any) -> None:
        real(referral, after)
        there.set()
        while time() < end and not over.is_set() and not waits_for_another():
            over.wait(0.02)

    def run(what: Callable[[], Any], before: threading.Event | None, after: threading.Event) -> None:
        try:
            if before is not None:
                before.wait(20)
            what()
        except CareError:
            pass
        except Exception as fault:
            said.append(repr(fault))
        finally:
            after.set()
            connection.close()

    monkeypatch.setattr(module, "take_step", step)
    threads = [
        threading.Thread(daemon=True, target=run, args=(act, None, there)),
        threading.Thread(daemon=True, target=run, args=(other, there, over)),
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return said


@pytest.mark.django_db(transaction=True)
def test_a_decision_in_large_print_and_a_death_do_not_wait_for_each_other(scene, monkeypatch):
    from fotfeste.care.pathway.writing.decision import deciding

    actions.screen(referral=scene.referral, answers={}, included=True, reason="Ja", by=scene.people.ole, now=scene.now)
    assert half_way(monkeypatch, deciding, lambda: grant(scene, large_print=True), death(scene)) == []


@pytest.mark.django_db(transaction=True)
def test_a_contact_and_an_answer_about_who_it_is_do_not_wait_for_each_other(people, now, known, monkeypatch):
    from fotfeste.care.pathway.actions.referral import referrals

    referral = written_by_gp(people, now)
    assert (
        half_way(
            monkeypatch,
            referrals,
            lambda: actions.screen(
                referral=Referral.objects.get(pk=referral.pk), answers={}, included=True, reason="Ja",
                by=people.ole, now=now,
            ),
            lambda: actions.confirm_person(
                referral=Referral.objects.get(pk=referral.pk), by=people.ole, now=now
            ),
        )
        == []
    )  # fmt: skip
    found = Referral.objects.get(pk=referral.pk)
    assert (found.person_id, found.state) == (known.pk, "accepted")
