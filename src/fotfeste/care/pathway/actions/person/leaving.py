"""The person dies or moves out of the municipality, whether or not a period runs; and both taken back when untrue."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import DropoutReason
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import AccessRefused, require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import unit_ids_of
from fotfeste.ground.access.rules.rights import Act
from fotfeste.ground.ui.wording import exact_day

from ...models import Episode, Person
from ...queries.person.record import MENDED_WITHIN, Look, look_of_act, still_open
from ...rules.happenings import Kind
from ...rules.states import RUNNING_EPISODES, EpisodeState
from ...writing.period.closing import check_last_day, come_back, drop, hold_person, leave, reopen
from ...writing.referral.registering import check_who


@transaction.atomic
def record_death(*, person: Person, on: date, by: User, now: datetime) -> tuple[str, ...]:
    """The person died on this day. A running period ends then, and everything that lay ahead falls away.

    Gives back in words what fell away. Raises `CareError` for a day ahead, for a death that is recorded already, and
    for somebody who may be known from before: the record must hear of it, and whose it is has to be said first.
    """
    look = look_of_act(by=by, act=Act.RECORD_DEATH_OR_MOVE, person_id=person.pk, now=now)
    require(by, Act.RECORD_DEATH_OR_MOVE, look.relations, person_id=person.pk)
    words = _left(person, on, Kind.DIED, DropoutReason.DEATH, look)
    log.write(by=by, act=Act.RECORD_DEATH_OR_MOVE, now=now, person_id=person.pk, subject=person)
    return words


@transaction.atomic
def record_move(*, person: Person, on: date, by: User, now: datetime) -> tuple[str, ...]:
    """The person moved out of the municipality on this day; otherwise as `record_death`."""
    look = look_of_act(by=by, act=Act.RECORD_DEATH_OR_MOVE, person_id=person.pk, now=now)
    require(by, Act.RECORD_DEATH_OR_MOVE, look.relations, person_id=person.pk)
    words = _left(person, on, Kind.MOVED_AWAY, DropoutReason.MOVED, look)
    log.write(by=by, act=Act.RECORD_DEATH_OR_MOVE, now=now, person_id=person.pk, subject=person)
    return words


@transaction.atomic
def withdraw_death(*, person: Person, by: User, now: datetime) -> tuple[str, ...]:
    """The death was recorded by mistake: what it closed stands again, a period it ended within four weeks runs again.

    Gives back in words what came back, and which period stays closed. Raises `CareError` when no death is recorded.
    """
    look = look_of_act(by=by, act=Act.RECORD_DEATH_OR_MOVE, person_id=person.pk, now=now)
    require(by, Act.RECORD_DEATH_OR_MOVE, look.relations, person_id=person.pk)
    words = _came_back(person, Kind.DEATH_WITHDRAWN, DropoutReason.DEATH, look)
    log.write(by=by, act=Act.RECORD_DEATH_OR_MOVE, now=now, person_id=person.pk, subject=person)
    return words


@transaction.atomic
def withdraw_move(*, person: Person, by: User, now: datetime) -> tuple[str, ...]:
    """The person did not move, or has come back; otherwise as `withdraw_death`."""
    look = look_of_act(by=by, act=Act.RECORD_DEATH_OR_MOVE, person_id=person.pk, now=now)
    require(by, Act.RECORD_DEATH_OR_MOVE, look.relations, person_id=person.pk)
    words = _came_back(person, Kind.MOVE_WITHDRAWN, DropoutReason.MOVED, look)
    log.write(by=by, act=Act.RECORD_DEATH_OR_MOVE, now=now, person_id=person.pk, subject=person)
    return words


def _left(person: Person, on: date, kind: Kind, reason: DropoutReason, look: Look) -> tuple[str, ...]:
    check_who(hold_person(person))
    if not still_open(look) and Episode.objects.filter(person=person, state__in=RUNNING_EPISODES).exists():
        # The own team closed its period; the one that runs now is another team's, and so is what happens to it.
        raise AccessRefused(by=look.user, act=Act.RECORD_DEATH_OR_MOVE, person_id=person.pk)
    known = person.died_on if kind is Kind.DIED else person.died_on or person.moved_on
    if known is not None:
        raise CareError("This is recorded already, with %(day)s as the day. Reload the page.", day=exact_day(known))
    if on > look.today:
        raise CareError("The date is in the future. Choose today or an earlier date.")
    if person.birth_date and on < person.birth_date:
        raise CareError("The day is before the person was born. Check both dates.")
    words: tuple[str, ...] = ()
    for episode in _held(Episode.objects.filter(person=person, state__in=RUNNING_EPISODES)):
        check_last_day(episode, on, today=look.today)
        drop(episode=episode, ended_on=on, reason=reason, note="", look=look)
        words += tuple(answer.words for answer in episode.answers)
    return words + leave(person=person, on=on, kind=kind, by=look.user, now=look.at)


def _came_back(person: Person, kind: Kind, reason: DropoutReason, look: Look) -> tuple[str, ...]:
    by, now = look.user, look.at
    hold_person(person)
    day = person.died_on if kind is Kind.DEATH_WITHDRAWN else person.moved_on
    if day is None:
        raise CareError("Nothing of the kind is recorded, so there is nothing to take back. Reload the page.")
    if kind is Kind.MOVE_WITHDRAWN and person.died_on is not None:
        raise CareError("The person has died since. If that is a mistake, take the death back first.")
    ended = Episode.objects.filter(
        person=person, state=EpisodeState.DROPPED_OUT, dropout_reason=reason, ended_on=day, import_key=None
    )
    lately = ended.filter(closed_at__gte=now - MENDED_WITHIN)
    if not still_open(look):
        own = lately.filter(team_id__in=unit_ids_of(by, today=look.today, kind="team"))
        if lately.exists() and not own.exists():
            raise AccessRefused(by=by, act=Act.RECORD_DEATH_OR_MOVE, person_id=person.pk)
        lately = own
    words = come_back(person=person, kind=kind, by=by, now=now)
    if Episode.objects.filter(person=person, state__in=RUNNING_EPISODES).exists():
        stays = gettext("The period that ended then stays closed, because another one runs.")
        return words + ((stays,) if ended.exists() else ())
    again = _held(lately.order_by("-closed_at")[:1])
    for episode in again:
        reopen(episode=episode, by=by, now=now)
        words += tuple(answer.words for answer in episode.answers)
    if not again and ended.exists():
        words += (
            gettext(
                "The period that ended then was closed more than four weeks ago and stays closed, with its visits and "
                "home trainers. Open a new period if training is to go on."
            ),
        )
    return words


def _held(episodes: QuerySet[Episode]) -> list[Episode]:
    return list(episodes.select_related("person").select_for_update(of=("self",)))
