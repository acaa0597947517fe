"""Rows of a file in the record: each once, each whole, each in the log."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fotfeste.care.pathway.models import Episode, Person, Referral
from fotfeste.care.terms.rules.vocabulary import OutcomeClass
from fotfeste.channels.intake.actions import FIRST_OFFICE, take_rows
from fotfeste.channels.intake.rules.episodes import EpisodeRow, check_episodes
from fotfeste.channels.intake.rules.referrals import ReferralRow, check_referrals
from fotfeste.ground.access.actions import system_user
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry, Unit
from tests.data.intake.building import TODAY, csv_file, example, example_rows, with_cells

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def referrals(name: str = "utf8") -> list[ReferralRow]:
    return check_referrals(example(f"henvisninger_{name}.csv"), today=TODAY).accepted


def episodes() -> list[EpisodeRow]:
    return check_episodes(example("forlop_klepp_rekonstruert.csv"), today=TODAY).accepted


def take(rows, by):
    return take_rows(rows=rows, by=by, now=NOW)


def test_a_second_run_of_the_same_list_adds_nothing(people) -> None:
    first, again = take(referrals(), people.system), take(referrals(), people.system)
    assert (first.added, first.present, first.refused) == (53, 0, [])
    assert (again.added, again.present) == (0, 53)
    assert (Referral.objects.count(), Person.objects.count()) == (53, 53)


def test_the_same_list_in_another_encoding_adds_nothing(people) -> None:
    take(referrals("utf8"), people.system)
    assert take(referrals("windows1252"), people.system).added == 0


def test_a_run_that_was_stopped_is_finished_by_the_next_one(people) -> None:
    take(referrals()[:20], people.system)
    assert take(referrals(), people.system).added == 33
    assert Referral.objects.count() == 53


def test_a_referral_holds_what_the_file_said_and_nothing_else(people) -> None:
    take(referrals(), people.system)
    referral = Referral.objects.get(person__national_number="13863610723")
    assert referral.what_matters == '=HYPERLINK("http://x";"klikk")'
    assert (referral.hours_per_week, referral.services_today) == (Decimal("3.50"), ["safety_alarm", "home_nursing"])
    assert (referral.received_on, referral.cause, referral.referrer) == (date(2026, 10, 4), "obesity", "person")
    assert (referral.person.birth_date, referral.person.postal_code) == (date(1936, 6, 13), "4356")


def test_a_list_brought_into_an_empty_installation_finds_an_office(db) -> None:
    assert take(referrals(), system_user()).added == 53
    assert Unit.objects.get(kind="office").name == FIRST_OFFICE


def test_every_row_has_its_own_line_in_the_log(people) -> None:
    before = LogEntry.objects.count()
    take(referrals()[:3], people.system)
    lines = LogEntry.objects.all()[before:]
    assert len({line.person_id for line in lines if line.person_id}) == 3
    assert Referral.objects.count() == sum(line.object_type == "Referral" for line in lines)


def test_a_person_known_from_before_is_not_made_again(people) -> None:
    rows = check_referrals(csv_file(with_cells()), today=TODAY).accepted
    later = check_referrals(csv_file(with_cells(Henvist_dato="05.10.2026")), today=TODAY).accepted
    take(rows, people.system)
    take(later, people.system)
    assert (Person.objects.count(), Referral.objects.count()) == (1, 2)


def test_old_results_give_the_counts_of_the_published_file(people) -> None:
    assert take(episodes(), people.system).added == 161
    assert take(episodes(), people.system).added == 0
    counts = {
        group: tuple(Episode.objects.filter(group=group, outcome=outcome).count() for outcome in OutcomeClass)
        for group in ("first_time", "existing")
    }
    order = [str(outcome) for outcome in OutcomeClass]
    assert order == ["no_service", "fewer_services", "same_or_more_services", "dropout"]
    assert counts == {"first_time": (84, 3, 3, 11), "existing": (2, 21, 30, 7)}


def test_a_dropout_without_hours_at_start_is_counted_all_the_same(people) -> None:
    (row, *_) = (row for row in episodes() if row.dropout_reason)
    unknown = EpisodeRow(**{name: getattr(row, name) for name in EpisodeRow.__slots__} | {"hours_at_start": None})
    assert take([unknown], people.system).added == 1
    assert Episode.objects.get().outcome == OutcomeClass.DROPOUT


def test_those_who_may_not_bring_in_files_bring_in_nothing(people) -> None:
    for user in (people.charlie, people.bob, people.hanna, people.manager, people.gp, people.admin):
        with pytest.raises(AccessRefused):
            take(referrals(), user)
    assert Referral.objects.count() == 0


def test_a_row_the_record_refuses_stops_no_other_row(people) -> None:
    good, bad = referrals()[:2]
    fields = {name: getattr(bad, name) for name in ReferralRow.__slots__}
    taken = take([ReferralRow(**fields | {"referred_on": date(2027, 1, 1)}), good], people.system)
    assert (taken.added, [refusal.row for refusal in taken.refused]) == (1, [bad.row])
    assert Person.objects.count() == 1


def changed(row: ReferralRow, **fields: object) -> ReferralRow:
    return ReferralRow(**{name: getattr(row, name) for name in ReferralRow.__slots__} | fields)


def test_a_row_the_database_cannot_keep_is_refused_with_words_and_the_others_are_taken(people) -> None:
    first, bad, last = referrals()[:3]
    long = changed(bad, address="Å" * 161)
    taken = take([first, long, last], people.system)
    assert (taken.added, [(r.row, r.line) for r in taken.refused]) == (2, [(bad.row, bad.line)])
    assert "cannot keep this row" in taken.refused[0].problem.shown()
    assert taken.refused[0].cure.shown().endswith(".")
    assert (Person.objects.count(), Referral.objects.count()) == (2, 2)


def test_an_episode_the_database_cannot_keep_leaves_no_half_person(people) -> None:
    good, bad = episodes()[:2]
    long = EpisodeRow(**{name: getattr(bad, name) for name in EpisodeRow.__slots__} | {"label": "K" * 200})
    taken = take([long, good], people.system)
    assert (taken.added, len(taken.refused), Person.objects.count()) == (1, 1, 1)


def test_what_the_check_takes_the_record_can_keep_at_its_longest(people) -> None:
    head, row = with_cells(Fornavn="V" * 80, Etternavn="Å" * 79)
    more = {"Adresse": "A" * 160, "Poststed": "P" * 80, "Telefon": "1" * 20, "Fastlege": "L" * 120,
            "Tolk": "T" * 40, "Navn på henviser": "H" * 120}  # fmt: skip
    checked = check_referrals(csv_file([[*head, *more], [*row, *more.values()]]), today=TODAY)
    assert checked.refused == []
    assert take(checked.accepted, people.system).added == 1


def test_old_results_without_an_id_add_nothing_in_another_order(people) -> None:
    head, *rows = example_rows("forlop_klepp_rekonstruert.csv")
    bare = [cells[1:] for cells in rows]
    for order, added in ((bare, 161), (list(reversed(bare)), 0)):
        checked = check_episodes(csv_file([head[1:], *order]), today=TODAY)
        assert take(checked.accepted, people.system).added == added
