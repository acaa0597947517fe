"""Fills the rest of the demo municipality behind its pages: `python -m fotfeste.ground.database.filling`.

The demo starts it. Stopped anywhere, the database drops the person it is at, and the next start goes on from there.
"""

import os

from fotfeste.ground.database import showroom

# The pages come first.
NICENESS = 5


def main() -> None:
    """Say that it begins and what was filled, on stdout; nothing when nothing is left."""
    os.nice(NICENESS)
    print("The rest of the two years is being filled in behind the pages; lists and results grow.", flush=True)
    if filled := showroom.fill_rest():
        print(filled, flush=True)


if __name__ == "__main__":
    main()
