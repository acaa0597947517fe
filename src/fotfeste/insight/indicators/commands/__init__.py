"""Commands of this room: counting indicators, and watching them over time and between units."""

import typer

from fotfeste.insight.indicators.commands import monitoring, running


def register(app: typer.Typer) -> None:
    """Hang the commands on the product's command line."""
    group = typer.Typer(no_args_is_help=True, help="What is counted, how, and what came out.")
    running.register(group)
    monitoring.register(group)
    app.add_typer(group, name="indicators")
