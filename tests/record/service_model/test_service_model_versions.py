"""The municipality's own model: saved in versions, in force from a day, and never in the way of what has begun."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fotfeste.care.board.queries import board_rows
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import FollowUp, Letter
from fotfeste.care.pathway.queries import model_of
from fotfeste.care.service_model.actions import save_service_model
from fotfeste.care.service_model.models import ServiceModelVersion
from fotfeste.care.service_model.queries import preset, preset_text, service_model, versions
from fotfeste.care.service_model.rules import ServiceModelError
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.visits.actions import plan_visit
from fotfeste.care.visits.queries.booking import VisitRefused
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from tests.record.pathway.periods import completed_period, running_period

pytestmark = pytest.mark.django_db
CODES = ("copm", "sppb", "barthel", "tug")
# A model that differs from the usual one in everything that is written into rows.
OTHER = (
    preset_text("klepp")
    .replace("contact_within_working_days = 3", "contact_within_working_days = 1")
    .replace('type = "specific"', 'type = "unspecific"')
    .replace("months = [1, 3, 6, 12]", "months = [3, 12]")
    .replace('methods = ["phone", "home_visit", "phone", "home_visit"]', 'methods = ["home_visit", "phone"]')
    .replace('month_6 = ["copm", "sppb"]\n', "")
    .replace('at_discharge = ["report_to_gp", "report_to_allocation_office"]', 'at_discharge = ["report_to_gp"]')
)


def save(people: Any, now: datetime, text: str = OTHER, *, after: int = 0, **facts: Any) -> ServiceModelVersion:
    day = now.date() + timedelta(days=after)
    return save_service_model(text=text, effective_from=day, by=people.admin, now=now, **facts)


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_without_a_version_the_preset_of_the_settings_is_in_force(people: Any) -> None:
    assert service_model() == preset("gjovik")


def test_a_saved_model_is_in_force_from_its_day_and_not_before(people: Any, now: datetime) -> None:
    save(people, now, after=7)
    assert service_model(now.date() + timedelta(days=6)) == preset("gjovik")
    assert service_model(now.date() + timedelta(days=7)).name.startswith("Klepp")


def test_the_latest_day_that_has_come_counts_and_of_two_for_the_same_day_the_newer(people: Any, now: datetime) -> None:
    save(people, now, preset_text("mandal"), after=7)
    save(people, now, preset_text("ostersund"), after=3)
    save(people, now, preset_text("fredericia"), after=3)
    names = [service_model(now.date() + timedelta(days=days)).name.split(":")[0] for days in (2, 3, 6, 7)]
    assert names == ["Gjøvik", "Fredericia", "Fredericia", "Mandal"]
    assert [row.in_force for row in versions(today=now.date() + timedelta(days=4))] == [False, True, False]


def test_only_the_administrator_saves_and_it_leaves_one_line_in_the_log(people: Any, now: datetime) -> None:
    for user in (people.kari, people.ole, people.manager, people.charlie, people.gp):
        with pytest.raises(AccessRefused):
            save_service_model(text=OTHER, effective_from=now.date(), by=user, now=now)
    version = save(people, now)
    line = LogEntry.objects.get(act="change_service_model", outcome="done")
    assert (line.user, line.object_id, line.person_id) == (people.admin, str(version.pk), None)


def test_a_model_with_a_fault_or_for_a_day_that_has_passed_is_not_saved(people: Any, now: datetime) -> None:
    with pytest.raises(ServiceModelError, match=r"first_visit\.staff"):
        save(people, now, OTHER.replace("staff = 2", "staff = 0"))
    with pytest.raises(ServiceModelError, match="fim"):
        save(people, now, preset_text("baerum"), instruments=CODES)
    with pytest.raises(CareError, match="has passed"):
        save(people, now, after=-1)
    assert not ServiceModelVersion.objects.exists()


def test_the_database_refuses_to_change_or_remove_a_version(people: Any, now: datetime) -> None:
    version = save(people, now)
    for what in ("update pathway_servicemodelversion set text = 'x'", "delete from pathway_servicemodelversion"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(what)
    assert ServiceModelVersion.objects.get() == version


def test_asking_again_costs_no_question_and_a_new_version_is_seen_at_once(people: Any, now: datetime) -> None:
    save(people, now)
    service_model(now.date())
    with CaptureQueriesContext(connection) as asked:
        assert service_model(now.date()).name.startswith("Klepp")
        assert service_model(now.date() - timedelta(days=30)).name.startswith("Gjøvik")
    assert len(asked) == 0
    save(people, now, preset_text("mandal"))
    assert service_model(now.date()).name.startswith("Mandal")


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_the_new_model_before_its_next_page(people: Any, now: datetime) -> None:
    """The other process reads, is told to go on when a version was saved here, asks for a page's worth, and reads."""
    script = (
        "import django, sys; django.setup()\n"
        "from django.contrib.sessions.models import Session\n"
        "from fotfeste.care.service_model.queries import service_model\n"
        "from datetime import date\n"
        f"day = date.fromisoformat('{now.date()}')\n"
        "print(service_model(day).name, flush=True)\n"
        "sys.stdin.readline()\n"
        "Session.objects.count()\n"
        "print(service_model(day).name, flush=True)\n"
    )
    settings = connection.settings_dict
    address = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}&port={settings['PORT']}"
    environment = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "fotfeste.settings",
        "SECRET_KEY": "x" * 60,
    }
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        cwd=Path(__file__).resolve().parents[3],
    ) as other:  # fmt: skip
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline().startswith("Gjøvik")
        save(people, now)
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline().startswith("Klepp")


def test_deadlines_count_by_the_model_of_the_day_the_referral_came(people: Any, now: datetime) -> None:
    save(people, now)

    def contact_due(received_on: date) -> date:
        person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
        return actions.register_referral(
            person=person, received_on=received_on, route="new_applicant", referrer="gp", by=people.ole, now=now
        ).contact_due_on

    assert contact_due(now.date()) == date(2026, 9, 15)
    assert contact_due(date(2026, 9, 11)) == date(2026, 9, 16)  # a Friday, before the new promise


def test_somebody_in_hospital_is_met_before_the_way_home(people: Any, now: datetime) -> None:
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    facts = {"route": "hospital_discharge", "referrer": "hospital", "by": people.ole, "now": now}
    soon = actions.register_referral(person=person, received_on=now.date(), discharge_on=date(2026, 9, 15), **facts)
    home = actions.register_referral(person=person, received_on=now.date(), discharge_on=date(2026, 9, 10), **facts)
    assert (soon.contact_due_on, home.contact_due_on) == (date(2026, 9, 15), date(2026, 9, 17))


def test_a_period_that_has_begun_keeps_the_rules_of_its_decision(people: Any, now: datetime) -> None:
    ended = completed_period(people, now - timedelta(weeks=5), "Avsluttet")
    save(people, now - timedelta(weeks=5))
    assert model_of(ended).name.startswith("Gjøvik")
    assert FollowUp.objects.filter(episode=ended).count() == 4
    after = completed_period(people, now, "Ny")
    assert model_of(after).name.startswith("Klepp")
    assert list(FollowUp.objects.filter(episode=after).order_by("due_on").values_list("occasion", flat=True)) == [
        "month_3",
        "month_12",
    ]
    kinds = set(Letter.objects.filter(episode=after).values_list("kind", flat=True))
    assert kinds == {"discharge", "report_to_gp"}  # the person gets a letter whatever the model says of reports


def test_the_board_reminds_by_the_rules_of_each_periods_decision(people: Any, now: datetime) -> None:
    running_period(people, now - timedelta(days=13), "Gammel")
    save(people, now - timedelta(days=19), OTHER.replace("baseline_within_days = 14", "baseline_within_days = 21"))
    running_period(people, now - timedelta(days=12), "Ny")
    concerns = {
        row.name.split()[0]: {str(item.concern): item.day for item in row.items}
        for row in board_rows(user=people.kari, today=now.date())
    }
    assert concerns["Gammel"]["goals_missing"] == now.date() + timedelta(days=1)
    assert "goals_missing" not in concerns["Ny"]


def test_where_the_team_does_it_all_no_home_trainer_is_sent(people: Any, now: datetime) -> None:
    text = preset_text("baerum").replace('["hospital_discharge", "rehab_institution_stay"]', '["new_applicant"]')
    save(people, now - timedelta(days=30), text)
    episode = running_period(people, now, "Trener")
    facts = {"episode": episode, "planned_minutes": 45, "by": people.kari, "now": now}
    with pytest.raises(VisitRefused, match="not among those who train here"):
        plan_visit(planned_at=now + timedelta(hours=2), staff=[people.alice, people.bob], **facts)
    assert plan_visit(planned_at=now + timedelta(hours=2), staff=[people.alice, people.nora], **facts).first_visit


def test_a_specific_decision_says_what_and_how_often(people: Any, now: datetime) -> None:
    save(people, now, preset_text("mandal"))
    person = actions.register_person(given_name="Vakker", family_name="Blomst", by=people.ole, now=now)
    referral = actions.register_referral(
        person=person, received_on=now.date(), route="new_applicant", referrer="gp", by=people.ole, now=now
    )
    actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    facts = {
        "outcome": "granted",
        "reason_facts": "Hun kan mer.",
        "starts_on": date(2026, 9, 16),
        "ends_on": date(2026, 10, 13),
    }
    with pytest.raises(CareError, match="specific here"):
        actions.decide(referral=referral, by=people.ole, now=now, **facts)
    page = signed_in(people.ole)
    form = {"outcome": "granted", "reason_facts": "Hun kan mer.", "starts_on": "i dag", "weeks": "4", "content": ""}
    answer = page.post(reverse("pathway:decision", args=[referral.pk]), form).content.decode()
    for label in ("Besøk første uke", "Besøk siste uke", "Hva personen får"):
        assert f"Fyll ut «{label}»" in answer, label
    facts |= {"content": "Trening", "visits_per_week_first": 5, "visits_per_week_last": 2}
    assert actions.decide(referral=referral, by=people.ole, now=now, **facts).granted


# --- the pages -------------------------------------------------------------------------------------------------------


def form_of(html: str) -> dict[str, Any]:
    """What a browser would send back of the form on a page."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.sent: dict[str, list[str]] = {}
            self.name = ""
            self.text = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            a = dict(attrs)
            if tag == "select":
                self.name = a["name"] or ""
            elif tag == "option" and "selected" in a:
                self.sent.setdefault(self.name, []).append(a.get("value") or "")
            elif tag == "textarea":
                self.name, self.text = a["name"] or "", True
                self.sent[self.name] = [""]
            elif tag == "input" and a.get("name") and (a.get("type") not in ("radio", "checkbox") or "checked" in a):
                self.sent.setdefault(a["name"] or "", []).append(a.get("value") or "")

        def handle_data(self, data: str) -> None:
            if self.text:
                self.sent[self.name][0] += data.lstrip("\n")

        def handle_endtag(self, tag: str) -> None:
            self.text = self.text and tag != "textarea"

    fields = Fields()
    fields.feed(html[html.index("main--narrow") :])
    return fields.sent


@pytest.mark.parametrize("name", ["klepp", "mandal", "fredericia", "ostersund", "bomlo", "intermunicipal"])
def test_a_preset_copied_without_a_change_is_saved_as_it_was(
    people: Any, now: datetime, frozen: None, name: str
) -> None:
    client = signed_in(people.admin)
    address = reverse("pathway:service_model_edit") + f"?preset={name}"
    sent = form_of(client.get(address).content.decode())
    assert client.post(address, sent).status_code == 302
    assert service_model(now.date()) == preset(name)


def test_a_change_is_shown_in_words_before_it_is_saved(people: Any, now: datetime, frozen: None) -> None:
    client = signed_in(people.admin)
    address = reverse("pathway:service_model_edit") + "?preset=klepp"
    sent = form_of(client.get(address).content.decode()) | {"deadlines__contact_within_working_days": ["7"]}
    preview = client.post(address, {**sent, "step": "preview"}).content.decode()
    assert "3 virkedager" in preview and "7 virkedager" in preview and "Ingenting er lagret" in preview
    assert not ServiceModelVersion.objects.exists()
    client.post(address, {**sent, "note": "Sommeren"})
    page = client.get(reverse("pathway:service_model")).content.decode()
    assert "7 virkedager" in page and "Sommeren" in page and "Admin Ask" in page


def test_every_fault_stands_by_its_field_in_the_readers_language(people: Any, frozen: None) -> None:
    client = signed_in(people.admin)
    address = reverse("pathway:service_model_edit") + "?preset=klepp"
    sent = form_of(client.get(address).content.decode())
    sent |= {"effort__visits_by_week": ["7 6 4"], "first_visit__staff": ["1"], "review__last_week": ["9"]}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Det står tall for 3 uker", "faggrupper kan ikke komme", "kommer etter vanlig slutt"):
        assert page.count(words) == 2  # in the summary, and by the field
    assert not ServiceModelVersion.objects.exists()


def test_a_file_that_was_downloaded_can_be_brought_back(people: Any, now: datetime, frozen: None) -> None:
    save(people, now)
    client = signed_in(people.admin)
    file = client.get(reverse("pathway:service_model_download")).content
    sent = {"file": SimpleUploadedFile("vår.toml", file.replace(b"default_weeks = 4", b"default_weeks = 5"))}
    assert client.post(reverse("pathway:service_model_upload"), sent).status_code == 422  # four numbers for five weeks
    sent = {
        "file": SimpleUploadedFile(
            "vår.toml", file.replace(b"answer_within_working_days = 10", b"answer_within_working_days = 8")
        )
    }
    page = client.post(reverse("pathway:service_model_upload"), sent).content.decode()
    assert "10 virkedager" in page and "8 virkedager" in page
    assert ServiceModelVersion.objects.count() == 1


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[[[", b"name = 3", b"", b"x" * 70_000])
def test_a_file_that_cannot_be_used_says_why_and_saves_nothing(people: Any, frozen: None, content: bytes) -> None:
    client = signed_in(people.admin)
    answer = client.post(reverse("pathway:service_model_upload"), {"file": SimpleUploadedFile("x.toml", content)})
    assert answer.status_code == 422
    assert not ServiceModelVersion.objects.exists()


def test_the_manager_reads_the_model_and_cannot_change_it(people: Any, frozen: None) -> None:
    client = signed_in(people.manager)
    assert "Gjøvik" in client.get(reverse("pathway:service_model")).content.decode()
    assert client.get(reverse("pathway:service_model_look") + "?preset=bodo").status_code == 200
    assert client.get(reverse("pathway:service_model_edit")).status_code == 403
    assert client.post(reverse("pathway:service_model_upload"), {}).status_code == 403


@pytest.mark.parametrize(
    "query", ["preset=finnes_ikke", "preset=../gjovik", "version=0", "version=x", "version=99999999999"]
)
def test_a_model_that_is_not_there_is_not_found(people: Any, frozen: None, query: str) -> None:
    client = signed_in(people.admin)
    for route in ("service_model_look", "service_model_edit", "service_model_download"):
        assert client.get(reverse(f"pathway:{route}") + f"?{query}").status_code == 404
