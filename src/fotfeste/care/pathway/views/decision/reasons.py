"""What pages that make a decision have in common: what is known, the hearing, the language, and used words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from fotfeste.care.terms.rules.vocabulary import Referrer
from fotfeste.ground.access.rules.rights import Act

from ... import queries
from ...forms.decision.reasons import ReasonForm
from ...models import Referral
from ...rules.decision.hearing import Standing
from ...wording.reasons import hearing_in_words, known_in_words
from ...writing.letters.letters import letter_language
from ..opening import Opened

# As they stand in the middle of a sentence.
LANGUAGE_NAMES = {"nb": _("bokmål"), "nn": _("nynorsk"), "en": _("English")}


def asked_for(referral: Referral) -> str:
    """What is asked for in every referral, in the language of the letter; the officer writes what is more."""
    with override(letter_language(referral.person.language)):
        return gettext("Training at home (hverdagsrehabilitering)")


def asked_about_used_words(form: ReasonForm, referral: Referral, today: date) -> bool:
    """Ask, beside the fields, about a reason in words that were used before; True when something is asked."""
    if form.decided(form.cleaned_data) is None:
        return False
    found = queries.whose_reason(
        referral.person,
        facts=form.cleaned_data["reason_facts"],
        weighed=form.cleaned_data["reason_weighed"],
        today=today,
    )
    return form.ask_about(found)


def reason_context(opened: Opened, referral: Referral) -> dict[str, Any]:
    """What `reason_fields.html` and `hearing_status.html` need beside the form."""
    hearings = queries.hearings_of(opened.look, referral)
    stands = queries.standing(hearings, today=opened.look.today)
    language = letter_language(referral.person.language)
    return {
        "known": known_in_words(referral, hearings),
        "must_hear": referral.referrer != Referrer.PERSON and stands.standing is not Standing.HEARD,
        "hearing_words": hearing_in_words(stands),
        "may_hear": opened.look.may(Act.HEAR),
        "letter_language": language,
        "letter_language_name": LANGUAGE_NAMES[language],
        "speaks_another": referral.person.language not in ("", language),
    }
