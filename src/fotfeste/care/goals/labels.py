"""Words for the codes of `rules.states`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from .rules import states as s

GOAL_STATES = [
    (s.GoalState.ACTIVE, _p("goal", "Active")),
    (s.GoalState.ADJUSTED, _p("goal", "Adjusted")),
    (s.GoalState.ATTAINED, _p("goal", "Attained")),
    (s.GoalState.PARTLY_ATTAINED, _p("goal", "Partly attained")),
    (s.GoalState.NOT_ATTAINED, _p("goal", "Not attained")),
    (s.GoalState.GIVEN_UP, _p("goal", "No longer relevant")),
    (s.GoalState.NOT_RATED, _p("goal", "Not rated at the end")),
]
TERMS = [
    (s.Term.SHORT, _p("goal", "Short-term goal")),
    (s.Term.LONG, _p("goal", "Long-term goal")),
    (s.Term.LIFE, _p("goal", "Life goal or dream")),
]
TRAINING_AREAS = [
    (s.TrainingArea.MOVING_ABOUT, _("Moving about")),
    (s.TrainingArea.PHYSICAL_TRAINING, _("Physical training")),
    (s.TrainingArea.PERSONAL_HYGIENE, _("Personal hygiene")),
    (s.TrainingArea.COOKING, _("Cooking and meals")),
    (s.TrainingArea.HOUSEWORK, _("Housework")),
    (s.TrainingArea.PLANNING, _("Planning")),
    (s.TrainingArea.SHOPPING, _("Shopping")),
    (s.TrainingArea.COMMUNICATION, _("Communication")),
    (s.TrainingArea.OUTDOOR_ACTIVITY, _("Outdoor activity")),
    (s.TrainingArea.SOCIAL_PARTICIPATION, _("Social participation")),
    (s.TrainingArea.AIDS_AND_ADAPTATION, _("Aids and adaptation")),
]
DONE_BY = [
    (s.DoneBy.PERSON, _("The person alone (self-training)")),
    (s.DoneBy.RELATIVE, _("Next of kin")),
    (s.DoneBy.TRAINER, _("Home trainer")),
    (s.DoneBy.THERAPIST, _("Therapist or nurse")),
    (s.DoneBy.HOME_NURSING, _("Home nursing")),
    (s.DoneBy.VOLUNTEER, _("Volunteer")),
]
ASSISTANCE_LEVELS = [
    (0, _("Independent")),
    (1, _("Supervision")),
    (2, _("Verbal guidance")),
    (3, _("Light physical help")),
    (4, _("Much physical help")),
    (5, _("Done for the person")),
]
