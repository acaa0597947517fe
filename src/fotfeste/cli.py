"""The command `fotfeste`. Rooms bring commands of their own: `<floor>/<room>/commands.py` with `register(app)`.

Every command finds its database up, its tables right and Django set up; nobody has to start a server first. One that
needs no database says so (`ground.database.without_database`). Errors that can be expected are told in plain words on
stderr: exit code 2 when the command was given something wrong, 1 otherwise.
"""

import functools
import importlib
import importlib.util
import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from fotfeste import starting
from fotfeste.ground import database
from fotfeste.ground.database import DatabaseProblem
from fotfeste.starting import SettingProblem

# In the order of the help text. A room without commands is passed over.
ROOMS = (
    "channels.intake",
    "care.service_model",
    "care.assessment",
    "care.planning",
    "insight.report",
    "insight.indicators",
    "insight.effect",
    "insight.economy",
    "insight.registers",
    "insight.quality",
    "channels.reports",
    "ground.access",
)

app = typer.Typer(name="fotfeste", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
user_app = typer.Typer(no_args_is_help=True, help="The users of this installation.")
unit_app = typer.Typer(no_args_is_help=True, help="The offices, teams and zones users work in.")
log_app = typer.Typer(no_args_is_help=True, help="The log of every look and act.")
mail_app = typer.Typer(no_args_is_help=True, help="The mail server that letters about passwords go through.")
app.add_typer(user_app, name="user")
app.add_typer(unit_app, name="unit")
app.add_typer(log_app, name="log")
app.add_typer(mail_app, name="mail")

LONGEST_NAME = 120  # as the tables of users and units hold it

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on; if it is in use, the next free one.")]


@app.callback()
def fotfeste() -> None:
    """Hverdagsrehabilitering from referral to documented outcome."""


def fail(problem: object, code: int = 1) -> typer.Exit:
    """Say on stderr what happened and what to do; `raise` what this gives."""
    err.print(str(problem), style="bold red", markup=False, soft_wrap=True)
    return typer.Exit(code)


def plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, with expected errors told in words and not as a traceback."""

    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return command(*arguments, **named)
        except DatabaseProblem as problem:
            raise fail(problem) from problem
        except SettingProblem as problem:
            raise fail(problem, 2) from problem
        except Exception as problem:
            if _expected(problem):
                raise fail(problem, 2) from problem
            raise

    return run


def _expected(problem: Exception) -> bool:
    """Whether care or access refused with words of their own. Looked up only if loaded: importing them is slow."""
    kinds = (("fotfeste.care.terms.rules.errors", "CareError"), ("fotfeste.ground.access.gate", "AccessRefused"))
    return any(
        isinstance(problem, getattr(sys.modules[module], name)) for module, name in kinds if module in sys.modules
    )


def with_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, with the database up, its tables right and Django set up before the first line runs."""

    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        make_ready()
        return command(*arguments, **named)

    return plainly(run)


def with_django(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, with Django set up and no database: for those marked `without_database`."""

    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
        import django

        django.setup()
        return command(*arguments, **named)

    return plainly(run)


def make_ready() -> None:
    from fotfeste.ground.database import schema

    with progress("Preparing the database") as report:
        schema.ready(report)


@contextmanager
def progress(what: str) -> Iterator[Callable[..., None]]:
    """A progress bar on stderr that shows up with the first report and clears away when done.

    The report is called as `report(name, done, of)`.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def report(name: str = "", done: int = 0, of: int | None = None) -> None:
            bar.update(task, description=f"{what} {name}".strip(), completed=done, total=of, visible=True)

        yield report


@app.command()
@plainly
def demo(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    reset: Annotated[
        bool, typer.Option("--reset", help="Throw the demo municipality away and make a new one.")
    ] = False,
) -> None:
    """Start a demo municipality: invented persons, ready users, nothing to set up. Ctrl-C stops it; the data stay."""
    os.environ["FOTFESTE_DEMO"] = "1"
    refuse_unsafe_start(host)
    from fotfeste.ground.database import showroom

    with progress("Starting") as report:
        report("the database")
        made = showroom.prepare(reset=reset, report=report)
    if made:
        out.print(made)
    run_server(host, port, workers=1, path="/demo/", hint="Choose who you are on the page; no password is needed.")


@app.command()
@plainly
def serve(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Server processes; one per core is a good start.")] = 2,
) -> None:
    """Run the server and the job worker until Ctrl-C. Settings that are unsafe are told, and nothing starts."""
    refuse_unsafe_start(host)
    make_ready()
    from fotfeste.ground.access import queries

    hint = "" if queries.somebody_signs_in() else "Make a first user with: fotfeste user add"
    run_server(host, port, workers=workers, path="/", hint=hint)


def refuse_unsafe_start(host: str) -> None:
    """Raise what ends the command, with every reason at once, when the server must not start with these settings."""
    if why := starting.refusals(os.environ, bind=host):
        raise fail("Not started.\n" + "\n".join(why), 2)


def run_server(host: str, port: int, *, workers: int, path: str, hint: str) -> None:
    from fotfeste.ground.tasks import processes as children

    free = children.free_port(host, port)
    if free is None:
        raise fail(f"Port {port} and those after it are in use on {host}. Choose another with --port.", 2)
    if free != port:
        out.print(f"Port {port} is in use; taking {free}.")
    shown = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0", "::") else host
    home = database.home()

    def tell() -> None:
        words = (f"\n[bold]Fotfeste is at http://{shown}:{free}{path}[/bold]", hint, "Ctrl-C stops it.")
        out.print("\n".join(word for word in words if word))

    def put_right() -> bool:
        if database.external() or database.running(home):
            return False
        err.print("The database stopped unexpectedly; starting it again.", style="yellow")
        database.start(home)
        return True

    os.environ.setdefault("FOTFESTE_HOSTS", ",".join(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", host))))
    # Files gathered for production are served from here; without the folder the server warns at every start.
    (home / "static").mkdir(exist_ok=True)
    both = children.Processes(
        {
            children.WEB_SERVER: children.web_server(host, free, workers),
            children.JOB_WORKER: children.job_worker(),
        }
    )
    local = "127.0.0.1" if host == "0.0.0.0" else host
    try:
        both.run(on_ready=tell, ready=lambda: children.answers(local, free, path), watch=put_right)
    except children.ChildGone as gone:
        raise fail(gone) from gone
    out.print("Stopped. The data are kept.")


@app.command()
@plainly
def migrate() -> None:
    """Bring the database's tables to what this version needs. Run it after every upgrade of Fotfeste."""
    from fotfeste.ground.database import schema

    schema.begin()
    try:
        with progress("Migrating") as report:
            done = schema.migrate(report)
    except Exception as wrong:
        raise schema.unreachable(wrong) from wrong
    out.print(f"{len(done)} changes made." if done else "Nothing to do: the tables are as this version needs them.")


@user_app.command("add")
@with_database
def user_add(
    email: Annotated[str, typer.Argument(help="The address the user signs in with.")],
    name: Annotated[str, typer.Option(help="Full name.", prompt="Name")],
    role: Annotated[str, typer.Option(help="Role, for example allocator, therapist, trainer, manager or admin.")],
    unit: Annotated[list[str] | None, typer.Option(help="Unit the user works in; may be repeated.")] = None,
    profession: Annotated[str, typer.Option(help="Profession, for example occupational_therapist.")] = "",
    ask: Annotated[bool, typer.Option("--ask-password", help="Ask for the password; else one is made.")] = False,
) -> None:
    """Make a user. A password is made and shown once, unless you ask to type one."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import IntegrityError
    from django.utils import timezone

    from fotfeste.ground.access import actions, queries
    from fotfeste.ground.access.labels import UNIT_KINDS
    from fotfeste.ground.access.rules.rights import Profession, Role

    allowed = [each.value for each in Role if each is not Role.SYSTEM]
    if role not in allowed:
        raise fail(f"There is no role {role!r}. Choose one of: {', '.join(allowed)}.", 2)
    if profession and profession not in list(Profession):
        raise fail(f"There is no profession {profession!r}. Choose one of: {', '.join(Profession)}.", 2)
    units = {each.name: each for kind, _ in UNIT_KINDS for each in queries.units(kind=kind)}
    if unknown := [each for each in unit or () if each not in units]:
        known = ", ".join(units) or "none yet; make one with `fotfeste unit add`"
        raise fail(f"There is no unit {unknown[0]!r}. Units here: {known}.", 2)
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else secrets.token_urlsafe(12)
    name = name_of(name)
    try:
        validate_email(email)
        validate_password(password)
        actions.add_user(
            email=email, name=name, role=Role(role), profession=profession, password=password,
            units=tuple(units[each] for each in unit or ()), by=actions.system_user(), now=timezone.now(),
        )  # fmt: skip
    except ValidationError as wrong:
        raise fail(" ".join(wrong.messages), 2) from wrong
    except IntegrityError as taken:
        raise fail(f"There is already a user with the address {email}.", 2) from taken
    out.print(f"{name} can sign in as {email}.")
    if not ask:
        out.print(f"Password, shown this once: {password}", markup=False)


def name_of(written: str) -> str:
    """A name of a user or a unit without spaces around; raise what ends the command when it is empty or too long."""
    name = " ".join(written.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise fail(f"Write a name of 1 to {LONGEST_NAME} letters that can be seen; {written[:40]!r} is none.", 2)
    return name


@unit_app.command("add")
@with_database
def unit_add(
    name: Annotated[str, typer.Argument(help="The unit's name as people say it.")],
    kind: Annotated[str, typer.Option(help="Kind: office (allocation office), team, zone (home nursing) …")],
) -> None:
    """Make a unit: an allocation office, a team, or a zone of home nursing."""
    from django.utils import timezone

    from fotfeste.ground.access import actions
    from fotfeste.ground.access.labels import UNIT_KINDS

    name = name_of(name)
    kinds = [each for each, _ in UNIT_KINDS]
    if kind not in kinds:
        raise fail(f"There is no kind of unit {kind!r}. Choose one of: {', '.join(kinds)}.", 2)
    made = actions.add_unit(name=name, kind=kind, by=actions.system_user(), now=timezone.now())
    if made.kind != kind:
        raise fail(f"{made.name} is there already, and is of the kind {made.kind}. Choose another name.", 2)
    out.print(f"{made.name} is there.")


@log_app.command("verify")
@with_database
def log_verify() -> None:
    """Check that no line of the log was changed, removed or put in. Exit code 1 if one was."""
    from fotfeste.ground.access import queries

    with progress("Reading the log") as report:
        report("")
        broken = list(queries.broken_links())
    for number, problem in broken:
        err.print(f"Line {number} {problem}.", style="bold red", markup=False)
    if broken:
        raise fail(f"{len(broken)} lines do not hold. Keep this database as it is and compare with a backup.")
    lines, newest = queries.end_of_log()
    out.print(f"Every line of the log follows the one before it ({lines} lines).")
    out.print(
        "Lines cut off at the end leave no trace here. Compare the newest line with what you noted last time: "
        f"{newest or 'there is none yet'}",
        soft_wrap=True,
    )


@mail_app.command("test")
@with_database
def mail_test(to: Annotated[str, typer.Argument(help="The address a test letter is sent to.")]) -> None:
    """Send a test letter, and say what the mail server answered."""
    from django.conf import settings
    from django.core.mail import send_mail

    if not settings.MAIL:
        raise fail("There is no mail server. Set FOTFESTE_MAIL_HOST and the others (docs/reference/settings.md).", 2)
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        send_mail("Fotfeste", "This letter tests the mail server of Fotfeste.", None, [to])
    except (OSError, ValueError) as wrong:
        raise fail(f"The letter was not sent through {server}: {wrong}") from wrong
    out.print(f"The mail server {server} took the letter to {to}. See that it arrives.")


def add_rooms() -> None:
    """Let every room of ROOMS register its commands, and give each its database, unless it says it needs none."""
    known = {id(info) for info in _commands(app)}
    for room in ROOMS:
        module = f"fotfeste.{room}.commands"
        if importlib.util.find_spec(module):
            importlib.import_module(module).register(app)
    for info in _commands(app):
        if id(info) not in known and info.callback:
            ready = with_database if database.needs_database(info.callback) else with_django
            info.callback = ready(info.callback)


def _commands(group: typer.Typer) -> Iterator[Any]:
    yield from group.registered_commands
    for inner in group.registered_groups:
        if inner.typer_instance:
            yield from _commands(inner.typer_instance)


def main() -> None:
    """The entry point of the console script."""
    # Told to stop, every command cleans up as after Ctrl-C; by itself Python would leave a database server behind.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    add_rooms()
    # A reader that closed our output early (`| head`) is no error of ours.
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
