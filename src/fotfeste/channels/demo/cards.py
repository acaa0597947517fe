"""What each role does and what to try first, for the page where a visitor chooses who to be."""

from django.utils.translation import gettext_lazy as _

from fotfeste.ground.access.labels import ROLES
from fotfeste.ground.access.rules.rights import Role

_WORDS = {
    Role.ALLOCATOR: (
        _("Receives referrals, screens them and writes the decision."),
        _("Open the inbox and take the referral that is over its deadline."),
    ),
    Role.COORDINATOR: (
        _("Leads the team, the board and the week."),
        _("Open the board and start the team meeting."),
    ),
    Role.THERAPIST: (
        _("Assesses, sets goals with the person, plans and evaluates."),
        _("Open a person from the board and start the assessment."),
    ),
    Role.TRAINER: (
        _("Trains with the person at home, phone in hand."),
        _("Open your day and record the first visit."),
    ),
    Role.HOME_SERVICE: (
        _("Takes over after the period without letting the training stop."),
        _("See the follow-up list and one hand-over plan."),
    ),
    Role.PERSON: (
        _("Sets the goals and does the training."),
        _("See your goals, your week, and who has looked in your record."),
    ),
    Role.RELATIVE: (
        _("Is informed as far as the person wants it."),
        _("See the week and the goals you have been given access to."),
    ),
    Role.MANAGER: (_("Answers for capacity, quality and economy."), _("Open the results.")),
    Role.LEADERSHIP: (_("Decides about funding; sees totals only."), _("Open the results and print the report.")),
    Role.ANALYST: (_("Compares and counts; sees totals only."), _("Open the results and how they were counted.")),
    Role.EXTERNAL: (_("Refers from the GP's office or the hospital."), _("Send a referral and see the answer.")),
    Role.ADMIN: (_("Users and set-up; sees no person."), _("Open the users and the table of rights.")),
}

CARDS = [(role, label, *_WORDS[role]) for role in _WORDS for code, label in ROLES if code is role]
