"""What is read from the environment, and what a start refuses: each with words for what is wrong and what to do.

A value that cannot be understood stops every command (`SettingProblem`). What is understood but unsafe stops only what
answers to others: `fotfeste serve` and `demo`, `runserver`, and any WSGI server that loads the application
(`refusals`; the gate asks). A developer's own machine may do what no server may.
"""

import math
import re
import sys
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_network
from itertools import pairwise
from pathlib import Path

DEPLOY = "docs/how-to/deploy.md"
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY = 50
# 128 bits, counted as if each character were drawn alone; repeated or ordered text is caught by how far it packs.
FEWEST_BITS, FEWEST_PACKED_BYTES, FEWEST_CHARACTERS = 128, 40, 12
GUESSED_FIRST = (
    "secret",
    "password",
    "passord",
    "changeme",
    "change-me",
    "insecure",
    "fotfeste",
    "example",
    "hemmelig",
)
KEYBOARD_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "azerty")
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.IGNORECASE)


class SettingProblem(SystemExit):
    """A setting cannot be understood. Uncaught it ends the program with its words, and no traceback."""


def flag(environment: Mapping[str, str], name: str) -> bool:
    """A switch: `1` is on; `0` and nothing are off. Raises SettingProblem for all else: `true` must not mean off."""
    value = environment.get(name, "").strip()
    if value not in ("", "0", "1"):
        raise SettingProblem(f"{name} is {value!r}. Write 1 for on and 0 for off, or leave it out.")
    return value == "1"


def number(environment: Mapping[str, str], name: str, default: int, *, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`. Raises SettingProblem."""
    value = environment.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
        raise SettingProblem(f"{name} is {value!r}. Write a whole number from {lowest} to {highest}, or leave it out.")
    return int(value)


def choice(environment: Mapping[str, str], name: str, default: str, among: Sequence[str]) -> str:
    """One of a few words. Raises SettingProblem."""
    value = environment.get(name, "").strip() or default
    if value not in among:
        raise SettingProblem(f"{name} is {value!r}. Choose one of: {', '.join(among)}.")
    return value


def hosts(environment: Mapping[str, str]) -> list[str]:
    """The names the server answers to. Raises SettingProblem for what is no name, or a name for more than one host."""
    written = environment.get("FOTFESTE_HOSTS", "")
    if not written:
        return list(ON_THIS_MACHINE)
    found = [each.strip() for each in written.split(",")]
    for each in found:
        if "*" in each or each.startswith("."):
            raise SettingProblem(
                f"FOTFESTE_HOSTS holds {each!r}, which answers to names that nobody has listed: a link to a new "
                "password could then lead to a stranger. Write every name in full, with commas between."
            )
        if not (_is_address(each.strip("[]")) or _NAME.fullmatch(each)):
            what = f"{each!r}, which is no host name" if each else "an empty name"
            raise SettingProblem(
                f"FOTFESTE_HOSTS holds {what}. Write names such as fotfeste.kommune.example, without https:// and "
                "without port, with commas between."
            )
    return found


def networks(environment: Mapping[str, str], name: str, default: str) -> list[str]:
    """Addresses and networks such as `10.0.0.5,10.1.0.0/16`. Raises SettingProblem."""
    found = [each.strip() for each in environment.get(name, default).split(",") if each.strip()]
    for each in found:
        try:
            found_network = ip_network(each, strict=False)
        except ValueError as wrong:
            raise SettingProblem(
                f"{name} holds {each!r}, which is no address. Write addresses such as 10.0.0.5 or networks such as "
                "10.1.0.0/16, with commas between."
            ) from wrong
        if not found_network.prefixlen:
            raise SettingProblem(
                f"{name} holds {each!r}, which is every machine there is: anybody could say to come from anywhere. "
                "Write the addresses of the proxies in front of the server."
            )
    return found


def secret_in(environment: Mapping[str, str], name: str) -> str:
    """What stands in the file that the setting names, without the line end; empty when it names none."""
    path = environment.get(name, "").strip()
    if not path:
        return ""
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as refused:
        why = getattr(refused, "strerror", None) or "it is not text"
        raise SettingProblem(f"{name} names {path}, which cannot be read ({why}). Put the secret there.") from refused


def sender(environment: Mapping[str, str], name: str, *, needed: bool) -> str:
    """The address letters come from. Raises SettingProblem when there is a mail server and no address."""
    value = environment.get(name, "").strip()
    if needed and not re.fullmatch(r"(?:[^<>@\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?", value):
        raise SettingProblem(
            f"{name} is {value!r}. Write the address that letters come from, such as fotfeste@kommune.example: most "
            "mail servers refuse a letter without a sender they know."
        )
    return value or "fotfeste@localhost"


def weakness(key: str) -> str:
    """Why a key that signs sessions can be guessed; empty when it cannot."""
    if len(key) < SHORTEST_KEY:
        return f"it has {len(key)} characters, and needs {SHORTEST_KEY}"
    low = key.casefold()
    if word := next((each for each in GUESSED_FIRST if each in low), ""):
        return f"it holds the word {word!r}, which is tried first"
    if _along_the_keyboard(low) > len(key) / 2:
        return "it follows the rows of the keyboard"
    counts = Counter(key)
    bits = -sum(n * math.log2(n / len(key)) for n in counts.values())
    steps = [ord(b) - ord(a) for a, b in pairwise(key)]
    in_order = sum(step == after and abs(step) <= 1 for step, after in pairwise(steps))
    packed = len(zlib.compress(key.encode(), 9)) - 8
    if len(counts) < FEWEST_CHARACTERS or bits < FEWEST_BITS or packed < FEWEST_PACKED_BYTES or in_order > len(key) / 4:
        return "it repeats itself or stands in order, as a drawn one does not"
    return ""


def _along_the_keyboard(key: str) -> int:
    """How many characters stand in runs of four or more along a row of the keyboard, in either direction."""
    neighbours = {pair for row in KEYBOARD_ROWS for way in (row, row[::-1]) for pair in pairwise(way)}
    found, run = 0, 1
    for pair in [*pairwise(key), ("", "")]:
        if pair in neighbours:
            run += 1
        else:
            found += run if run > 3 else 0
            run = 1
    return found


def refusals(environment: Mapping[str, str], *, bind: str = "", key: str = "") -> list[str]:
    """Why a server must not start like this; none when it may. `bind` is the address it is to listen on, if known."""
    names = hosts(environment)
    far = [f"--host {bind}"] if bind and not _is_here(bind) else []
    far += [f"FOTFESTE_HOSTS {each}" for each in names if not _is_here(each) and each != bind]
    where = ", ".join(far)
    debug, demo = flag(environment, "FOTFESTE_DEBUG"), flag(environment, "FOTFESTE_DEMO")
    opened = demo and flag(environment, "FOTFESTE_DEMO_OPEN")
    found = []
    if debug and far:
        found.append(
            f"FOTFESTE_DEBUG=1 shows the code and the settings to whoever meets an error, and the server is to answer "
            f"beyond this machine ({where}). Leave FOTFESTE_DEBUG out, or keep to localhost."
        )
    if demo and far and not opened:
        found.append(
            f"The demo lets everybody in without a password, and is to answer beyond this machine ({where}). Keep to "
            "localhost; or, if that is what you want on this network, set FOTFESTE_DEMO_OPEN=1."
        )
    if far and not opened and not flag(environment, "FOTFESTE_HTTPS"):
        found.append(
            f"Without FOTFESTE_HTTPS=1 passwords and health data would go in clear over the network ({where}). Put a "
            f"proxy that ends TLS in front and set FOTFESTE_HTTPS=1 ({DEPLOY}), or keep to localhost."
        )
    key = key or environment.get("SECRET_KEY", "")
    if key and not (debug and not far) and (why := weakness(key)):
        found.append(
            f"SECRET_KEY can be guessed: {why}. Whoever has it can be anybody. Leave SECRET_KEY out, and one is made "
            "and kept; or make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    if environment.get("FOTFESTE_DATABASE_ROLE", "app") == "owner":
        found.append(
            "FOTFESTE_DATABASE_ROLE=owner would let the server change the log. Leave it out; `fotfeste migrate` takes "
            "the owner's role by itself."
        )
    return found


def bound_to(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The address that this program was told to listen on, when it is a server we know; else empty."""
    program = Path(arguments[0]).parts[-2:] if arguments else ()
    if any("granian" in part for part in program):
        for at, word in enumerate(arguments):
            if word == "--host" and at + 1 < len(arguments):
                return arguments[at + 1]
            if word.startswith("--host="):
                return word.removeprefix("--host=")
        return environment.get("GRANIAN_HOST", "")
    if "runserver" in arguments[1:2]:
        given = [word for word in arguments[2:] if not word.startswith("-")]
        return given[0].rpartition(":")[0] if given and ":" in given[0] else ""
    return ""


def now_bound_to(environment: Mapping[str, str]) -> str:
    return bound_to(sys.argv, environment)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    """Whether a name or address can only be reached from this machine."""
    host = host.strip("[]").casefold()
    if _is_address(host):
        return ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost")
