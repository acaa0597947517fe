"""Becomes another program that ends when whoever started it ends: `python bound.py PARENT SIGNAL PROGRAM …`.

Run as a file, without the package and without site: it is there before every child and must cost nothing. It stands
between because the alternative, a function run between fork and exec, may hang when the parent has threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1  # survives becoming another program (prctl(2))


def main(parent: int, signal: int, program: list[str]) -> None:
    """Never returns. Ends at once when the parent has gone before the kernel could be told."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal)
    if os.getppid() != parent:
        sys.exit(0)
    os.execv(program[0], program)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
