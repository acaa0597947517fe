"""The field's own words as codes: `domain.md` §3. Labels for people stand in `pathway.labels`."""

from enum import StrEnum


class Route(StrEnum):
    """The way in (four, §3.1)."""

    HOSPITAL_DISCHARGE = "hospital_discharge"
    REHAB_INSTITUTION_STAY = "rehab_institution_stay"
    EXISTING_HOME_SERVICES = "existing_home_services"
    NEW_APPLICANT = "new_applicant"


class Referrer(StrEnum):
    """Who referred."""

    PERSON = "person"
    RELATIVE = "relative"
    GP = "gp"
    HOSPITAL = "hospital"
    HOME_SERVICES = "home_services"
    ALLOCATION_OFFICE = "allocation_office"
    REHAB_INSTITUTION = "rehab_institution"
    PHYSIOTHERAPIST = "physiotherapist"
    NAV = "nav"
    OTHER = "other"


# Who a partner outside the municipality can be. They do not apply for the person, and are not of the municipality.
PARTNERS = frozenset(
    {
        Referrer.GP,
        Referrer.HOSPITAL,
        Referrer.REHAB_INSTITUTION,
        Referrer.PHYSIOTHERAPIST,
        Referrer.NAV,
        Referrer.OTHER,
    }
)


class FunctionLoss(StrEnum):
    SUDDEN = "sudden"
    GRADUAL = "gradual"


class Cause(StrEnum):
    """Main cause group. The diagnosis is secondary: the need decides."""

    STROKE = "stroke"
    HIP_FRACTURE = "hip_fracture"
    ORTHOPAEDIC = "orthopaedic"
    AMPUTATION = "amputation"
    COPD = "copd"
    TRAFFIC_ACCIDENT = "traffic_accident"
    OBESITY = "obesity"
    FRAILTY = "frailty"
    HEART = "heart"
    CANCER = "cancer"
    NEUROLOGICAL = "neurological"
    MILD_COGNITIVE_IMPAIRMENT = "mild_cognitive_impairment"
    MENTAL_HEALTH = "mental_health"
    OTHER = "other"


class ServiceKind(StrEnum):
    """Services measured in hours a week, places, and the two that alone count as no service (§3.9)."""

    PRACTICAL_HELP = "practical_help"
    HOME_NURSING = "home_nursing"
    DAY_CENTRE = "day_centre"
    TRANSPORT = "transport"
    MEALS = "meals"
    SHORT_TERM_PLACE = "short_term_place"
    NURSING_HOME_PLACE = "nursing_home_place"
    SAFETY_ALARM = "safety_alarm"
    AID = "aid"
    UNSPECIFIED = "unspecified"


# A safety alarm or an aid alone counts as no service, but is recorded (domain.md §3.9).
NOT_COUNTED = frozenset({ServiceKind.SAFETY_ALARM, ServiceKind.AID})
PLACES = frozenset({ServiceKind.SHORT_TERM_PLACE, ServiceKind.NURSING_HOME_PLACE})


class Moment(StrEnum):
    """When a service level was true. `GRANTED_ESTIMATE` is what would have been granted at start without reablement."""

    AT_START = "at_start"
    GRANTED_ESTIMATE = "granted_estimate"
    AT_END = "at_end"
    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"
    MONTH_12 = "month_12"


class Group(StrEnum):
    """Always shown apart (§3.9)."""

    FIRST_TIME = "first_time"
    EXISTING = "existing"


class OutcomeClass(StrEnum):
    NO_SERVICE = "no_service"
    FEWER_SERVICES = "fewer_services"
    SAME_OR_MORE_SERVICES = "same_or_more_services"
    DROPOUT = "dropout"


class DropoutReason(StrEnum):
    HOSPITAL = "hospital"
    DEATH = "death"
    MOVED = "moved"
    WITHDREW = "withdrew"
    OTHER = "other"


class WhyCancelled(StrEnum):
    """Why something that lay ahead fell away without anybody taking it off one by one."""

    PERIOD_ENDED = "period_ended"
    ON_HOLD = "on_hold"
    PERIOD_REOPENED = "period_reopened"
    DIED = "died"
    MOVED_AWAY = "moved_away"
    DECISION_CHANGED = "decision_changed"


class WhyFellAway(StrEnum):
    """Why a change of what was decided never held, or holds no longer."""

    TAKEN_BACK = "taken_back"
    DIED = "died"
    MOVED_AWAY = "moved_away"


class Occasion(StrEnum):
    """When something was measured (§5)."""

    BASELINE = "baseline"
    MIDWAY = "midway"
    DISCHARGE = "discharge"
    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"
    MONTH_12 = "month_12"
    OTHER = "other"


FOLLOW_UP_MONTHS = {Occasion.MONTH_1: 1, Occasion.MONTH_3: 3, Occasion.MONTH_6: 6, Occasion.MONTH_12: 12}


class Alternative(StrEnum):
    """The rehabilitation pyramid, and the service that one profession alone can give (§3.2)."""

    HEALTH_PROMOTION = "health_promotion"
    ONE_PROFESSION = "one_profession"
    REHABILITATION_AT_HOME = "rehabilitation_at_home"
    MUNICIPAL_INSTITUTION = "municipal_institution"
    SPECIALISED = "specialised"
    HOME_SERVICES = "home_services"
    PALLIATIVE_CARE = "palliative_care"
    MENTAL_HEALTH_OR_ADDICTION = "mental_health_or_addiction"
    MEDICAL_CLARIFICATION = "medical_clarification"


class DecisionOutcome(StrEnum):
    """What was decided: an answer to a referral, or a change of what was granted (law.md §1)."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    OTHER_SERVICE = "other_service"
    REFUSED = "refused"
    EXTENDED = "extended"
    REDUCED = "reduced"
    ENDED_EARLY = "ended_early"


class AlikeTo(StrEnum):
    """Whose words a reason is alike to; never which person's."""

    HELP_TEXT = "help_text"
    STANDARD_TEXT = "standard_text"
    ANOTHER_PERSON = "another_person"


class HearingKind(StrEnum):
    """How a person was heard before a decision against them (law.md §1: fvl § 16)."""

    CONVERSATION = "conversation"
    WARNING = "warning"


class CareRole(StrEnum):
    """What somebody is to one episode."""

    COORDINATOR = "coordinator"
    THERAPIST = "therapist"
    TRAINER = "trainer"
    HOME_SERVICE_CONTACT = "home_service_contact"


class FollowUpMethod(StrEnum):
    PHONE = "phone"
    HOME_VISIT = "home_visit"
    VIDEO = "video"
    OTHER = "other"


class LetterKind(StrEnum):
    DECISION = "decision"
    WARNING = "warning"
    CHANGE_FOLLOWED_UP = "change_followed_up"
    ANSWER_TO_REFERRER = "answer_to_referrer"
    REPORT_TO_GP = "report_to_gp"
    REPORT_TO_ALLOCATION_OFFICE = "report_to_allocation_office"
    HAND_OVER_PLAN = "hand_over_plan"
    DISCHARGE = "discharge"
    PRELIMINARY_ANSWER = "preliminary_answer"
    WITHDRAWN = "withdrawn"


# Written to the person; a letter of these kinds stands on the person's own page. Every other kind is written to others
# about the person, but for the answer to a referrer who is the person.
TO_THE_PERSON = frozenset(
    {
        LetterKind.DECISION,
        LetterKind.WARNING,
        LetterKind.DISCHARGE,
        LetterKind.PRELIMINARY_ANSWER,
        LetterKind.CHANGE_FOLLOWED_UP,
        LetterKind.WITHDRAWN,
    }
)
TO_OTHERS = frozenset(
    {
        LetterKind.ANSWER_TO_REFERRER,
        LetterKind.REPORT_TO_GP,
        LetterKind.REPORT_TO_ALLOCATION_OFFICE,
        LetterKind.HAND_OVER_PLAN,
    }
)


class WithdrawnBy(StrEnum):
    """Who wants a referral withdrawn. The service itself cannot: its no is a decision."""

    PERSON = "person"
    REFERRER = "referrer"
    SERVICE = "service"


class DispatchWay(StrEnum):
    """How a letter left the house."""

    POST = "post"
    SVARUT = "svarut"
    HANDED_OVER = "handed_over"
    E_MESSAGE = "e_message"
    OWN_PAGE = "own_page"


class SharedWith(StrEnum):
    """Whom the person may let be told, or not."""

    GP = "gp"
    REFERRER = "referrer"
    RELATIVE = "relative"


class CompetenceFinding(StrEnum):
    """Whether somebody could decide one question on one day (beslutningskompetanse)."""

    ABLE = "able"
    NOT_ABLE = "not_able"


class Language(StrEnum):
    NB = "nb"
    NN = "nn"
    SE = "se"
    EN = "en"
    OTHER = "other"
