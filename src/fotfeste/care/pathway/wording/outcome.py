"""The grounds of an outcome class in words, in the language of the reader."""

from decimal import Decimal

from django.utils.translation import gettext

from fotfeste.care.terms.labels import DROPOUT_REASONS, OUTCOMES
from fotfeste.ground.ui.wording import number_in_words

from ..rules.period.outcome import Baseline, Because, Finding, Reason, plain_hours


def outcome_in_words(finding: Finding) -> str:
    """The name of the class, or that it cannot be worked out."""
    if finding.outcome is None:
        return gettext("Cannot be worked out yet")
    return str(dict(OUTCOMES)[finding.outcome])


def reason_in_words(reason: Reason) -> str:
    """One or two sentences: what was compared with what."""
    if reason.because is Because.DROPPED_OUT:
        words = str(dict(DROPOUT_REASONS)[reason.dropout]) if reason.dropout else ""
        return gettext("The period stopped early: %(reason)s. It is counted apart from the results.") % {
            "reason": words.lower()
        }
    texts = {
        Because.NOT_REGISTERED_AT_END: gettext("The services at the end are not registered. Register them first."),
        Because.BASELINE_NOT_REGISTERED: gettext(
            "There is nothing to compare with: the services at the start are not registered."
        ),
        Because.NOTHING_LEFT: gettext("No services are left."),
        Because.ONLY_ALARM_OR_AID: gettext(
            "Only a safety alarm or an aid is left. They do not count as a service in the result."
        ),
        Because.NEW_PLACE: gettext("A place in an institution counts as more services, whatever the hours."),
        Because.PLACE_GIVEN_UP: gettext("The place in an institution is no longer needed."),
        Because.FEWER_HOURS: gettext("%(after)s hours a week now, against %(before)s before."),
        Because.SERVICE_GIVEN_UP: gettext("%(after)s hours a week, the same as before, but one service less."),
        Because.SAME_HOURS: gettext("%(after)s hours a week, the same as before."),
        Because.MORE_HOURS: gettext("%(after)s hours a week now, against %(before)s before."),
    }
    text = texts[reason.because] % {
        "before": hours_in_words(reason.hours_before),
        "after": hours_in_words(reason.hours_after),
    }
    return f"{text} {_compared_with(reason)}".strip()


def reason_in_report(reason: Reason, *, to_gp: bool) -> str:
    """As `reason_in_words`, for a report that names the class beside it: nothing is said twice.

    A GP reads what is, and is told what an estimate is.
    """
    if reason.because in {Because.NOTHING_LEFT, Because.DROPPED_OUT}:
        return ""
    if reason.because is Because.ONLY_ALARM_OR_AID:
        return gettext("Only a safety alarm or an aid is left.")
    if to_gp and reason.baseline is Baseline.WOULD_HAVE_BEEN_GRANTED and reason.hours_before is not None:
        return gettext(
            "%(after)s hours a week now. Without the training we estimate that it would have been about %(before)s."
        ) % {"before": hours_in_words(reason.hours_before), "after": hours_in_words(reason.hours_after)}
    return reason_in_words(reason)


def hours_in_words(hours: Decimal | None) -> str:
    """3,5; an en dash where not registered."""
    return number_in_words(None if hours is None else plain_hours(hours))


def _compared_with(reason: Reason) -> str:
    if reason.because not in {
        Because.FEWER_HOURS,
        Because.SAME_HOURS,
        Because.MORE_HOURS,
        Because.NEW_PLACE,
        Because.SERVICE_GIVEN_UP,
    }:
        return ""
    if reason.baseline is Baseline.WOULD_HAVE_BEEN_GRANTED:
        return gettext("Compared with what would have been granted.")
    if reason.baseline is Baseline.HAD_FOR_WANT_OF_ESTIMATE:
        return gettext("What would have been granted was never registered, so it is compared with what the person had.")
    return gettext("Compared with what the person had.")
