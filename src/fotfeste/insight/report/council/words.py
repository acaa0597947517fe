"""The fixed words of the council report, for somebody who has never heard of reablement. Ids in English."""

from django.utils.translation import gettext_lazy as _

from fotfeste.insight.indicators.families import process

WHAT = (
    _(
        "Reablement is training at home for people who find everyday life harder, for example after a fall or an "
        "illness."
    ),
    _(
        "The person says what matters most: making dinner, having a shower, going to the shop. That is what they "
        "train on."
    ),
    _(
        "A team of therapists, nurses and home trainers comes to the person's home for some weeks. Then the "
        "training ends, and the person gets the help that is still needed, or none."
    ),
)

# What each word means here: the word, and what is counted under it.
WORDS = (
    (
        _("First-time applicants"),
        _("Had no services from the municipality when they started. The others had services before."),
    ),
    (
        _("Services"),
        _("Help from the municipality, such as home nursing or help with the house. A safety alarm or an aid is not."),
    ),
    (
        _("Fewer services"),
        _("Fewer hours a week than before. First-time applicants: fewer than they would have been granted."),
    ),
    (
        _("Completed"),
        _("Trained to the end, as was agreed."),
    ),
    (
        _("Did not complete"),
        _("Stopped before the end: hospital, death, moved, withdrew or another reason."),
    ),
    (
        _("Most likely"),
        _("A range that misses the true number 5 times in 100 (95 % interval)."),
    ),
)

# The columns of the table under the first picture, and the parts of its bars.
FATES = {
    "no_service": _("No services"),
    "fewer_services": _("Fewer services"),
    "same_or_more_services": _("Same or more services"),
    "dropouts": _("Did not complete"),
    "not_confirmed": _("Not confirmed yet"),
}

# What an instrument measures, in words for everybody. The order breaks ties; the first value of an instrument is the
# one that is shown.
MEASURES = {
    ("copm", "performance"): _("Doing what matters most to oneself"),
    ("psfs", "rating"): _("Doing what had become difficult"),
    ("sppb", "total"): _("Balance, walking and getting up"),
    ("barthel", "total"): _("Washing, dressing and eating"),
    ("gait_speed", "gait_speed"): _("Walking speed"),
    ("tug", "seconds"): _("Getting up, walking and turning"),
    ("eq5d5l", "index"): _("Health in everyday life"),
    ("grip", "best"): _("Strength of the hands"),
    ("who5", "percent"): _("Well-being"),
}
# Short names of instruments whose own are long; none where the name says the same once more.
SHORT = {
    "copm": "COPM",
    "psfs": "PSFS",
    "sppb": "SPPB",
    "barthel": "Barthel",
    "gait_speed": "",
    "tug": "TUG",
    "eq5d5l": "EQ-5D",
    "grip": "",
    "who5": "WHO-5",
}

# What the figures cannot say, by the report's limit.
LIMITS = {
    "no_comparison_group": (
        _("How much is due to the training"),
        _("Some get better by themselves. Nobody here went without the training, so we cannot compare."),
    ),
    "regression_to_the_mean": (
        _("How much is only the ups and downs of life"),
        _("People start when they are at their worst. Most will score better later, also without training."),
    ),
    "dropouts_left_out": (
        _("How it went with those who did not complete"),
        _("They often did worse. Shares of those who completed look better than shares of everyone."),
    ),
    "case_mix": (
        _("Which municipality is best"),
        _("First-time applicants do better than the others. Compare only group with group."),
    ),
    "outcome_not_confirmed": (
        _("Outcomes that are not confirmed"),
        _("Some completed but have no confirmed outcome yet. They are in no share."),
    ),
    "scores_missing": (
        _("How those who were not measured again are doing"),
        _("They are often the frailest. Here they count as not clearly better."),
    ),
    "strange_values": (
        _("Values that cannot be right"),
        _("Something in the records cannot be right. It is counted as missing."),
    ),
    "few_persons": (
        _("Anything certain from so few"),
        _("So few have completed that chance alone can move the shares far."),
    ),
    "small_numbers_hidden": (
        _("Small numbers"),
        _("Numbers of a few persons, and those they could be worked out from, are hidden to protect each of them."),
    ),
}

# The small row of numbers at the foot of the third picture, and what the picture shows; their words are their own.
NUMBERS = (process.DAYS_TO_START, process.LENGTH, process.HOURS_PER_WEEK)
PROMISES = (process.CONTACT_AS_PROMISED, *process.FOLLOW_UPS)
