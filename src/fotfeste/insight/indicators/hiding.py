"""The reported figures with small numbers hidden, together, so that none can be worked out from the others."""

from collections.abc import Mapping
from dataclasses import replace

from fotfeste.insight.figures.rules.figure import Figure, Shown
from fotfeste.insight.figures.rules.suppression import hide_averages, hide_shares
from fotfeste.insight.indicators.counting import Key
from fotfeste.insight.indicators.definition import Statistic
from fotfeste.insight.indicators.registry import REPORTED
from fotfeste.insight.tables.schema import ALL_GROUPS, GROUPS, OUTCOME_CLASSES

REPORT_GROUPS = (ALL_GROUPS, *GROUPS)


def hide(figures: Mapping[Key, Figure], *, threshold: int) -> dict[Key, Figure]:
    """All figures with small numbers hidden.

    The outcome shares of those who completed, of all who started, and the dropouts are one table seen three ways, so
    they are hidden together: a cell hidden in one view is hidden in all. Where the dropouts are hidden, how many
    started is hidden too: those who completed stand beside it, and the difference is the dropouts.
    """
    out = dict(figures)
    views = {f"ended_{c}_of_started": f"ended_{c}" for c in OUTCOME_CLASSES}
    whole = {(g, i): figures[i, g] for g in REPORT_GROUPS for i in [*views, "dropouts"]}
    n = {g: min(figures[i, g].n or 0 for i in views) for g in REPORT_GROUPS}
    # Dropouts are counted among all who ended, outcome shares among those with a class: one table needs one n.
    whole = {k: replace(f, n=n[k[0]]) for k, f in whole.items()}
    safe = hide_shares(whole, total=ALL_GROUPS, threshold=threshold)
    for (group, name), figure in safe.items():
        for seen in (name, views.get(name)):
            if seen and figure.hidden:
                out[seen, group] = figures[seen, group].hide(figure.shown, n_too=figure.n is None)
    out |= _without_started(figures, out, views, threshold=threshold)
    done = {*views, *views.values(), "dropouts"}
    for indicator in REPORTED:
        if indicator.id in done:
            continue
        if indicator.statistic is Statistic.SHARE:
            cells = {(g, indicator.id): figures[indicator.id, g] for g in REPORT_GROUPS}
            checked = hide_shares(cells, total=ALL_GROUPS, threshold=threshold, unanimous=indicator.about_person)
            out |= {(indicator.id, g): f for (g, _), f in checked.items()}
        else:
            averages = hide_averages(
                {g: figures[indicator.id, g] for g in REPORT_GROUPS}, total=ALL_GROUPS, threshold=threshold
            )
            out |= {(indicator.id, g): f for g, f in averages.items()}
    return out | _others_over_all_who_started(figures, out)


def _others_over_all_who_started(figures: Mapping[Key, Figure], out: Mapping[Key, Figure]) -> dict[Key, Figure]:
    """Any other figure over all who started, without the number, in the groups where the dropouts' own is hidden."""
    found = {}
    for group in (g for g in REPORT_GROUPS if out["dropouts", g].n is None):
        started, completed = figures["dropouts", group].n or 0, figures["ended_no_service", group].n or 0
        for (name, g), figure in out.items():
            if g == group and figure.n and completed < figure.n + (figure.missing or 0) == started:
                found[name, g] = _derivable(figure)
    return found


def _derivable(figure: Figure) -> Figure:
    """The figure hidden with its n; one that was hidden before keeps its reason."""
    return figure.hide(figure.shown if figure.hidden else Shown.DERIVABLE, n_too=True)


def _without_started(
    figures: Mapping[Key, Figure], out: Mapping[Key, Figure], views: Mapping[str, str], *, threshold: int
) -> dict[Key, Figure]:
    """The figures over all who started, without that number in the groups where it gives the dropouts away.

    All who started are the first-time and the existing ones together, so it is never hidden in one group alone.
    """
    tells = set()
    for g in REPORT_GROUPS:
        lost = (figures["dropouts", g].n or 0) - (figures["ended_no_service", g].n or 0)
        if out["dropouts", g].hidden or 0 < lost < threshold:
            tells.add(g)
    if tells & set(GROUPS):
        tells |= set(GROUPS)
    elif tells:
        tells = set(REPORT_GROUPS)
    return {(name, g): _derivable(out[name, g]) for g in tells for name in (*views, "dropouts")}
