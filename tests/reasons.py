"""What a decision against what was asked for must say, for tests that are about something else."""

from datetime import datetime
from typing import Any

from fotfeste.care.pathway import actions

NO = {
    "asked_for": "Trening hjemme fire ganger i uka.",
    "reason_rules": "Loven gir rett til nødvendig hjelp.",
    "reason_facts": "Hun klarer trappa, men ikke dusjen.",
    "reason_weighed": "Ett fag er nok.",
}


def heard(referral: Any, by: Any, now: datetime) -> None:
    """The person has been told what is planned and has said something about it, so that a no can be decided."""
    actions.record_hearing(
        referral=referral, on=referral.received_on, words="Hun synes det er i orden.", by=by, now=now
    )
