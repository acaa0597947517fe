"""Who may do what to whom: one table, closed by default.

`care` says which relation a user has to a person, this table says what that relation allows. A pair that is not in
the table is refused. `domain.md` §2 and §13 are the source of the rows.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """Roles of `domain.md` §2. `SYSTEM` is the product itself: imports from the command line and nightly jobs."""

    PERSON = "person"
    RELATIVE = "relative"
    ALLOCATOR = "allocator"
    COORDINATOR = "coordinator"
    THERAPIST = "therapist"
    TRAINER = "trainer"
    HOME_SERVICE = "home_service"
    MANAGER = "manager"
    LEADERSHIP = "leadership"
    ANALYST = "analyst"
    ADMIN = "admin"
    EXTERNAL = "external"
    SYSTEM = "system"


class Profession(StrEnum):
    """Professions that work in reablement; codes as in Volven 9060 where one exists."""

    PHYSIOTHERAPIST = "physiotherapist"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    NURSE = "nurse"
    HEALTH_CARE_WORKER = "health_care_worker"
    SOCIAL_EDUCATOR = "social_educator"
    SPEECH_THERAPIST = "speech_therapist"
    OTHER = "other"


class Relation(StrEnum):
    """How a user stands to one person today. `ANY` marks acts that concern no single person."""

    ANY = "any"
    OWN = "own"
    CONSENTED = "consented"
    OFFICE = "office"
    TEAM = "team"
    VISITS = "visits"
    HANDED_OVER = "handed_over"
    REFERRER = "referrer"
    CLOSED_LATELY = "closed_lately"  # a period of the user's team was closed some weeks ago; for putting that right
    DECIDED = "decided"  # the user's office decided within a year; for receiving an appeal, and nothing else


class Act(StrEnum):
    """What people do. Every route and every action names exactly one."""

    OPEN_APP = "open_app"
    KEEP_DRAFT = "keep_draft"
    READ_RECORD = "read_record"
    READ_OWN_PAGE = "read_own_page"
    READ_LOG_OF_PERSON = "read_log_of_person"
    SEARCH_PERSONS = "search_persons"
    READ_INBOX = "read_inbox"
    REGISTER_REFERRAL = "register_referral"
    READ_OWN_REFERRALS = "read_own_referrals"
    CONFIRM_PERSON = "confirm_person"
    CONTACT = "contact"
    TRY_CONTACT = "try_contact"
    SCREEN = "screen"
    HEAR = "hear"
    DECIDE = "decide"
    CHANGE_DECISION = "change_decision"
    WITHDRAW_REFERRAL = "withdraw_referral"
    RECEIVE_APPEAL = "receive_appeal"
    WRITE_PRELIMINARY_ANSWER = "write_preliminary_answer"
    START_EPISODE = "start_episode"
    CHANGE_CARE_TEAM = "change_care_team"
    SET_SERVICE_LEVEL = "set_service_level"
    ASSESS = "assess"
    SET_GOAL = "set_goal"
    PLAN = "plan"
    PLAN_VISIT = "plan_visit"
    RECORD_VISIT = "record_visit"
    READ_OWN_DAY = "read_own_day"
    READ_BOARD = "read_board"
    HOLD_MEETING = "hold_meeting"
    DO_TASK = "do_task"
    DISCHARGE = "discharge"
    RECORD_DEATH_OR_MOVE = "record_death_or_move"
    HAND_OVER = "hand_over"
    READ_FOLLOW_UPS = "read_follow_ups"
    FOLLOW_UP = "follow_up"
    PRINT_LETTER = "print_letter"
    SEND_LETTER = "send_letter"
    SET_SHARING = "set_sharing"
    CONSENT_TO_RELATIVE = "consent_to_relative"
    WITHDRAW_CONSENT = "withdraw_consent"
    ASSESS_COMPETENCE = "assess_competence"
    IMPORT_FILES = "import_files"
    READ_FIGURES = "read_figures"
    COUNT_FIGURES = "count_figures"
    MANAGE_USERS = "manage_users"
    READ_SETTINGS = "read_settings"
    CHANGE_SERVICE_MODEL = "change_service_model"


_STAFF = (Role.ALLOCATOR, Role.COORDINATOR, Role.THERAPIST, Role.TRAINER, Role.HOME_SERVICE)
_CARERS = {Relation.OFFICE, Relation.TEAM, Relation.VISITS, Relation.HANDED_OVER}
_CASE = (Act.CONTACT, Act.SCREEN, Act.HEAR, Act.DECIDE, Act.WITHDRAW_REFERRAL, Act.RECEIVE_APPEAL)
_OFFICE, _TEAM, _VISITS = Relation.OFFICE, Relation.TEAM, Relation.VISITS
_HANDED_OVER, _ANY = Relation.HANDED_OVER, Relation.ANY


def _rows() -> dict[tuple[Role, Act], frozenset[Relation]]:
    table: dict[tuple[Role, Act], set[Relation]] = {}

    def allow(roles: Iterable[Role], acts: Iterable[Act], *relations: Relation) -> None:
        for role in roles:
            for act in acts:
                table.setdefault((role, act), set()).update(relations)

    allow([r for r in Role if r is not Role.SYSTEM], [Act.OPEN_APP], _ANY)
    consent = (Act.CONSENT_TO_RELATIVE, Act.WITHDRAW_CONSENT)
    allow([Role.PERSON], [Act.READ_OWN_PAGE, Act.READ_LOG_OF_PERSON, *consent], Relation.OWN)
    allow([Role.RELATIVE], [Act.READ_OWN_PAGE], Relation.CONSENTED)
    # Only those written to the person; for next of kin only with the person's consent to them (care.pathway.queries).
    allow([Role.PERSON], [Act.PRINT_LETTER, Act.SET_SHARING], Relation.OWN)
    allow([Role.RELATIVE], [Act.PRINT_LETTER], Relation.CONSENTED)

    allow([Role.ALLOCATOR], [Act.READ_RECORD, Act.READ_LOG_OF_PERSON], _OFFICE)
    allow([Role.COORDINATOR], [Act.READ_RECORD, Act.READ_LOG_OF_PERSON], _TEAM)
    allow([Role.THERAPIST], [Act.READ_RECORD], _TEAM)
    allow([Role.TRAINER], [Act.READ_RECORD], _VISITS)
    allow([Role.HOME_SERVICE], [Act.READ_RECORD], _HANDED_OVER)

    allow([*_STAFF, Role.EXTERNAL, Role.MANAGER, Role.ADMIN], [Act.KEEP_DRAFT], _ANY)
    allow(_STAFF, [Act.SEARCH_PERSONS], _ANY)
    allow([Role.ALLOCATOR, Role.COORDINATOR, Role.THERAPIST], [Act.READ_INBOX], _ANY)
    allow([*_STAFF, Role.EXTERNAL], [Act.REGISTER_REFERRAL], _ANY)
    allow([Role.EXTERNAL, Role.HOME_SERVICE], [Act.READ_OWN_REFERRALS], _ANY, Relation.REFERRER)

    allow([Role.ALLOCATOR], _CASE, _OFFICE)
    allow([Role.ALLOCATOR], [Act.RECEIVE_APPEAL], Relation.DECIDED)
    # The coordinator only makes a period longer, and only where the model lets the team: see actions.changes.
    allow([Role.ALLOCATOR], [Act.CHANGE_DECISION], _OFFICE)
    allow([Role.COORDINATOR], [Act.CHANGE_DECISION], _TEAM)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.CONTACT, Act.SCREEN, Act.HEAR, Act.WITHDRAW_REFERRAL], _TEAM)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.START_EPISODE, Act.SET_SERVICE_LEVEL], _TEAM)
    allow([Role.ALLOCATOR], [Act.START_EPISODE, Act.SET_SERVICE_LEVEL], _OFFICE)
    allow([Role.COORDINATOR], [Act.CHANGE_CARE_TEAM], _TEAM)
    while_it_waits = [Act.TRY_CONTACT, Act.WRITE_PRELIMINARY_ANSWER]
    allow([Role.ALLOCATOR], [*while_it_waits, Act.ASSESS_COMPETENCE], _OFFICE)
    allow([Role.COORDINATOR, Role.THERAPIST], [*while_it_waits, Act.ASSESS_COMPETENCE], _TEAM)
    # To the person the referral may be about, never to what was written: see care.pathway.queries.matches.
    allow([Role.ALLOCATOR], [Act.CONFIRM_PERSON], _OFFICE)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.CONFIRM_PERSON], _TEAM)

    therapy = [Act.ASSESS, Act.SET_GOAL, Act.PLAN, Act.PLAN_VISIT, Act.RECORD_VISIT, Act.DISCHARGE, Act.HAND_OVER]
    allow([Role.COORDINATOR, Role.THERAPIST], therapy, _TEAM)
    allow([Role.TRAINER], [Act.RECORD_VISIT], _VISITS)
    # Whoever closed a period has lost the person with it; a closing that was wrong must be mended all the same.
    mended = [Act.DISCHARGE, Act.RECORD_DEATH_OR_MOVE]
    allow([Role.COORDINATOR, Role.THERAPIST], mended, _TEAM, Relation.CLOSED_LATELY)
    allow([Role.ALLOCATOR], [Act.RECORD_DEATH_OR_MOVE], _OFFICE)
    allow([Role.HOME_SERVICE], [Act.RECORD_DEATH_OR_MOVE], _HANDED_OVER)
    allow([Role.COORDINATOR, Role.THERAPIST, Role.TRAINER], [Act.READ_OWN_DAY], _ANY)
    allow([Role.COORDINATOR, Role.THERAPIST, Role.TRAINER], [Act.READ_BOARD], _ANY)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.HOLD_MEETING, Act.DO_TASK], _TEAM)
    allow([Role.TRAINER], [Act.DO_TASK], _VISITS)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.HOLD_MEETING], _ANY)
    allow([Role.COORDINATOR, Role.THERAPIST, Role.HOME_SERVICE], [Act.READ_FOLLOW_UPS], _ANY)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.FOLLOW_UP], _TEAM)
    allow([Role.HOME_SERVICE], [Act.FOLLOW_UP], _HANDED_OVER)
    allow([Role.ALLOCATOR], [Act.PRINT_LETTER, *consent], _OFFICE)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.PRINT_LETTER, *consent], _TEAM)
    allow([Role.HOME_SERVICE], [Act.PRINT_LETTER], _HANDED_OVER)
    allow([Role.ALLOCATOR], [Act.SEND_LETTER, Act.SET_SHARING], _OFFICE)
    allow([Role.COORDINATOR, Role.THERAPIST], [Act.SEND_LETTER, Act.SET_SHARING], _TEAM)

    allow([Role.ALLOCATOR, Role.COORDINATOR, Role.SYSTEM], [Act.IMPORT_FILES], _ANY)
    figures = [Role.ALLOCATOR, Role.COORDINATOR, Role.THERAPIST, Role.MANAGER, Role.LEADERSHIP, Role.ANALYST]
    allow([*figures, Role.SYSTEM], [Act.READ_FIGURES, Act.COUNT_FIGURES], _ANY)
    allow([Role.ADMIN, Role.SYSTEM], [Act.MANAGE_USERS], _ANY)
    allow([Role.ADMIN, Role.MANAGER], [Act.READ_SETTINGS], _ANY)
    allow([Role.ADMIN], [Act.CHANGE_SERVICE_MODEL], _ANY)
    return {key: frozenset(value) for key, value in table.items()}


MAY = _rows()

# Acts that may be done to a record at all; used to ask the database only for relations that can matter.
RECORD_RELATIONS = frozenset(_CARERS | {Relation.OWN, Relation.CONSENTED, Relation.REFERRER})


def may(role: Role, act: Act, relations: Iterable[Relation]) -> bool:
    """True when at least one of the user's relations allows the act. Unknown pairs are refused."""
    return not MAY.get((role, act), frozenset()).isdisjoint(relations)


def may_ever(role: Role, act: Act) -> bool:
    """True when the role can do the act to somebody: what the gate asks before a view runs."""
    return bool(MAY.get((role, act)))


def printed() -> str:
    """The table as Markdown, one row per act, for the documentation."""
    roles = list(Role)
    head = "| act | " + " | ".join(roles) + " |\n|" + "---|" * (len(roles) + 1) + "\n"
    rows = []
    for act in Act:
        cells = [", ".join(sorted(MAY.get((role, act), ()))) or "–" for role in roles]
        rows.append(f"| `{act}` | " + " | ".join(cells) + " |")
    return head + "\n".join(rows) + "\n"
