"""Letters of every outcome, in every language, whoever referred: made with the actions and read as people read them."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Hearing, Letter, Referral
from fotfeste.care.pathway.writing.letters import letters
from fotfeste.care.service_model.actions import save_service_model
from fotfeste.care.service_model.queries import preset_text
from tools.reading import lix

OUTCOMES = ("granted", "granted_in_part", "other_service", "refused", "extended", "reduced", "ended_early")
LANGUAGES = ("nb", "nn", "en")
REFERRERS = {"person": "", "gp": "Lege Lind", "hospital": "Sengepost 3", "relative": "Blid Blomst"}
SENDER = """[sender]
municipality = "Fjordvik kommune"
municipality_number = "4601"
phone = "12 34 56 00"
phone_hours = "Hverdager fra 9 til 14."
phone_hours_nn = "Kvardagar frå 9 til 14."
phone_hours_en = "Weekdays from 9 am to 2 pm."
address = "Postboks 1, 9999 Fjordvik"

[team]"""
# What an officer writes about one person, in the language of the person's letter.
SAID: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "asked_for": "Trening hjemme fem dager i uka.",
        "persons_view": "Du sier at du helst vil trene hjemme.",
        "reason_rules": "Kommunen skal gi den hjelpen du trenger. Loven sier ikke hvilken.",
        "reason_facts": "Du falt 2. september og brakk håndleddet. Nå går du trappa, men ikke i dusjen alene.",
        "reason_weighed": "Vi har lagt vekt på at du vil dusje selv, og at du er trygg i trappa.",
        "alternative_words": "Fysioterapeuten ringer deg innen fredag 18. september. Dere trener på senteret.",
        "content": "Vi trener på dusjen og på å lage mat. Det koster deg ingenting.",
        "goals": "Å dusje selv.",
    },
    "nn": {
        "asked_for": "Trening heime fem dagar i veka.",
        "persons_view": "Du seier at du helst vil trene heime.",
        "reason_rules": "Kommunen skal gi den hjelpa du treng. Lova seier ikkje kva for ei.",
        "reason_facts": "Du fall 2. september og braut handleddet. No går du trappa, men ikkje i dusjen åleine.",
        "reason_weighed": "Vi har lagt vekt på at du vil dusje sjølv, og at du er trygg i trappa.",
        "alternative_words": "Fysioterapeuten ringjer deg innan fredag 18. september. De trenar på senteret.",
        "content": "Vi trenar på dusjen og på å lage mat. Det kostar deg ingenting.",
        "goals": "Å dusje sjølv.",
    },
    "en": {
        "asked_for": "Training at home five days a week.",
        "persons_view": "You say that you would rather train at home.",
        "reason_rules": "The municipality must give you the help you need. The law does not say which help.",
        "reason_facts": "You fell on 2 September and broke your wrist. You climb the stairs, but cannot shower.",
        "reason_weighed": "We have given weight to your wish to shower by yourself.",
        "alternative_words": "The physiotherapist calls you by Friday 18 September. You will train at the centre.",
        "content": "We train in the shower and in the kitchen. It costs you nothing.",
        "goals": "To shower by yourself.",
    },
}
_REASON = ("asked_for", "persons_view", "reason_rules", "reason_facts", "reason_weighed")
_WEEKS = timedelta(weeks=4)


@dataclass(frozen=True)
class Case:
    """One letter and what it is about."""

    outcome: str
    language: str
    referrer: str
    letter: Letter
    referral: Referral
    decision: Decision | None = None

    @property
    def said(self) -> Mapping[str, str]:
        return said_in(self.language)

    @property
    def text(self) -> str:
        return plain(self.letter.html)


def said_in(language: str) -> Mapping[str, str]:
    """What an officer writes, in bokmål where letters are not written in the language."""
    return SAID.get(language, SAID["nb"])


def plain(markup: str) -> str:
    """The letter as one line of text, head to foot."""
    return " ".join(blocks(markup))


def blocks(markup: str) -> list[str]:
    """Every paragraph, heading and point by itself."""
    body = re.sub(r"<(style|head)\b.*?</\1>", "", markup, flags=re.DOTALL)
    parts = re.split(r"</(?:p|li|h\d|dt|dd|div|header|footer)>", body)
    texts = (html.unescape(re.sub(r"<[^>]+>", " ", part)).replace("\N{NO-BREAK SPACE}", " ") for part in parts)
    return [said for text in texts if (said := re.sub(r"\s+([.,)»”])", r"\1", " ".join(text.split())))]


def level(letter: Letter) -> float:
    """LIX of what the person reads, without the names and addresses at head and foot."""
    body = letter.html.partition("<main>")[2].partition("</main>")[0]
    return lix(blocks(body))


def sender(people: Any, now: datetime) -> None:
    """The municipality's own model, with its name, number, phone and hours."""
    text = preset_text("gjovik")
    text = text[: text.index("[sender]")] + SENDER + text.partition("[team]")[2]
    save_service_model(text=text, effective_from=now.date(), by=people.admin, now=now)


def referred(people: Any, now: datetime, *, language: str, referrer: str) -> Referral:
    """Somebody who has been referred nine days ago and is spoken with."""
    person = actions.register_person(
        given_name="Vakker", family_name="Blomst", language=language, by=people.ole, now=now
    )
    return actions.register_referral(
        person=person,
        received_on=now.date() - timedelta(days=5),
        route="new_applicant",
        referrer=referrer,
        referrer_name=REFERRERS[referrer],
        what_matters="Å gå til butikken" if language != "en" else "To walk to the shop",
        team=people.south,
        by=people.ole,
        now=now,
    )


def case(people: Any, now: datetime, *, outcome: str, language: str, referrer: str) -> Case:
    """The letter of the outcome; what is changed was granted a week before."""
    if outcome in ("granted", "granted_in_part", "other_service", "refused"):
        return _answer(people, now, outcome, language, referrer)
    granted = _answer(people, now - timedelta(days=7), "granted", language, referrer).decision
    assert granted is not None and granted.referral is not None and granted.ends_on is not None
    today, end = now.date(), granted.ends_on
    says = {
        "extended": {"takes_effect_on": end + timedelta(days=1), "ends_on": end + timedelta(days=14)},
        "reduced": {
            "takes_effect_on": today + timedelta(days=14),
            "ends_on": end,
            "visits_per_week_first": 2,
            "visits_per_week_last": 1,
        },
        "ended_early": {"takes_effect_on": today + timedelta(days=8), "ends_on": today + timedelta(days=7)},
    }[outcome]
    decision = Decision.objects.create(
        person=granted.person,
        changes=granted,
        ended_before_on=granted.ends_on,
        outcome=outcome,
        starts_on=granted.starts_on,
        legal_basis=granted.legal_basis,
        decided_on=today,
        appeal_before=today + timedelta(days=28),
        decided_by=people.ole,
        decided_at=now,
        **{name: said_in(language)[name] for name in _REASON},
        **says,
    )
    letter = letters.decision_letter(decision=decision, by=people.ole, now=now)
    return Case(outcome, language, referrer, letter, granted.referral, decision)


def _answer(people: Any, now: datetime, outcome: str, language: str, referrer: str) -> Case:
    referral = referred(people, now, language=language, referrer=referrer)
    says, today = said_in(language), now.date()
    actions.screen(referral=referral, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    facts: dict[str, Any] = {name: says[name] for name in _REASON}
    if outcome in ("granted", "granted_in_part"):
        facts |= {
            "starts_on": today + timedelta(days=2),
            "ends_on": today + timedelta(days=1) + _WEEKS,
            "visits_per_week_first": 5,
            "visits_per_week_last": 2,
            "content": says["content"],
            "goals": says["goals"],
        }
    if outcome == "other_service":
        facts |= {"alternative": "one_profession", "alternative_words": says["alternative_words"]}
    if outcome != "granted" and referrer != "person":
        Hearing.objects.create(
            referral=referral, kind="conversation", on=today - timedelta(days=1), words="Hun vil helst trene hjemme.",
            by=people.ole, at=now,
        )  # fmt: skip
    # Everybody in the table has the same reason; elsewhere that is asked about.
    decision = actions.decide(referral=referral, outcome=outcome, alike_is_true=True, by=people.ole, now=now, **facts)
    return Case(outcome, language, referrer, Letter.objects.get(referral=referral, kind="decision"), referral, decision)


def warned(people: Any, now: datetime, *, language: str, referrer: str) -> Case:
    """The letter before a decision against somebody whom another one referred."""
    referral = referred(people, now, language=language, referrer=referrer)
    hearing = Hearing.objects.create(
        referral=referral,
        kind="warning",
        on=now.date(),
        words=said_in(language)["reason_facts"],
        reply_by=now.date() + timedelta(days=14),
        by=people.ole,
        at=now,
    )
    return Case(
        "warning", language, referrer, letters.warning_letter(hearing=hearing, by=people.ole, now=now), referral
    )


def in_words(day: date, language: str) -> str:
    """The day as a letter in the language says it."""
    months = {
        "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
               "november", "desember"),
        "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December"),
    }  # fmt: skip
    point, names = ("", months["en"]) if language == "en" else (".", months["nb"])
    return f"{day.day}{point} {names[day.month - 1]} {day.year}"
