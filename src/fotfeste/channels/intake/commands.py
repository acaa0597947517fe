"""`fotfeste intake referrals FILE` and `fotfeste intake episodes FILE`."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

if TYPE_CHECKING:
    from .actions import Taken
    from .rules.kinds import FileKind
    from .rules.problems import Refusal
    from .rules.rows import Checked

File = Annotated[Path, typer.Argument(help="A CSV file or an Excel workbook (.xlsx).", exists=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken and what not; change nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Answer with JSON on standard output.")]

Rows = Annotated[
    bool,
    typer.Option("--rows", help="With --json: also what was read of every row, refused ones too, and all notices."),
]

intake = typer.Typer(no_args_is_help=True, help="Bring in lists that lie in files.")


def register(app: typer.Typer) -> None:
    """Hang the commands on the product's command line."""
    app.add_typer(intake, name="intake")


@intake.command()
def referrals(file: File, dry_run: DryRun = False, as_json: Json = False, rows: Rows = False) -> None:
    """Bring in a list of referrals. Good rows are taken, every other row is named; the same file again adds nothing."""
    from fotfeste.cli import fail

    from .rules.kinds import REFERRAL_LIST

    if rows and not as_json:
        raise fail("--rows is a part of the answer in JSON. Give --json too.", 2)
    _bring_in(REFERRAL_LIST, file, dry_run=dry_run, as_json=as_json, rows=rows)


@intake.command()
def episodes(file: File, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Bring in finished episodes, person by person: the results a municipality already has."""
    from .rules.kinds import EPISODE_LIST

    _bring_in(EPISODE_LIST, file, dry_run=dry_run, as_json=as_json)


def _bring_in(kind: "FileKind", file: Path, *, dry_run: bool, as_json: bool, rows: bool = False) -> None:
    from django.utils import timezone

    from fotfeste.cli import err, fail, out, progress

    from .actions import Taken
    from .rules.problems import UnreadableFile

    try:
        data = file.read_bytes()
    except OSError as error:
        raise fail(f"{file} cannot be read: {error.strerror}. Check the name and who may read it.", 2) from error
    now = timezone.now()
    try:
        with progress(f"Reading {file.name}") as report:
            report("")
            checked = kind.check(data, today=timezone.localdate(now), progress=lambda done, of: report("", done, of))
    except UnreadableFile as error:
        problem = f"{file.name}: {error}{_other_command(kind, data)} Nothing was taken."
        if rows:
            _write({"rows": 0, "accepted": 0, "refused": [], "read": [], "notices": [], "error": problem})
        raise fail(problem, 2) from error
    taken = Taken()
    broken = None if dry_run else _take(checked, taken, now)
    answer = as_answer(checked, taken) | (rows_of(checked) if rows else {})
    if broken is not None:
        problem = (
            f"Bringing in stopped after {taken.done} of {len(checked.accepted)} good rows: {_reason(broken)} "
            "The rows before are in the record. Put that right and bring in the same file again: it adds the rest."
        )
        if as_json:
            _write(answer | {"accepted": taken.added + taken.present, "error": problem})
        raise fail(problem) from broken
    if as_json:
        _write(answer)
        for notice in checked.notices:
            if not notice.row:
                column = f"{notice.column}: " if notice.column else ""
                err.print(f"{column}{notice.text.shown()}", style="yellow", markup=False, soft_wrap=True)
        return
    _tell(out, checked, taken, dry_run=dry_run)


def _take(checked: "Checked[Any]", taken: "Taken", now: datetime) -> Exception | None:
    """Bring in the good rows; what broke it off, whatever it was, so that the answer still tells what was taken."""
    from fotfeste.cli import progress
    from fotfeste.ground.access.actions import system_user

    from .actions import take_rows

    try:
        with progress("Bringing in") as report:
            take_rows(
                rows=checked.accepted,
                by=system_user(),
                now=now,
                progress=lambda done, of: report("", done, of),
                taken=taken,
            )
    except Exception as error:
        return error
    return None


def _reason(error: Exception) -> str:
    """The first line of what went wrong, as a sentence; the lines below it may repeat what stood in a row."""
    said = (str(error).splitlines() or [""])[0].strip() or type(error).__name__
    return said if said.endswith(".") else f"{said}."


def _write(answer: "dict[str, object]") -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def _other_command(kind: "FileKind", data: bytes) -> str:
    """A pointer to the command the file belongs to, where its headings are those of another kind of list."""
    from .rules.kinds import KINDS, complete

    fitting = next((other for other in KINDS.values() if other is not kind and complete(other, data)), None)
    return f" This looks like a list for `fotfeste intake {fitting.code}`." if fitting else ""


def as_answer(checked: "Checked[Any]", taken: "Taken") -> dict[str, object]:
    """rows, accepted and refused as one object; a refused row stands once, with everything that is wrong with it.

    For a workbook also the sheet that was read, and whether it is hidden.
    """
    rows = [*checked.refused_rows, *([refusal] for refusal in taken.refused)]
    return {
        **({"sheet": checked.sheet, "sheet_hidden": checked.hidden} if checked.sheet else {}),
        "rows": checked.rows,
        "accepted": len(checked.accepted) - len(taken.refused),
        "refused": [
            {
                "row": refusals[0].row,
                "column": ", ".join(dict.fromkeys(refusal.column for refusal in refusals)),
                "problem": " ".join(_sentence(refusal) for refusal in refusals),
            }
            for refusals in sorted(rows, key=lambda refusals: refusals[0].line)
        ],
    }


def rows_of(checked: "Checked[Any]") -> dict[str, object]:
    """What was read of every row in the order of the file, refused ones too, and the notices.

    Text that is not there or cannot be understood is empty, a date null. The row of a notice about the whole file is
    null.
    """
    return {
        "read": [
            {
                "row": row,
                **dict.fromkeys(("given_name", "family_name"), ""),
                "birth_date": None,
                "national_number": "",
                "referred_on": None,
                "phone": "",
                **read,
            }
            for row, read in checked.read
        ],
        "notices": [
            *(
                {"row": None, "column": heading, "text": "The column is not known and was not taken."}
                for heading in checked.columns.not_understood
            ),
            *(
                {"row": notice.row or None, "column": notice.column, "text": notice.text.shown()}
                for notice in checked.notices
            ),
        ],
    }


def _sentence(refusal: "Refusal") -> str:
    return f"{refusal.problem.shown()} {refusal.cure.shown()}".strip()


def _tell(out: Any, checked: "Checked[Any]", taken: "Taken", *, dry_run: bool) -> None:
    out.print(f"{checked.form.shown()}.", markup=False)
    understood = ", ".join(f"{heading} = {label.shown()}" for heading, label in checked.columns.pairs)
    out.print(f"Columns understood: {understood}.", markup=False, soft_wrap=True)
    if checked.columns.not_understood:
        out.print(f"Columns not taken: {', '.join(checked.columns.not_understood)}.", markup=False, soft_wrap=True)
    for notice in checked.notices:
        where = ", ".join(part for part in (notice.row and f"Row {notice.row}", notice.column) if part)
        out.print(f"{where}{': ' if where else ''}{notice.text.shown()}", style="yellow", markup=False, soft_wrap=True)
    refused = [refusal for row in checked.refused_rows for refusal in row] + taken.refused
    if refused:
        table = Table(title="Rows that were not taken", title_justify="left")
        for heading in ("Row", "Line", "Column", "What is wrong, and what to do"):
            table.add_column(heading, justify="right" if heading == "Line" else "left")
        for refusal in refused:
            table.add_row(refusal.row, str(refusal.line), refusal.column, _sentence(refusal))
        out.print(table, markup=False)
    good = len(checked.accepted) - len(taken.refused)
    summary = f"{checked.rows} rows: {good} good, {checked.rows - good} refused."
    if dry_run:
        out.print(f"{summary} This was a trial: nothing was taken.", style="bold")
    elif taken.present:
        out.print(f"{summary} {taken.added} added; {taken.present} were here already.", style="bold")
    else:
        out.print(f"{summary} {taken.added} added.", style="bold")
