"""Words for the codes of `rules.vocabulary`, as people in the service say them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from .rules import vocabulary as v

ROUTES = [
    (v.Route.HOSPITAL_DISCHARGE, _("Discharge from hospital")),
    (v.Route.REHAB_INSTITUTION_STAY, _("After a stay in rehabilitation")),
    (v.Route.EXISTING_HOME_SERVICES, _("Has home services")),
    (v.Route.NEW_APPLICANT, _("New applicant")),
]
REFERRERS = [
    (v.Referrer.PERSON, _("The person")),
    (v.Referrer.RELATIVE, _("Next of kin")),
    (v.Referrer.GP, _("GP")),
    (v.Referrer.HOSPITAL, _("Hospital")),
    (v.Referrer.HOME_SERVICES, _("Home services")),
    (v.Referrer.ALLOCATION_OFFICE, _("Allocation office")),
    (v.Referrer.REHAB_INSTITUTION, _("Rehabilitation institution")),
    (v.Referrer.PHYSIOTHERAPIST, _("Physiotherapist")),
    (v.Referrer.NAV, _("NAV")),
    (v.Referrer.OTHER, _("Other")),
]
FUNCTION_LOSSES = [(v.FunctionLoss.SUDDEN, _("Sudden")), (v.FunctionLoss.GRADUAL, _("Gradual"))]
CAUSES = [
    (v.Cause.STROKE, _("Stroke")),
    (v.Cause.HIP_FRACTURE, _("Hip fracture")),
    (v.Cause.ORTHOPAEDIC, _("Other fracture or joint surgery")),
    (v.Cause.AMPUTATION, _("Amputation")),
    (v.Cause.COPD, _("COPD")),
    (v.Cause.TRAFFIC_ACCIDENT, _("Traffic accident")),
    (v.Cause.OBESITY, _("Obesity")),
    (v.Cause.FRAILTY, _("Frailty or general weakening")),
    (v.Cause.HEART, _("Heart disease")),
    (v.Cause.CANCER, _("Cancer")),
    (v.Cause.NEUROLOGICAL, _("Neurological disease")),
    (v.Cause.MILD_COGNITIVE_IMPAIRMENT, _("Mild cognitive impairment")),
    (v.Cause.MENTAL_HEALTH, _("Mental health")),
    (v.Cause.OTHER, _("Other")),
]
SERVICE_KINDS = [
    (v.ServiceKind.PRACTICAL_HELP, _("Practical assistance")),
    (v.ServiceKind.HOME_NURSING, _("Home nursing")),
    (v.ServiceKind.DAY_CENTRE, _("Day centre")),
    (v.ServiceKind.TRANSPORT, _("Transport")),
    (v.ServiceKind.MEALS, _("Meals on wheels")),
    (v.ServiceKind.SHORT_TERM_PLACE, _("Short-term place")),
    (v.ServiceKind.NURSING_HOME_PLACE, _("Nursing-home place")),
    (v.ServiceKind.SAFETY_ALARM, _("Safety alarm")),
    (v.ServiceKind.AID, _("Aid or adaptation")),
    (v.ServiceKind.UNSPECIFIED, _("Services, not specified")),
]
MOMENTS = [
    (v.Moment.AT_START, _("At start")),
    (v.Moment.GRANTED_ESTIMATE, _("Would have been granted")),
    (v.Moment.AT_END, _("At the end")),
    (v.Moment.MONTH_1, _("After 1 month")),
    (v.Moment.MONTH_3, _("After 3 months")),
    (v.Moment.MONTH_6, _("After 6 months")),
    (v.Moment.MONTH_12, _("After 12 months")),
]
GROUPS = [(v.Group.FIRST_TIME, _("First-time applicant")), (v.Group.EXISTING, _("Had home services before"))]
OUTCOMES = [
    (v.OutcomeClass.NO_SERVICE, _("No services")),
    (v.OutcomeClass.FEWER_SERVICES, _("Fewer services")),
    (v.OutcomeClass.SAME_OR_MORE_SERVICES, _("Same or more services")),
    (v.OutcomeClass.DROPOUT, _("Stopped early")),
]
DROPOUT_REASONS = [
    (v.DropoutReason.HOSPITAL, _("Admitted to hospital")),
    (v.DropoutReason.DEATH, _("Died")),
    (v.DropoutReason.MOVED, _("Moved")),
    (v.DropoutReason.WITHDREW, _("Did not want to go on")),
    (v.DropoutReason.OTHER, _("Other reason")),
]
OCCASIONS = [
    (v.Occasion.BASELINE, _("Start")),
    (v.Occasion.MIDWAY, _("Midway")),
    (v.Occasion.DISCHARGE, _("End")),
    (v.Occasion.MONTH_1, _("1 month")),
    (v.Occasion.MONTH_3, _("3 months")),
    (v.Occasion.MONTH_6, _("6 months")),
    (v.Occasion.MONTH_12, _("12 months")),
    (v.Occasion.OTHER, _("Another time")),
]
ALTERNATIVES = [
    (v.Alternative.HEALTH_PROMOTION, _("Health promotion and coping services")),
    (v.Alternative.ONE_PROFESSION, _("A service from one profession, for example physiotherapy")),
    (v.Alternative.REHABILITATION_AT_HOME, _("Rehabilitation at home (larger needs)")),
    (v.Alternative.MUNICIPAL_INSTITUTION, _("Rehabilitation in a municipal institution")),
    (v.Alternative.SPECIALISED, _("Rehabilitation in the specialist health service")),
    (v.Alternative.HOME_SERVICES, _("Ordinary home services")),
    (v.Alternative.PALLIATIVE_CARE, _("Palliative care")),
    (v.Alternative.MENTAL_HEALTH_OR_ADDICTION, _("Mental health or addiction service")),
    (v.Alternative.MEDICAL_CLARIFICATION, _("Medical examination first")),
]
DECISION_OUTCOMES = [
    (v.DecisionOutcome.GRANTED, _p("decision", "Granted")),
    (v.DecisionOutcome.GRANTED_IN_PART, _p("decision", "Granted in part")),
    (v.DecisionOutcome.OTHER_SERVICE, _p("decision", "Another service")),
    (v.DecisionOutcome.REFUSED, _p("decision", "Refused")),
    (v.DecisionOutcome.EXTENDED, _p("decision", "Extended")),
    (v.DecisionOutcome.REDUCED, _p("decision", "Reduced")),
    (v.DecisionOutcome.ENDED_EARLY, _p("decision", "Ended early")),
]
ALIKE_TO = [
    (v.AlikeTo.HELP_TEXT, _("the help text of the field")),
    (v.AlikeTo.STANDARD_TEXT, _("a standard text")),
    (v.AlikeTo.ANOTHER_PERSON, _("the reason given to another person")),
]
HEARING_KINDS = [
    (v.HearingKind.CONVERSATION, _("Conversation")),
    (v.HearingKind.WARNING, _("Warning")),
]
CARE_ROLES = [
    (v.CareRole.COORDINATOR, _("Coordinator")),
    (v.CareRole.THERAPIST, _("Therapist or nurse")),
    (v.CareRole.TRAINER, _("Home trainer")),
    (v.CareRole.HOME_SERVICE_CONTACT, _("Home-nursing contact")),
]
FOLLOW_UP_METHODS = [
    (v.FollowUpMethod.PHONE, _("Phone")),
    (v.FollowUpMethod.HOME_VISIT, _("Home visit")),
    (v.FollowUpMethod.VIDEO, _("Video")),
    (v.FollowUpMethod.OTHER, _("Other way")),
]
LETTERS = [
    (v.LetterKind.DECISION, _("Decision")),
    (v.LetterKind.WARNING, _("Warning before a decision")),
    (v.LetterKind.CHANGE_FOLLOWED_UP, _("About a change of what was decided")),
    (v.LetterKind.ANSWER_TO_REFERRER, _("Answer to the referrer")),
    (v.LetterKind.REPORT_TO_GP, _("Report to the GP")),
    (v.LetterKind.REPORT_TO_ALLOCATION_OFFICE, _("Report to the allocation office")),
    (v.LetterKind.HAND_OVER_PLAN, _("Hand-over plan")),
    (v.LetterKind.DISCHARGE, _("Letter about the end of the training")),
    (v.LetterKind.PRELIMINARY_ANSWER, _("Preliminary answer")),
    (v.LetterKind.WITHDRAWN, _("About a referral that was withdrawn")),
]
WITHDRAWN_BY = [
    (v.WithdrawnBy.PERSON, _("The person does not want it")),
    (v.WithdrawnBy.REFERRER, _("Whoever referred has withdrawn it")),
    (v.WithdrawnBy.SERVICE, _("We think that training does not fit")),
]
DISPATCH_WAYS = [
    (v.DispatchWay.POST, _p("letter", "By post")),
    (v.DispatchWay.SVARUT, _p("letter", "By SvarUt")),
    (v.DispatchWay.HANDED_OVER, _p("letter", "Handed over")),
    (v.DispatchWay.E_MESSAGE, _p("letter", "By electronic message")),
    (v.DispatchWay.OWN_PAGE, _p("letter", "On the person's own page")),
]
SHARED_WITH = [
    (v.SharedWith.GP, _("The GP")),
    (v.SharedWith.REFERRER, _("Whoever referred")),
    (v.SharedWith.RELATIVE, _("Next of kin")),
]
COMPETENCE_FINDINGS = [
    (v.CompetenceFinding.ABLE, _("Can decide this")),
    (v.CompetenceFinding.NOT_ABLE, _("Cannot decide this")),
]
LANGUAGES = [
    (v.Language.NB, "Bokmål"),
    (v.Language.NN, "Nynorsk"),
    (v.Language.SE, "Davvisámegiella"),
    (v.Language.EN, "English"),
    (v.Language.OTHER, _("Another language")),
]
WHY_CANCELLED = [
    (v.WhyCancelled.PERIOD_ENDED, _("The period ended")),
    (v.WhyCancelled.ON_HOLD, _("Training was on hold")),
    (v.WhyCancelled.PERIOD_REOPENED, _("The period was opened again")),
    (v.WhyCancelled.DIED, _("The person has died")),
    (v.WhyCancelled.MOVED_AWAY, _("The person has moved out of the municipality")),
    (v.WhyCancelled.DECISION_CHANGED, _("What was decided was changed")),
]
WHY_FELL_AWAY = [
    (v.WhyFellAway.TAKEN_BACK, _("taken back")),
    (v.WhyFellAway.DIED, _("the person died before it took effect")),
    (v.WhyFellAway.MOVED_AWAY, _("the person moved before it took effect")),
]
