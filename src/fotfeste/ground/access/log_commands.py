"""`fotfeste log verify`, `seal` and `new-key`: guarding the log of looks and acts."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from fotfeste.ground.terminal import Code, Commands, For, Json, answer, fail, progress, say, warn

if TYPE_CHECKING:
    from fotfeste.ground.access.verifying import Verified

SHOWN = 50
BUSY = "The log is being sealed by another process. Nothing was done; try again in a moment."


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    log = Commands(about="The log of every look and act.")
    log.add(verify, "verify", example="fotfeste log verify")
    log.add(seal, "seal", example="fotfeste log seal")
    log.add(new_key, "new-key", example="fotfeste log new-key")
    app.add_group(log, "log", who=For.SERVICE)


def verify(as_json: Json = False) -> None:
    """Hold every line against its seal. Exit code 1 if something was done to the log, or if that cannot be known."""
    from fotfeste.ground.access import verifying

    with progress("Reading the log") as report:
        report("")
        found = verifying.verify(report)
    if as_json:
        answer({"state": found.state, **asdict(found)})
    else:
        _tell(found)
    raise typer.Exit(Code.DONE if found.state == "holds" else Code.FOUND)


def _tell(found: "Verified") -> None:
    say(*found.told)
    for each in found.findings[:SHOWN]:
        warn(f"{each.kind.upper()}: {each.says}", style="red")
    if (more := len(found.findings) - SHOWN) > 0:
        warn(f"And {more} more; `--json` gives all.", style="red")
    for unknown in found.unknown:
        warn(f"Cannot be known: {unknown}")
    if found.findings:
        warn(
            f"{len(found.findings)} things do not hold. Keep this database and the file of heads as they are, and "
            "compare with a backup (docs/how-to/log.md).",
            style="red",
        )
    elif found.state == "holds":
        say(
            f"The {found.sealed} lines in {found.seals} seals say what they said when they were sealed, in that order; "
            f"none is gone and none was put in. Last sealed {found.last_sealed_at[:19]} UTC."
        )
    if found.unsealed:
        say(
            f"{found.unsealed} lines are not sealed yet. Whether others were removed among them, or one was put in "
            "since the last seal, cannot be known."
        )
    elif found.state == "holds":
        say("Whether there were newer lines that were never sealed cannot be known.")


def seal(
    restored: Annotated[
        str,
        typer.Option(
            help="Why the log goes on from what the database now holds: a backup was restored, or a key was lost. It "
            "is kept in the file of heads, and every later check tells it."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Seal the lines that are final, and write the new heads outside the database."""
    from fotfeste.ground.access import sealer

    with progress("Sealing the log") as report:
        report("")
        done = sealer.seal(restored_because=" ".join(restored.split()))
    if done is None:
        raise fail(BUSY)
    if as_json:
        answer(asdict(done))
    elif done.head is None:
        say("There is no line to seal yet.")
    else:
        head = done.head
        say(f"{done.lines} lines sealed, {head.lines} in all. Head {head.seal}: {head.digest}")


def new_key(as_json: Json = False) -> None:
    """Draw a new key, put it last in the key file, and seal with it. Take a copy of the file afterwards."""
    from django.conf import settings

    from fotfeste.ground.access import outside, sealer

    # What the old key can seal is sealed first: a refusal leaves the keys as they are.
    had = bool(outside.keys())
    if had and sealer.seal() is None:
        raise fail(BUSY)
    made = outside.add_key()
    done = sealer.seal(also_without_lines=True) if had else None
    if as_json:
        answer({"key": made, "file": str(settings.LOG_KEY_FILE), "sealed": asdict(done) if done else None})
        return
    say(
        f"The key {made} is the newest in {settings.LOG_KEY_FILE}. Copy the file to where your other secrets are; keep "
        "the older keys in it, or what they sealed cannot be checked."
    )
