"""Words for the codes of `rules.rights`, as people in the service say them."""

from django.utils.translation import gettext_lazy as _

from .rules.rights import Act, Profession, Relation, Role

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
    (Profession.SPEECH_THERAPIST, _("Speech therapist")),
    (Profession.OTHER, _("Other profession")),
]

UNIT_KINDS = [
    ("municipality", _("Municipality")),
    ("office", _("Allocation office")),
    ("team", _("Reablement team")),
    ("zone", _("Home-nursing zone")),
]

RELATIONS = [
    (Relation.ANY, _("everybody with the role")),
    (Relation.OWN, _("own record")),
    (Relation.CONSENTED, _("by the person's consent")),
    (Relation.OFFICE, _("people of the office")),
    (Relation.TEAM, _("people of the team")),
    (Relation.VISITS, _("people they visit")),
    (Relation.HANDED_OVER, _("people handed over")),
    (Relation.REFERRER, _("people they referred")),
    (Relation.CLOSED_LATELY, _("people whose period the team closed in the last four weeks")),
    (Relation.DECIDED, _("people the office decided about in the last year, to receive an appeal")),
]

ACTS = [
    (Act.OPEN_APP, _("Sign in and see the first page")),
    (Act.KEEP_DRAFT, _("Keep drafts of forms")),
    (Act.READ_RECORD, _("Read a record")),
    (Act.READ_OWN_PAGE, _("Read the person's own page")),
    (Act.READ_LOG_OF_PERSON, _("See who has read a record")),
    (Act.SEARCH_PERSONS, _("Search for people")),
    (Act.READ_INBOX, _("Read the inbox")),
    (Act.REGISTER_REFERRAL, _("Register a referral")),
    (Act.READ_OWN_REFERRALS, _("See the answer to own referrals")),
    (Act.CONFIRM_PERSON, _("Confirm who a referral is about")),
    (Act.CONTACT, _("Make the first contact")),
    (Act.TRY_CONTACT, _("Record a try to make contact")),
    (Act.SCREEN, _("Screen")),
    (Act.HEAR, _("Hear the person before a decision")),
    (Act.CHANGE_DECISION, _("Change a decision")),
    (Act.DECIDE, _("Decide")),
    (Act.WITHDRAW_REFERRAL, _("Withdraw a referral")),
    (Act.RECEIVE_APPEAL, _("Receive an appeal")),
    (Act.WRITE_PRELIMINARY_ANSWER, _("Write a preliminary answer")),
    (Act.START_EPISODE, _("Start an episode")),
    (Act.CHANGE_CARE_TEAM, _("Change the care team")),
    (Act.SET_SERVICE_LEVEL, _("Register services")),
    (Act.ASSESS, _("Assess")),
    (Act.SET_GOAL, _("Set goals")),
    (Act.PLAN, _("Plan measures")),
    (Act.PLAN_VISIT, _("Plan visits")),
    (Act.RECORD_VISIT, _("Record a visit")),
    (Act.READ_OWN_DAY, _("See own day")),
    (Act.READ_BOARD, _("Read the board")),
    (Act.HOLD_MEETING, _("Hold the team meeting")),
    (Act.DO_TASK, _("Do tasks")),
    (Act.DISCHARGE, _("Evaluate and discharge")),
    (Act.RECORD_DEATH_OR_MOVE, _("Record a death or a move")),
    (Act.HAND_OVER, _("Hand over")),
    (Act.READ_FOLLOW_UPS, _("Read the follow-up list")),
    (Act.FOLLOW_UP, _("Follow up")),
    (Act.PRINT_LETTER, _("Print letters")),
    (Act.SEND_LETTER, _("Note that letters are sent")),
    (Act.SET_SHARING, _("Note what the person says about telling others")),
    (Act.CONSENT_TO_RELATIVE, _("Register consent to next of kin")),
    (Act.WITHDRAW_CONSENT, _("Take back consent to next of kin")),
    (Act.ASSESS_COMPETENCE, _("Assess decision-making competence")),
    (Act.IMPORT_FILES, _("Bring in files")),
    (Act.READ_FIGURES, _("Read results")),
    (Act.COUNT_FIGURES, _("Have results counted anew")),
    (Act.MANAGE_USERS, _("Manage users")),
    (Act.READ_SETTINGS, _("Read settings")),
    (Act.CHANGE_SERVICE_MODEL, _("Change the service model")),
]
