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
