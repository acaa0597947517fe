"""How a command ends: its exit code, and one paragraph on stderr with what happened and what to do next."""

import errno
import os
import signal
import sys
import traceback
from enum import IntEnum
from types import FrameType, TracebackType
from typing import Any

import typer

from fotfeste.ground.terminal.saying import warn

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Code(IntEnum):
    """What an exit code of `fotfeste` means; the reference prints these lines."""

    DONE = 0
    FOUND = 1
    WRONG = 2
    FAULT = 3
    STOPPED = 130
    TOLD = 128 + signal.SIGTERM

    @property
    def meaning(self) -> str:
        return {
            Code.DONE: "Done.",
            Code.FOUND: "It was asked rightly and did not go well: a check found something wrong, the database does "
            "not answer, the disk is full.",
            Code.WRONG: "It was asked wrongly: an unknown word, an option that does not fit, a file that cannot be "
            "read or used.",
            Code.FAULT: "A fault in Fotfeste itself. `FOTFESTE_DEBUG=1` shows where.",
            Code.STOPPED: "Stopped with Ctrl-C.",
            Code.TOLD: "Told to stop, as an operating system or a supervisor does (SIGTERM).",
        }[self]


def fail(problem: object, code: int = Code.FOUND) -> typer.Exit:
    """Say on stderr what happened and what to do; `raise` what this gives."""
    warn(problem, style="red")
    return typer.Exit(code)


class ToldToStop(KeyboardInterrupt):
    """SIGTERM came. Kin of Ctrl-C: the database driver then cancels the statement that runs.

    With any other exception the connection stays busy, and what cleans up after it fails in turn.
    """


_told: list[int] = []  # the signals that came, for the life of the process


def end_when_told() -> None:
    """From now on SIGTERM ends the command as Ctrl-C does; by itself Python would leave a database server behind."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    _told.append(number)
    raise ToldToStop


def run(app: typer.Typer, arguments: list[str] | None = None) -> int:
    """The whole program: one command, and the exit code it ended with. Every error comes out as words."""
    # A stream that was closed before we began (`>&-`) takes what nobody wants.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A letter that the terminal's encoding lacks is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(app, arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except OSError as wrong:
        # What was written could not go out at the end; what is still held back would fail once more at exit.
        _let_go(sys.stdout)
        return _of_problem(wrong)
    return code


def _run(app: typer.Typer, arguments: list[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) == 2 and words[0] in ("--show-completion", "--install-completion"):
        # Typer guesses the shell from the process above, and takes a name for it only where it may not guess.
        os.environ["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"
    try:
        given = typer.main.get_command(app)(args=arguments, prog_name="fotfeste", standalone_mode=False)
    except BrokenPipeError:
        raise
    except typer.Abort as stopped:
        if isinstance(stopped.__cause__, EOFError):
            return fail("An answer was asked for and none came. Give it as an option (--help names them).", 2).exit_code
        return _stopped()
    except KeyboardInterrupt:
        return _stopped()
    except typer.Exit as end:
        return end.exit_code
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise BrokenPipeError from end
        # Settings that cannot be understood end the program with their words.
        if end.code is None or isinstance(end.code, int):
            return end.code or Code.DONE
        return fail(end.code, Code.WRONG).exit_code
    except Exception as problem:
        return _of_problem(problem)
    return _stopped() if given == Code.STOPPED else given if isinstance(given, int) else Code.DONE


def _of_problem(problem: Exception) -> int:
    """Say the problem as people understand it, and give the code it ends with."""
    if _told:
        # What fails while all is being left, fails because it is left.
        return _stopped()
    if isinstance(problem, typer.TyperException):
        return fail(_of_use(problem), Code.WRONG).exit_code
    # Our own exceptions carry words for people: what happened, and what to do next.
    if type(problem).__module__.startswith("fotfeste."):
        return fail(problem, getattr(problem, "exit_code", Code.WRONG)).exit_code
    if isinstance(problem, OSError) and (words := _of_a_file(problem)):
        return fail(words, Code.FOUND if problem.errno in FULL else Code.WRONG).exit_code
    if isinstance(problem, MemoryError):
        return fail("There is not memory enough for that. Take a smaller file, or stop other programs.").exit_code
    if _of_the_database(problem):
        first = (str(problem).splitlines() or [""])[0]
        return fail(f"The database did not do what it was asked: {first}. See that it runs, and try again.").exit_code
    return _fault(problem)


def _of_use(problem: typer.TyperException) -> str:
    message = (
        problem.format_message()
        .replace("\n\t", " ")
        .replace("Value error, ", "")
        .removeprefix("Invalid value: ")
        .strip()
    )
    message = message.replace(" is not one of ", " is not known. Choose one of: ")
    message = message if message.endswith((".", "?", ")")) else f"{message}."
    context = getattr(problem, "ctx", None)
    path = context.command_path if context else "fotfeste"
    return f"{message} `{path} --help` says how it is used."


def _of_a_file(problem: OSError) -> str:
    """Words for what the machine says of a file; empty for what is about none."""
    if problem.errno in FULL:
        return f"{problem.filename or 'What was to be written'}: {problem.strerror}. Make room and try again."
    if problem.filename is None:
        return ""
    return f"{problem.filename}: {problem.strerror}. Check the name, and who may read and write there."


def _of_the_database(problem: Exception) -> bool:
    return any(each.__module__.startswith(("django.db", "psycopg")) for each in type(problem).__mro__)


def _fault(problem: Exception) -> int:
    """A fault of ours. Its own words are not shown: they may repeat what stands in a record."""
    if os.environ.get("FOTFESTE_DEBUG") == "1":
        traceback.print_exception(problem)
        return Code.FAULT
    return fail(
        f"Fotfeste met a fault of its own ({type(problem).__name__} in {_place(problem.__traceback__)}) and stopped. "
        "What was done before is kept. Tell those who look after Fotfeste; FOTFESTE_DEBUG=1 shows them where it was.",
        Code.FAULT,
    ).exit_code


def _place(trace: TracebackType | None) -> str:
    """The innermost line of ours, as `room/file.py:12`."""
    ours = [each for each in traceback.extract_tb(trace) if "/fotfeste/" in each.filename]
    return f"{ours[-1].filename.rpartition('/fotfeste/')[2]}:{ours[-1].lineno}" if ours else "the start"


def _stopped() -> int:
    return fail("Stopped. Nothing more is done.", Code.TOLD if _told else Code.STOPPED).exit_code


def _reader_left() -> int:
    """A reader that closed our output early (`| head`) is no error of ours."""
    _let_go(sys.stdout)
    return Code.DONE


def _let_go(stream: Any) -> None:
    """What is still held back for a stream that takes no more goes nowhere, in place of failing once more at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return
