"""The pages from referral to decision, as a browser without scripts meets them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter, Person, Referral, Relative
from fotfeste.care.pathway.rules.referral.screening import CRITERIA
from fotfeste.ground.access.models import LogEntry, User
from tests.reasons import NO, heard

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER = "28895826067"
FILLED = {
    "given_name": "Vakker",
    "family_name": "Blomst",
    "birth_date": "040341",
    "language": "nb",
    "received_on": "i dag",
    "route": "new_applicant",
    "referrer": "gp",
    "referrer_name": "Lege Lind",
    "what_matters": "Å gå til butikken selv",
    "hours_per_week": "2,5",
    "services_today": ["home_nursing"],
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"pathway:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def referral(people: Any) -> Referral:
    now = timezone.localtime()
    person = actions.register_person(
        given_name="Vakker", family_name="Blomst", national_number=NUMBER, by=people.ole, now=now
    )
    return actions.register_referral(
        person=person, received_on=timezone.localdate(), route="new_applicant", referrer="gp",
        referrer_name="Lege Lind", team=people.south, by=people.ole, now=now,
    )  # fmt: skip


def test_a_referral_goes_from_the_form_to_a_letter_without_any_script(people: Any) -> None:
    ole = signed_in(people.ole)
    answer = ole.post(reverse("pathway:referral_new"), {**FILLED, "relative_name": "Rask Blomst"})
    referral = Referral.objects.get()
    assert answer.url == reverse("pathway:referral", args=[referral.pk])
    assert (referral.person.birth_date.year, referral.hours_per_week) == (1941, 2.5)
    assert Relative.objects.get().name == "Rask Blomst"
    assert "Vakker Blomst" in page(ole, "inbox")

    ole.post(reverse("pathway:contact", args=[referral.pk]), {"contacted_on": "i dag", "note": "Glad for samtalen"})
    fits = {f"a_{criterion.code}": str(criterion.speaks_for) for criterion in CRITERIA}
    ole.post(reverse("pathway:screening", args=[referral.pk]), {**fits, "included": "yes"})
    referral.refresh_from_db()
    assert referral.state == "accepted"
    assert referral.screening.reason  # the reasons of the advice that was agreed with

    form = page(ole, "decision", referral.pk)
    filled = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = ole.post(
        reverse("pathway:decision", args=[referral.pk]),
        {**{k: filled[k] for k in ("starts_on", "weeks", "visits_per_week_first", "visits_per_week_last")},
         "outcome": "granted", "reason_facts": "Du klarer mindre enn før.", "content": "Vi trener sammen."},
    )  # fmt: skip
    assert answer.status_code == 302
    letter = Letter.objects.get(kind="decision")

    assert letter.title in page(ole, "referral", referral.pk)
    acts = LogEntry.objects.filter(person_id=referral.person_id, user=people.ole).values_list("act", flat=True)
    assert {"register_referral", "read_record", "contact", "screen", "decide"} <= set(acts)


def test_bad_input_keeps_everything_that_was_typed_and_saves_nothing(people: Any) -> None:
    wrong = {**FILLED, "national_number": "123", "hours_per_week": "200", "note": "Hund i huset"}
    html = signed_in(people.ole).post(reverse("pathway:referral_new"), wrong).content.decode()
    for typed in ("Vakker", "040341", 'value="123"', "Hund i huset", "Lege Lind"):
        assert typed in html
    assert "data-error-summary" in html
    assert not Referral.objects.exists()
    assert not Person.objects.exists()


def test_the_same_form_sent_twice_is_one_referral(people: Any) -> None:
    ole = signed_in(people.ole)
    key = re.search(r'name="key" value="([^"]+)"', page(ole, "referral_new"))
    assert key
    for _ in range(2):
        ole.post(reverse("pathway:referral_new"), {**FILLED, "key": key[1], "same_person": "new"})
    assert Referral.objects.count() == 1


def test_somebody_alike_is_asked_about_and_the_choice_decides(people: Any, referral: Referral) -> None:
    ole = signed_in(people.ole)
    typed = {**FILLED, "birth_date": "28.09.1958"}
    html = ole.post(reverse("pathway:referral_new"), typed).content.decode()
    assert str(referral.person_id) in html
    assert Referral.objects.count() == 1

    ole.post(reverse("pathway:referral_new"), {**typed, "same_person": str(referral.person_id), "city": "Fjordvik"})
    assert referral.person.referrals.count() == 2
    assert Person.objects.get().city == "Fjordvik"

    ole.post(reverse("pathway:referral_new"), {**typed, "same_person": "new"})
    assert Person.objects.count() == 2


def test_a_person_who_is_not_among_those_suggested_cannot_be_chosen(people: Any, referral: Referral) -> None:
    stranger = actions.register_person(given_name="Rask", family_name="Elv", by=people.ole, now=timezone.localtime())
    answer = signed_in(people.ole).post(
        reverse("pathway:referral_new"), {**FILLED, "same_person": str(stranger.pk), "birth_date": "28.09.1958"}
    )
    assert answer.status_code == 200
    assert not stranger.referrals.exists()
    answer = signed_in(people.charlie).post(
        reverse("pathway:referral_new"), {**FILLED, "same_person": str(referral.person_id)}
    )
    assert answer.status_code == 404
    assert referral.person.referrals.count() == 1


def test_a_gp_refers_a_known_person_and_learns_nothing_about_them(people: Any, referral: Referral) -> None:
    gp = signed_in(people.gp)
    asked = gp.post(reverse("pathway:referral_same"), {"national_number": NUMBER, "given_name": "Vakker"})
    assert "Blomst" not in asked.content.decode()
    typed = {**FILLED, "given_name": "Feil", "family_name": "Navn", "birth_date": "", "national_number": NUMBER}
    answer = gp.post(reverse("pathway:referral_new"), typed)
    assert answer.url == reverse("pathway:own_referrals")
    own = page(gp, "own_referrals")
    assert "Feil Navn" in own
    assert "Blomst" not in own
    made = Referral.objects.exclude(pk=referral.pk).get()
    assert made.person_id != referral.person_id
    asked = page(signed_in(people.ole), "confirm_person", made.pk)
    assert "Feil Navn" in asked
    assert "Navnene er ulike" in asked  # the office is told to check who is meant
    for name in ("referral", "contact", "screening", "decision"):
        assert gp.get(reverse(f"pathway:{name}", args=[made.pk])).status_code in (403, 404)


@pytest.mark.parametrize(("who", "to"), [("alice", "referral"), ("ole", "referral")])
def test_after_a_no_the_next_page_is_one_that_may_be_opened(people: Any, referral: Referral, who: str, to: str) -> None:
    client = signed_in(getattr(people, who))
    heard(referral, people.ole, timezone.localtime())
    sent = {"included": "no", "reason": "Annet tilbud", "alternative": "one_profession", **NO}
    answer = client.post(reverse("pathway:screening", args=[referral.pk]), sent)
    assert answer.url == reverse(f"pathway:{to}", args=[referral.pk] if to == "referral" else [])
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("name", ["referral", "contact", "withdraw", "screening"])
def test_charlie_and_strangers_get_nothing(people: Any, referral: Referral, name: str) -> None:
    address = reverse(f"pathway:{name}", args=[referral.pk])
    assert signed_in(people.alice).get(address).status_code == 200
    assert signed_in(people.charlie).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    refused = LogEntry.objects.filter(user=people.charlie, outcome="refused", person_id=referral.person_id)
    assert refused.count() == 1


def test_opening_a_form_is_a_look_and_only_saving_it_is_the_act(people: Any, referral: Referral) -> None:
    page(signed_in(people.alice), "screening", referral.pk)
    acts = LogEntry.objects.filter(user=people.alice, person_id=referral.person_id).values_list("act", flat=True)
    assert list(acts) == ["read_record"]


def test_the_letter_can_be_read_before_anything_is_decided(people: Any, referral: Referral) -> None:
    actions.screen(referral=referral, answers={}, included=True, reason="x", by=people.ole, now=timezone.localtime())
    start = timezone.localdate() + timedelta(days=3)
    html = (
        signed_in(people.ole)
        .post(
            reverse("pathway:decision", args=[referral.pk]),
            {
                "outcome": "granted",
                "starts_on": start.isoformat(),
                "weeks": "4",
                "reason_facts": "Fordi du falt i går",
                "step": "preview",
            },
        )
        .content.decode()
    )
    assert "Statsforvalteren" in html
    assert not Letter.objects.exists()


def test_no_part_of_the_reason_is_filled_in_before_somebody_writes_it(people: Any, referral: Referral) -> None:
    actions.screen(referral=referral, answers={}, included=True, reason="x", by=people.ole, now=timezone.localtime())
    html = page(signed_in(people.ole), "decision", referral.pk)
    for part in ("reason_rules", "reason_facts", "reason_weighed", "persons_view"):
        assert re.search(rf'name="{part}"[^>]*>\s*</textarea>', html), part


def test_the_advice_answers_while_somebody_fills_in(people: Any, referral: Referral) -> None:
    alice = signed_in(people.alice)
    address = reverse("pathway:screening_advice", args=[referral.pk])
    before = alice.post(address, {}).content.decode()
    after = alice.post(address, {"a_terminal_phase": "yes"}).content.decode()
    assert before != after
    assert signed_in(people.charlie).post(address, {}).status_code == 404


def test_a_search_goes_by_post_and_an_address_with_a_name_finds_nobody(people: Any, referral: Referral) -> None:
    ole = signed_in(people.ole)
    assert "Vakker Blomst" in ole.post(reverse("pathway:persons"), {"q": "vakker"}).content.decode()
    assert "Vakker Blomst" not in page(ole, "persons", q="vakker")
    box = ole.post(reverse("pathway:persons"), {"q": "vakker"}, headers={"HX-Request": "true"}).content.decode()
    assert box.lstrip().startswith("<ul>")
    assert "Vakker" not in signed_in(people.charlie).post(reverse("pathway:persons"), {"q": "vakker"}).content.decode()


def test_an_unknown_filter_in_the_address_still_opens_the_inbox(people: Any, referral: Referral) -> None:
    assert "Vakker Blomst" in page(signed_in(people.ole), "inbox", steg="tull", vei="<script>", team="x", hos="9" * 40)
    assert "Vakker Blomst" not in page(signed_in(people.ole), "inbox", steg="decide")


def test_consent_is_given_and_withdrawn_on_the_page_of_next_of_kin(people: Any, referral: Referral) -> None:
    ole = signed_in(people.ole)
    address = reverse("pathway:relatives", args=[referral.person_id])
    ole.post(address, {"name": "Rask Elv", "relationship": "datter"})
    relative = Relative.objects.get()
    ole.post(address, {"relative": relative.pk, "step": "consent", f"r{relative.pk}-on": "i dag"})
    relative.refresh_from_db()
    assert relative.consented_on == timezone.localdate()
    ole.post(address, {"relative": relative.pk, "step": "withdraw", f"r{relative.pk}-on": "i dag"})
    relative.refresh_from_db()
    assert relative.withdrawn_on == timezone.localdate()
    assert ole.post(address, {"relative": "999999", "step": "consent"}).status_code == 404
    assert signed_in(people.charlie).get(address).status_code == 404


def test_who_has_looked_is_told_by_name_and_never_to_another_team(people: Any, referral: Referral) -> None:
    page(signed_in(people.alice), "referral", referral.pk)
    assert "Alice Alm" in page(signed_in(people.kari), "log_of_person", referral.person_id)
    address = reverse("pathway:log_of_person", args=[referral.person_id])
    assert signed_in(people.alice).get(address).status_code in (403, 404)
    assert signed_in(people.charlie).get(address).status_code in (403, 404)


def test_a_new_period_for_somebody_known_starts_with_a_form_that_asks_nothing_twice(
    people: Any, referral: Referral
) -> None:
    ole = signed_in(people.ole)
    html = page(ole, "referral_new", person=str(referral.person_id))
    assert "Vakker Blomst" in html
    assert 'name="given_name"' not in html
    address = f"{reverse('pathway:referral_new')}?person={referral.person_id}"
    assert signed_in(people.charlie).get(address).status_code == 404
    ole.post(address, {"received_on": "i dag", "route": "existing_home_services", "referrer": "home_services"})
    assert referral.person.referrals.count() == 2
    assert ole.get(reverse("pathway:referral_new"), {"person": "tull"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"national_number": "01815450023", "birth_date": ""}, "national_number"),
        ({"national_number": "01813950061", "birth_date": ""}, "national_number"),
        ({"birth_date": "4.5.1854"}, "birth_date"),
        ({"received_on": "1.1.1990"}, "received_on"),
        ({"given_name": "V" * 80, "family_name": "B" * 80}, "family_name"),
    ],
)
def test_the_form_refuses_what_a_file_may_not_hold_either(people: Any, typed: dict[str, str], field: str) -> None:
    answer = signed_in(people.ole).post(reverse("pathway:referral_new"), {**FILLED, **typed})
    assert list(answer.context["form"].errors) == [field]
    assert not Referral.objects.exists()
