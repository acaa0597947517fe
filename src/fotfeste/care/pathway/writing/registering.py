"""What registering a person and taking a step with a referral have in common."""

from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role

from ..models import Referral
from ..rules.errors import CareError
from ..rules.states import IllegalStep, ReferralState, check_step


def registering_act(by: User) -> Act:
    """The product itself registers only what comes in files."""
    return Act.IMPORT_FILES if by.role == Role.SYSTEM else Act.REGISTER_REFERRAL


def take_step(referral: Referral, after: ReferralState) -> None:
    """Lock the referral, read it anew and take the step, so that two people at once cannot both take it."""
    referral.refresh_from_db(from_queryset=Referral.objects.select_for_update(of=("self",)))
    try:
        check_step("referral", referral.state, after)
    except IllegalStep as refused:
        raise CareError(
            "The referral is “%(state)s” now, so this step cannot be taken. Open it again to see what has been done.",
            state=str(referral.get_state_display()),
        ) from refused
    referral.state = after
