"""Words for the codes of `rules.rights`, as people in the service say them."""

from django.utils.translation import gettext_lazy as _

from .rules.rights import Profession, Role

ROLES = [
    (Role.PERSON, _("Person in reablement")),
    (Role.RELATIVE, _("Next of kin")),
    (Role.ALLOCATOR, _("Allocation officer")),
    (Role.COORDINATOR, _("Coordinator")),
    (Role.THERAPIST, _("Therapist or nurse")),
    (Role.TRAINER, _("Home trainer")),
    (Role.HOME_SERVICE, _("Home-nursing contact")),
    (Role.MANAGER, _("Service manager")),
    (Role.LEADERSHIP, _("Municipal leadership")),
    (Role.ANALYST, _("Analyst")),
    (Role.ADMIN, _("System administrator")),
    (Role.EXTERNAL, _("External partner")),
    (Role.SYSTEM, _("The system")),
]

PROFESSIONS = [
    (Profession.PHYSIOTHERAPIST, _("Physiotherapist")),
    (Profession.OCCUPATIONAL_THERAPIST, _("Occupational therapist")),
    (Profession.NURSE, _("Nurse")),
    (Profession.HEALTH_CARE_WORKER, _("Health-care worker")),
    (Profession.SOCIAL_EDUCATOR, _("Social educator")),
    (Profession.OTHER, _("Other profession")),
]

UNIT_KINDS = [
    ("municipality", _("Municipality")),
    ("office", _("Allocation office")),
    ("team", _("Reablement team")),
    ("zone", _("Home-nursing zone")),
]
