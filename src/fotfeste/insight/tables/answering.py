"""How the room's commands answer programs (`--json`): on standard output, and nothing else there."""

import json
import sys


def answer(data: object) -> None:
    """Data as indented JSON with letters as they are."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
