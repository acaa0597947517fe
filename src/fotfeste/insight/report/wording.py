"""The report's words. Ids in English, bokmål and nynorsk in this room's catalogues."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

GROUPS = {
    "all": _("Everyone"),
    "first_time": _("First-time applicants"),
    "existing": _("Had services before"),
}
CLASSES = {
    "no_service": _("No services"),
    "fewer_services": _("Fewer services"),
    "same_or_more_services": _("Same or more services"),
}
REASONS = {
    "hospital": pgettext_lazy("dropout reason", "Hospital"),
    "death": pgettext_lazy("dropout reason", "Death"),
    "moved": pgettext_lazy("dropout reason", "Moved"),
    "withdrew": pgettext_lazy("dropout reason", "Withdrew"),
    "other": pgettext_lazy("dropout reason", "Other"),
}
LIMITS = {
    "no_comparison_group": (
        _("What would have happened anyway"),
        _(
            "There is no comparison group. Some recover by themselves after illness or a fall, so the figures show how "
            "people did, not how much of it is due to reablement."
        ),
    ),
    "regression_to_the_mean": (
        _("Part of the improvement is chance"),
        _(
            "People start when they are at their worst. Anyone measured then will on average score better later, "
            "also without training."
        ),
    ),
    "dropouts_left_out": (
        _("Those who did not complete"),
        _(
            "The shares are of those who completed. Those who did not complete often did worse, so the share of "
            "all who started is beside it."
        ),
    ),
    "case_mix": (
        _("Comparing with other municipalities"),
        _(
            "First-time applicants do better than those who had services before. How many there are of each decides "
            "the figure for everyone. Compare group by group."
        ),
    ),
    "outcome_not_confirmed": (
        _("Outcomes that are not confirmed"),
        _("Some completed episodes have no confirmed outcome yet. They are counted as missing and are in no share."),
    ),
    "scores_missing": (
        _("Those who were not measured again"),
        _(
            "Change can only be counted for those measured both times. Those who are missing are often the frailest, "
            "so the change may look larger than it is."
        ),
    ),
    "strange_values": (
        _("Values that cannot be right"),
        _(
            "Something in the record cannot be right, such as a birth year before 1890. It is counted as missing, and "
            "everything else is counted as usual."
        ),
    ),
    "few_persons": (
        _("Few persons"),
        _("So few have completed that a share may be far off by chance. Look at the interval before the number."),
    ),
    "small_numbers_hidden": (
        _("Small numbers are hidden"),
        _(
            "Numbers of a few persons, and those they could be worked out from, are hidden so that nobody can be "
            "recognised."
        ),
    ),
}
# Short label, and how it is counted.
INDICATORS = {
    "ended_no_service": (
        _("Ended without services"),
        _(
            "Of those who completed and have a confirmed outcome. A safety alarm or an aid alone counts as no "
            "service. Those who did not complete are left out."
        ),
    ),
    "ended_fewer_services": (
        _("Ended with fewer services"),
        _(
            "Fewer hours a week than at the start, or than would have been granted. Of those who completed and have a "
            "confirmed outcome."
        ),
    ),
    "ended_same_or_more_services": (
        _("Ended with the same or more services"),
        _("A result like the others, not an error. Of those who completed and have a confirmed outcome."),
    ),
    "ended_no_service_of_started": (
        _("Without services, of all who started"),
        _("As above, but counted of all whose episode has ended, also those who did not complete."),
    ),
    "ended_fewer_services_of_started": (
        _("Fewer services, of all who started"),
        _("As above, but counted of all whose episode has ended, also those who did not complete."),
    ),
    "ended_same_or_more_services_of_started": (
        _("Same or more services, of all who started"),
        _("As above, but counted of all whose episode has ended, also those who did not complete."),
    ),
    "dropouts": (
        _("Did not complete"),
        _("Ended because of hospital, death, moving, withdrawal or another reason, of all whose episode has ended."),
    ),
    "contact_within_3_working_days": (
        _("Contacted within three working days"),
        _(
            "Of referrals received in the period. Public holidays are not working days. Withdrawn referrals are left "
            "out; those still within the deadline are not counted yet."
        ),
    ),
    "days_from_referral_to_start": (
        _("Days from referral to start"),
        _("The median for episodes started in the period. Those still waiting are not in it."),
    ),
    "hours_of_reablement_per_week": (
        _("Hours of reablement a week"),
        _(
            "The mean for those who completed: staff hours with the person, two staff count twice, travel left out. "
            "Episodes brought in from a file have the hours the file gave."
        ),
    ),
    "length_of_episode": (
        _("Length of the episode"),
        _("Days from start to end, the median for those who completed."),
    ),
    "follow_up_month_1": (
        _("Followed up after 1 month"),
        _("Reached, of those whose follow-up fell due in the period. No answer counts as not reached."),
    ),
    "follow_up_month_3": (
        _("Followed up after 3 months"),
        _("Reached, of those whose follow-up fell due in the period. No answer counts as not reached."),
    ),
    "follow_up_month_6": (
        _("Followed up after 6 months"),
        _("Reached, of those whose follow-up fell due in the period. No answer counts as not reached."),
    ),
    "follow_up_month_12": (
        _("Followed up after 12 months"),
        _("Reached, of those whose follow-up fell due in the period. No answer counts as not reached."),
    ),
}
