"""Indicator definitions over the tidy tables, one file for each family; counted on DuckDB through Ibis."""

from fotfeste.insight.outcomes.indicators import outcome_classes, process

INDICATORS = (*outcome_classes.INDICATORS, *process.INDICATORS)
