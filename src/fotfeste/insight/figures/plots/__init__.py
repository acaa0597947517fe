"""Pictures: pure Vega-Lite specifications, drawn as SVG on the server, each with its words and its table."""

from fotfeste.insight.figures.plots.dose import DoseWeek, DoseWords, dose_bars
from fotfeste.insight.figures.plots.drawing import Plot, Table
from fotfeste.insight.figures.plots.outcome import OutcomeBar, OutcomeBlock, OutcomeWords, outcome_chart
from fotfeste.insight.figures.plots.score import Band, ScorePoint, ScoreWords, score_line
from fotfeste.insight.figures.plots.shares import ShareRow, ShareWords, share_dots
from fotfeste.insight.figures.plots.stack import StackPart, StackRow, StackWords, Tone, stack_chart

__all__ = [
    "Band",
    "DoseWeek",
    "DoseWords",
    "OutcomeBar",
    "OutcomeBlock",
    "OutcomeWords",
    "Plot",
    "ScorePoint",
    "ScoreWords",
    "ShareRow",
    "ShareWords",
    "StackPart",
    "StackRow",
    "StackWords",
    "Table",
    "Tone",
    "dose_bars",
    "outcome_chart",
    "score_line",
    "share_dots",
    "stack_chart",
]
