"""What a decision and the hearing before it say to those who write them, and the law in a sentence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_

from fotfeste.care.terms.rules.vocabulary import AlikeTo, HearingKind
from fotfeste.care.terms.wording import services_in_words
from fotfeste.ground.ui.wording import exact_day

from ..rules.decision.hearing import Hearing, Standing
from .outcome import hours_in_words

if TYPE_CHECKING:
    from ..models import Referral
    from ..queries import HearingRow

TOO_FEW_WORDS = N_("Write it in a sentence of your own. A sign or a word or two does not say why.")
ALIKE_IN_WORDS = {
    AlikeTo.HELP_TEXT: N_(
        "This is nearly the help text of the field. Write what is so for this person, or tick that it is true of this "
        "person too."
    ),
    AlikeTo.STANDARD_TEXT: N_(
        "This is nearly a standard text. Write what is so for this person, or tick that it is true of this person too."
    ),
    AlikeTo.ANOTHER_PERSON: N_(
        "This is nearly the reason given to another person in the last year. Write what is so for this person, or tick "
        "that it is true of this person too."
    ),
}
# What the sections say, in a sentence that can stand in a letter.
RULES_IN_WORDS = {
    "pbrl-2-1-2": N_("You have a right to the health and care help from the municipality that you need."),
    "hol-3-1": N_("The municipality must see to it that everybody who stays here is offered the help they need."),
    "hol-3-2-1-5": N_("The municipality must offer rehabilitation to those who need it to manage everyday life."),
    "hol-3-2-1-6a": N_("The municipality must offer health help at home to those who need it."),
    "hol-3-2-1-6b": N_(
        "The municipality must offer practical help and training in everyday life to those who need it."
    ),
}


def hearing_in_words(stands: Hearing) -> str:
    """Where the hearing of a person stands, and what to do."""
    if stands.standing is Standing.HEARD:
        return gettext("The person has been heard.")
    if stands.until is not None:
        text = gettext("The person is warned, and may answer until %(day)s. A no can be decided after that day.")
        return text % {"day": exact_day(stands.until)}
    return gettext(
        "The person has not asked for this themselves, and has not been heard. Before a no, talk with the person, or "
        "send a warning with a day to answer by."
    )


def known_in_words(referral: "Referral", hearings: "Iterable[HearingRow]") -> list[tuple[str, str]]:
    """What is known about the person from the referral until now, to read while the reason is written."""
    screening = getattr(referral, "screening", None)
    services = ", ".join(services_in_words(referral.services_today))
    if services and referral.hours_per_week is not None:
        services = f"{services}, {hours_in_words(referral.hours_per_week)} {gettext('hours a week')}"
    loss = [str(referral.get_function_loss_display()).lower(), str(referral.get_cause_display()).lower()]
    if referral.function_loss_on:
        loss.append(exact_day(referral.function_loss_on))
    rows = [
        (gettext("What matters"), referral.what_matters),
        (gettext("Loss of function"), ", ".join(part for part in loss if part).capitalize()),
        (gettext("Services today"), services),
        (gettext("At home"), referral.home_situation),
        (gettext("The referrer says"), referral.note),
        (gettext("Said at the first contact"), referral.contact_note),
        (gettext("The screening says"), screening.reason if screening else ""),
    ]
    for each in hearings:
        said = each.words if each.kind is HearingKind.CONVERSATION else each.reply
        rows.append((gettext("The person said"), said))
    return [(label, text) for label, text in rows if text]
