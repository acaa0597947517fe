"""Commands of this room: counting indicators, and watching them over time and between units."""

from fotfeste.ground.terminal import Commands, For
from fotfeste.insight.indicators.commands import charts, comparing, monitoring, running


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    group = Commands(about="What is counted, how, and what came out.")
    running.register(group)
    monitoring.register(group)
    charts.register(group)
    comparing.register(group)
    app.add_group(group, "indicators", who=For.ANALYSTS)
