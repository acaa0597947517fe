"""What is decided about somebody and why, put together from that person's own facts, in the language of the letter."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from fotfeste.care.pathway.wording.reasons import RULES_IN_WORDS
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import AlikeReason

from .courses import Course
from .people import read

if TYPE_CHECKING:
    from fotfeste.care.pathway.models import Referral

Made = TypeVar("Made")
# Somebody who writes about many persons happens upon the same words now and then, and writes anew.
_TRIES = 40


def letter_language(course: Course) -> str:
    language = course.resident.language
    return language if language in ("nb", "nn", "en") else "nb"


def with_a_reason_of_its_own(
    write: Callable[[Mapping[str, Any]], Made], reason: Callable[[], Mapping[str, Any]]
) -> Made:
    """What `write` makes of the first reason that is nobody else's."""
    for _ in range(_TRIES):
        try:
            return write(reason())
        except AlikeReason:
            continue
    raise ValueError("The demo has no words left for this person. Add some to data/reasons.toml.")


def granted(course: Course, referral: "Referral", rng: Random) -> dict[str, str]:
    """The texts of a decision that grants everything."""
    parts = read("reasons")[letter_language(course)]
    own = _own(parts, referral, rng)
    home = rng.choice(parts["alone" if course.resident.lives_alone else "together"])
    facts = [
        _happened(parts, course, referral, rng),
        rng.choice(parts["manages"]).format(**own),
        home.format(help=_help(parts, referral, rng)),
        rng.choice(parts["said"]).format(**own) + ".",
    ]
    return {
        "asked_for": parts["asked_for"],
        "content": parts["content"],
        "reason_rules": _rules(course, referral.received_on),
        "reason_facts": " ".join(facts),
        "reason_weighed": _weighed(parts, rng.choice(parts["weighed"]), own, rng),
        "persons_view": rng.choice(parts["view"]),
    }


def turned_down(course: Course, referral: "Referral", alternative: str, rng: Random) -> dict[str, str]:
    """The texts of a "no"; with an empty alternative nothing else is offered."""
    parts = read("reasons")[letter_language(course)]
    fitting = rng.choice([each for each in parts["no"] if each["kind"] == alternative])
    own = _own(parts, referral, rng)
    said = rng.choice(parts["said"]).format(**own) + "."
    home = rng.choice(parts["alone" if course.resident.lives_alone else "together"])
    return {
        "asked_for": parts["asked_for"],
        "reason_rules": _rules(course, referral.received_on),
        "reason_facts": " ".join([fitting["facts"].format(**own), home.format(help=_help(parts, referral, rng)), said]),
        "reason_weighed": _weighed(parts, fitting["weighed"], own, rng),
        "persons_view": rng.choice(parts["view_no"]),
        "alternative_words": fitting["then"],
    }


def _own(parts: Mapping[str, Any], referral: "Referral", rng: Random) -> dict[str, str]:
    words = referral.what_matters.rstrip(".")
    return {"can": rng.choice(parts["can"]), "cannot": rng.choice(parts["cannot"]), "words": words}


def _weighed(parts: Mapping[str, Any], begins: str, own: Mapping[str, str], rng: Random) -> str:
    return f"{begins} {rng.choice(parts['also'])}".format(**own)


def _happened(parts: Mapping[str, Any], course: Course, referral: "Referral", rng: Random) -> str:
    sudden = parts["sudden"].get(str(course.cause))
    if sudden and referral.function_loss_on:
        with override(letter_language(course)):
            day = date_format(referral.function_loss_on, "j. F" if letter_language(course) != "en" else "j F")
        text = sudden.format(day=day)
        return str(text[:1].upper() + text[1:])
    return str(rng.choice(parts["gradual"]))


def _help(parts: Mapping[str, Any], referral: "Referral", rng: Random) -> str:
    hours = referral.hours_per_week or Decimal(0)
    if not hours:
        return str(rng.choice(parts["help_none"]))
    return str(rng.choice(parts["help_some"])).format(hours=f"{hours.normalize():f}".replace(".", ","))


def _rules(course: Course, day: date) -> str:
    with override(letter_language(course)):
        return " ".join(gettext(RULES_IN_WORDS[key]) for key in service_model(day).decision.legal_basis)
