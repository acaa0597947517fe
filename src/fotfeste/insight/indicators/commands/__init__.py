"""Commands of this room: counting indicators, and watching them over time and between units."""

from fotfeste.insight.indicators.commands.running import register

__all__ = ["register"]
