"""Commands of this room: what changed and for whom, and two groups beside each other."""

from fotfeste.insight.effect.commands.estimating import register

__all__ = ["register"]
