"""Who may be what to an episode, and what the first visit asks for. Source: `domain.md` §2 and §3.4."""

from collections.abc import Iterable, Mapping

from fotfeste.care.service_model.rules import FirstVisit, Training
from fotfeste.care.terms.rules.vocabulary import CareRole

# Role codes are those of the table of rights; rules of care know them as words only.
ROLES_FOR: Mapping[CareRole, frozenset[str]] = {
    CareRole.COORDINATOR: frozenset({"coordinator", "therapist"}),
    CareRole.THERAPIST: frozenset({"coordinator", "therapist"}),
    CareRole.TRAINER: frozenset({"trainer", "therapist", "coordinator"}),
    CareRole.HOME_SERVICE_CONTACT: frozenset({"home_service"}),
}

# In the order in which a page asks and lists them.
ORDER = (CareRole.COORDINATOR, CareRole.THERAPIST, CareRole.TRAINER, CareRole.HOME_SERVICE_CONTACT)


def can_be(role: CareRole, user_role: str) -> bool:
    """Whether a user with this role can have the place in the care team."""
    return user_role in ROLES_FOR[role]


def care_role_for(user_role: str) -> CareRole | None:
    """The place somebody has when they simply take part: a therapist as therapist, a trainer as trainer."""
    usual = {
        "coordinator": CareRole.THERAPIST,
        "therapist": CareRole.THERAPIST,
        "trainer": CareRole.TRAINER,
        "home_service": CareRole.HOME_SERVICE_CONTACT,
    }
    return usual.get(user_role)


def professions_missing(professions: Iterable[str], *, rule: FirstVisit) -> int:
    """How many more different professions the first visit needs; those that the model does not name do not count."""
    return max(0, rule.professions - len(set(professions) & set(rule.who)))


def may_train(user_role: str, profession: str, *, rule: Training) -> bool:
    """Whether somebody may be sent to train. Therapists may always: they assess, guide and adjust in every model."""
    if user_role != "trainer":
        return True
    # Staff of ordinary home services sign in as trainers for the time that they train.
    trains = not {"home_trainers", "home_service"}.isdisjoint(rule.by)
    return trains and (not rule.professions or profession in rule.professions)
