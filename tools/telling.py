"""How the installer speaks: one line per step, and problems with what to do about them."""

import sys


def say(text: str) -> None:
    print(text, flush=True)


class Problem(Exception):
    """Something could not be brought: what happened, and what to do."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy

    def show(self) -> None:
        print(f"\n{self.what}\n{self.remedy}".rstrip(), file=sys.stderr, flush=True)
