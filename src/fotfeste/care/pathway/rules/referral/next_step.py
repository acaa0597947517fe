"""What comes next for a referral, and by when."""

from datetime import date
from enum import StrEnum

from ..states import ReferralState


class NextStep(StrEnum):
    """What somebody has to do with a referral. `NONE`: it is answered and nothing waits.

    `CONFIRM` stands before the others for those who answer who it is about; for everybody else the others stand.
    """

    CONFIRM = "confirm"
    CONTACT = "contact"
    SCREEN = "screen"
    DECIDE = "decide"
    START = "start"
    NONE = "none"


def next_step(state: str, *, started: bool) -> NextStep:
    """The step that a referral waits for; `started` says whether an episode grew out of it."""
    if state == ReferralState.GRANTED and not started:
        return NextStep.START
    return {
        ReferralState.RECEIVED: NextStep.CONTACT,
        ReferralState.CONTACTED: NextStep.SCREEN,
        ReferralState.ACCEPTED: NextStep.DECIDE,
    }.get(ReferralState(state), NextStep.NONE)


def due_on(
    step: NextStep,
    *,
    contact_due_on: date,
    answer_due_on: date,
    starts_on: date | None,
    promised_on: date | None = None,
) -> date | None:
    """The day the step is due: contact as promised, screening and decision by the answer, start as decided.

    promised_on  the day a preliminary answer promised the person; it takes the place of the first day for the answer
    """
    if step is NextStep.CONTACT:
        return contact_due_on
    if step in (NextStep.SCREEN, NextStep.DECIDE):
        return promised_on or answer_due_on
    return starts_on if step is NextStep.START else None
