"""`fotfeste demo`, `serve`, `migrate` and `mail test`: what keeps an installation running."""

import os
import sys
from typing import Annotated

import typer

from fotfeste import starting
from fotfeste.ground import database
from fotfeste.ground.running.ready import make_ready
from fotfeste.ground.terminal import Commands, For, fail, progress, say, warn

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on; if it is in use, the next free one.")]

HISTORY_BEHIND = {"Filling in the rest of the two years": [sys.executable, "-m", "fotfeste.ground.database.filling"]}
PLANNER_BEHIND = {
    "Compiling the planner": [sys.executable, "-m", "fotfeste.care.planning.rules.search.warming", "--behind"]
}


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    app.add(demo, who=For.TRYING, example="fotfeste demo --port 8080", short="A filled municipality to click in.")
    app.add(
        serve, who=For.SERVICE, example="fotfeste serve --port 8000 --workers 2", short="Run the server and its jobs."
    )
    app.add(migrate, who=For.SERVICE, example="fotfeste migrate", short="Bring the tables up to date after an upgrade.")
    letters = Commands(about="The mail server that letters about passwords go through.")
    letters.add(mail_test, "test", example="fotfeste mail test post@kommune.example")
    app.add_group(letters, "mail", who=For.SERVICE)


def demo(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    reset: Annotated[
        bool, typer.Option("--reset", help="Throw the demo municipality away and make a new one.")
    ] = False,
    only_build: Annotated[bool, typer.Option("--only-build", help="Fill the whole municipality, and end.")] = False,
    planner: Annotated[
        bool, typer.Option(help="Compile the planner behind the pages, unless it is compiled already.")
    ] = True,
) -> None:
    """Start a demo municipality: invented persons, ready users, nothing to set up. Ctrl-C stops it; the data stay."""
    os.environ["FOTFESTE_DEMO"] = "1"
    refuse_unsafe_start(host)
    from fotfeste.ground.database import showroom

    with showroom.alone():
        with progress("Starting") as report:
            report("the database")
            behind: dict[str, list[str]] = {}
            if showroom.prepare(reset=reset, report=report):
                if only_build:
                    say(showroom.fill_rest(report))
                else:
                    behind |= HISTORY_BEHIND
        if only_build:
            return
        behind |= PLANNER_BEHIND if planner else {}
        hint = "Choose who you are on the page; no password is needed."
        run_server(host, port, workers=os.cpu_count() or 2, path="/demo/", hint=hint, behind=behind)


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


def run_server(
    host: str, port: int, *, workers: int, path: str, hint: str, behind: dict[str, list[str]] | None = None
) -> None:
    """The server and the job worker until somebody stops them; `behind` are works that go on behind the pages."""
    from fotfeste.ground.tasks import processes as children

    free = children.free_port(host, port)
    if free is None:
        raise fail(f"Port {port} and those after it are in use on {host}. Choose another with --port.", 2)
    if free != port:
        say(f"Port {port} is in use; taking {free}.")
    shown = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0", "::") else host
    home = database.home()

    def tell() -> None:
        say("", f"Fotfeste is at http://{shown}:{free}{path}", style="bold")
        say(*(word for word in (hint, "Ctrl-C stops it.") if word))

    def failed(name: str, code: int) -> None:
        warn(f"{name} did not come to its end (code {code}). The pages are not touched by it.")

    def put_right() -> bool:
        if database.external() or database.running(home):
            return False
        warn("The database stopped unexpectedly; starting it again.")
        database.start(home)
        return True

    os.environ.setdefault("FOTFESTE_HOSTS", ",".join(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", host))))
    # Files gathered for production are served from here; without the folder the server warns at every start.
    (home / "static").mkdir(exist_ok=True)
    both = children.Processes(
        {
            children.WEB_SERVER: children.web_server(host, free, workers),
            children.JOB_WORKER: children.job_worker(),
        },
        behind or {},
    )
    local = "127.0.0.1" if host == "0.0.0.0" else host
    try:
        both.run(on_ready=tell, ready=lambda: children.answers(local, free, path), watch=put_right, failed=failed)
    except children.ChildGone as gone:
        raise fail(gone) from gone
    say("Stopped. The data are kept.")


def migrate() -> None:
    """Bring the database's tables to what this version needs. Run it after every upgrade of Fotfeste."""
    from fotfeste.ground.database import schema

    schema.begin()
    try:
        with progress("Migrating") as report:
            done = schema.migrate(report)
    except Exception as wrong:
        raise schema.unreachable(wrong) from wrong
    say(f"{len(done)} changes made." if done else "Nothing to do: the tables are as this version needs them.")


def mail_test(to: Annotated[str, typer.Argument(help="The address a test letter is sent to.")]) -> None:
    """Send a test letter, and say what the mail server answered."""
    make_ready()
    from django.conf import settings
    from django.core.mail import send_mail

    if not settings.MAIL:
        raise fail("There is no mail server. Set FOTFESTE_MAIL_HOST and the others (docs/reference/settings.md).", 2)
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        send_mail("Fotfeste", "This letter tests the mail server of Fotfeste.", None, [to])
    except (OSError, ValueError) as wrong:
        raise fail(f"The letter was not sent through {server}: {wrong}") from wrong
    say(f"The mail server {server} took the letter to {to}. See that it arrives.")
