"""Message catalogues, one per room and language: `python -m tools.messages extract | check | compile`.

extract   gather the marked texts of every room into its catalogues; translations that exist are kept
check     every marked text has a bokmål and a nynorsk translation, with the same places (`%(name)s`) in it
compile   .po to .mo, as the running product reads them

Marked are: the gettext family and `N_` in Python, translation tags in templates, and the first argument of an error
class that descends from CareError. A text that a lower room already has is not repeated in a higher one.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "fotfeste"
# Northern Sami is prepared: its catalogues may have gaps, which show in English.
COMPLETE, PREPARED = ("nb", "nn"), ("se",)
FLOORS = ("ground", "care", "insight", "channels")
LOWEST_FIRST = ("ui", "access", "drafts", "terms", "service_model", "pathway", "assessment", "goals", "visits")
LOWEST_FIRST += ("planning", "board", "figures", "tables", "indicators")
# Position of (message, plural, context) among the arguments.
CALLS: dict[str, tuple[int, int | None, int | None]] = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), (0, None, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("_p", "pgettext", "pgettext_lazy"), (1, None, 0)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (1, 2, 0)),
}
TEMPLATE_CALLS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
ERRORS = "CareError"

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Mark:
    """One marked text and where it stands."""

    text: str
    plural: str | None
    context: str | None
    path: Path
    line: int

    @property
    def key(self) -> Key:
        return self.text, self.context

    def __str__(self) -> str:
        return f"{self.path.relative_to(SOURCE.parent.parent)}:{self.line}"


def rooms() -> list[Path]:
    """The rooms' folders, lower ones first."""
    found = [
        room for floor in FLOORS for room in sorted((SOURCE / floor).glob("*/")) if (room / "__init__.py").exists()
    ]

    def height(room: Path) -> tuple[int, int, str]:
        known = LOWEST_FIRST.index(room.name) if room.name in LOWEST_FIRST else len(LOWEST_FIRST)
        return FLOORS.index(room.parent.name), known, room.name

    return sorted(found, key=height)


def error_classes() -> set[str]:
    """The names of CareError and of all classes that descend from it."""
    parents: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                parents.setdefault(node.name, set()).update(_name(base) for base in node.bases)
    known, before = {ERRORS}, 0
    while len(known) > before:
        before = len(known)
        known |= {name for name, bases in parents.items() if bases & known}
    return known


def marks_of(room: Path, errors: set[str]) -> list[Mark]:
    """All marked texts of a room, in the order of files and lines."""
    found: list[Mark] = []
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            found += _python(path, errors)
    for path in sorted((room / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".svg"):
            found += template_marks(path)
    return found


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _python(path: Path, errors: set[str]) -> Iterator[Mark]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        places = CALLS.get(name) or ((0, None, None) if name in errors else None)
        if places is None:
            continue
        text, plural, context = (None if at is None else _literal(node, at) for at in places)
        if text:
            yield Mark(text, plural, context, path, node.lineno)


def _literal(call: ast.Call, at: int) -> str | None:
    if at < len(call.args) and isinstance(value := call.args[at], ast.Constant) and isinstance(value.value, str):
        return value.value
    return None


def template_marks(path: Path) -> Iterator[Mark]:
    """The marked texts of one template."""
    from django.utils.translation.template import templatize

    # Python's tokenizer would stumble over the template's own indentation.
    source = io.BytesIO("\n".join(line.lstrip() for line in templatize(path.read_text()).split("\n")).encode())
    for line, texts, _, context in babel_extract("python", source, TEMPLATE_CALLS):
        text, plural = (texts[0], texts[1]) if isinstance(texts, tuple) else (texts, None)
        if text:
            yield Mark(text, plural, context, path, line)


def catalogue_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(room: Path, language: str) -> Catalog:
    """The room's catalogue, empty when there is none. Raises SystemExit with the file's name when it is broken."""
    path = catalogue_path(room, language)
    if not path.exists():
        return Catalog(locale=language)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as wrong:
        raise SystemExit(f"{path}: {wrong}. Put the file right and run again.") from wrong


def key_of(message: Message) -> Key:
    return (message.id[0] if isinstance(message.id, tuple | list) else message.id), message.context


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def extract() -> int:
    errors, taken = error_classes(), set[Key]()
    owned: dict[Path, dict[Key, list[Mark]]] = {}
    for room in rooms():
        owned[room] = {}
        for mark in marks_of(room, errors):
            if mark.key not in taken:
                owned[room].setdefault(mark.key, []).append(mark)
        taken |= owned[room].keys()
    for language in (*COMPLETE, *PREPARED):
        before = {room: read(room, language) for room in owned}
        # A text that moved to another room brings its translation along.
        anywhere = {key_of(m): m for catalogue in before.values() for m in catalogue if m.id and _translated(m)}
        for room, marks in owned.items():
            if marks:
                _write(room, language, marks, before[room], anywhere, elsewhere=taken)
    return 0


def _write(
    room: Path,
    language: str,
    marks: dict[Key, list[Mark]],
    before: Catalog,
    anywhere: dict[Key, Message],
    *,
    elsewhere: set[Key],
) -> None:
    catalogue = Catalog(locale=language, project="Fotfeste", fuzzy=False, charset="utf-8")
    for key, places in marks.items():
        old = before.get(*key) or anywhere.get(key)
        plural = next((mark.plural for mark in places if mark.plural), None)
        catalogue.add(
            (key[0], plural) if plural else key[0],
            old.string if old else "",
            locations=[(name, 0) for name in sorted({str(mark.path.relative_to(SOURCE)) for mark in places})],
            flags=old.flags - {"python-format"} if old else (),
            user_comments=old.user_comments if old else (),
            context=key[1],
        )
    for message in before:
        if message.id and key_of(message) not in marks:
            if key_of(message) in elsewhere or not _translated(message):
                continue
            print(f"{catalogue_path(room, language).relative_to(SOURCE)}: no longer used: {key_of(message)[0]!r}")
            catalogue.obsolete[message.id] = message
    path = catalogue_path(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    path.write_text(header + f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n' + written.getvalue().decode())


def check() -> int:
    errors = error_classes()
    problems = 0
    catalogues = {lang: [(room, read(room, lang)) for room in rooms()] for lang in (*COMPLETE, *PREPARED)}
    known = {
        lang: {key_of(m): m for _, catalogue in all_of for m in catalogue if m.id and _translated(m)}
        for lang, all_of in catalogues.items()
    }
    seen: set[Key] = set()
    for room in rooms():
        for mark in marks_of(room, errors):
            if mark.key in seen:
                continue
            seen.add(mark.key)
            missing = [lang for lang in COMPLETE if mark.key not in known[lang]]
            if missing:
                problems += 1
                print(f"{mark}: no translation to {' and '.join(missing)}: {mark.text!r}")
    for all_of in catalogues.values():
        for room, catalogue in all_of:
            for message in catalogue:
                if message.id and _translated(message) and (wrong := _places_differ(message)):
                    problems += 1
                    path = catalogue_path(room, str(catalogue.locale)).relative_to(SOURCE.parent.parent)
                    print(f"{path}:{message.lineno}: {wrong}")
    print(f"{len(seen)} texts, {problems} problems.")
    return 1 if problems else 0


def _places_differ(message: Message) -> str:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    allowed = {each for text in ids for each in _places(text)}
    # A plural form may leave a number out ("one person"); nothing may be put in that the text does not give.
    needed = allowed if len(ids) == 1 else set()
    for string in strings:
        if (has := set(_places(string))) - allowed or needed - has:
            return f"{ids[0]!r} has the places {sorted(allowed)}, its translation {sorted(has)}"
    return ""


def _places(text: str) -> list[str]:
    return [found.group(0) for found in PLACE.finditer(text.replace("%%", ""))]


def compile_all() -> int:
    for room in rooms():
        for language in (*COMPLETE, *PREPARED):
            if (path := catalogue_path(room, language)).exists():
                with path.with_suffix(".mo").open("wb") as file:
                    write_mo(file, read(room, language))
    return 0


if __name__ == "__main__":
    commands = {"extract": extract, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
