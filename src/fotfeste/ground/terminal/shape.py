"""The shape of a command: whom it is for, an example, and a help that is plain text and quick to come."""

import math
import shutil
from collections.abc import Callable
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from fotfeste.ground.terminal.ending import Code
from fotfeste.ground.terminal.saying import NARROWEST


class For(StrEnum):
    """Who uses a command: the headings of `fotfeste --help`, in their order."""

    TRYING = "For those who try it"
    SERVICE = "For those who run the service"
    PLANNERS = "For planners"
    ANALYSTS = "For those who measure and count"


class Command(TyperCommand):
    """A command whose numbers are numbers: `nan` and `inf` are refused where a number is asked for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        for param in self.params:
            value = ctx.params.get(param.name or "")
            if isinstance(value, float) and not math.isfinite(value):
                hint = f"'{param.opts[-1]}'"
                raise typer.BadParameter(f"{value} is not a number to count with.", ctx=ctx, param_hint=hint)
        return rest

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples, each on a line as it is typed."""
        if self.epilog:
            with formatter.section("Example"):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Group(TyperGroup):
    """A group of commands, told under the headings of who uses them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help())
            raise typer.Exit(Code.WRONG)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise typer.BadParameter(_unknown(args[0], self, ctx.command_path), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        shown = [(name, command) for name, command in self.commands.items() if not command.hidden]
        longest = max((len(name) for name, _ in shown), default=0)
        headings: dict[str, list[tuple[str, str]]] = {}
        for name, command in shown:
            words = command.get_short_help_str(max(20, formatter.width - longest - 4))
            headings.setdefault(getattr(command, "rich_help_panel", None) or "Commands", []).append(
                (name.ljust(longest), words)
            )
        for heading in sorted(headings, key=lambda each: [*For, each].index(each)):
            with formatter.section(heading):
                formatter.write_dl(headings[heading])


def _unknown(word: str, group: Group, path: str) -> str:
    """That there is no such command, and the nearest there is, here or one step further down."""
    paths = {name: f"{path} {name}" for name in group.commands}
    for name, command in group.commands.items():
        if isinstance(command, Group):
            paths |= {inner: f"{path} {name} {inner}" for inner in command.commands if inner not in paths}
    near = [f"`{paths[each]}`" for each in get_close_matches(word, paths)]
    return f"There is no command {word!r}." + (f" Did you mean {' or '.join(near)}?" if near else "")


def _help() -> dict[str, Any]:
    """How help is asked for, and its width where the terminal is narrower than the least Typer would take."""
    columns = shutil.get_terminal_size().columns
    narrow = {"terminal_width": max(NARROWEST, columns - 2)} if columns < 52 else {}
    return {"help_option_names": ["--help", "-h"], **narrow}


class Commands(typer.Typer):
    """A room's commands. Each says an example; those at the top say whom they are for."""

    def __init__(self, name: str | None = None, *, about: str = "", completion: bool = False) -> None:
        super().__init__(
            name=name, cls=Group, help=about, add_completion=completion,
            pretty_exceptions_enable=False, rich_markup_mode=None,
            context_settings=_help(),
        )  # fmt: skip

    def add(
        self,
        command: Callable[..., Any],
        name: str | None = None,
        *,
        example: str,
        who: For | None = None,
        short: str | None = None,
    ) -> None:
        """Hang a command here. `example`: one command line as it is typed, or several on lines of their own."""
        self.command(
            name, cls=Command, epilog=example, short_help=short, rich_help_panel=who,
            context_settings=_help(),
        )(command)  # fmt: skip

    def add_group(self, group: "Commands", name: str, *, who: For) -> None:
        """Hang a group of commands at the top, under the heading of those it is for."""
        self.add_typer(group, name=name, rich_help_panel=who)
