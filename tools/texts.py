"""Every text that people are shown, in which language, and where it stands.

Read are: the catalogues (their English keys too), `Text(en, nb, nn)` in Python, the words in TOML data, what a template
says outside its marks, and the pages of docs/brukere.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import messages

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fotfeste"
LANGUAGES = ("nb", "nn", "en")
# TOML whose words are not shown to people: sources, classes of fields, names, and layouts of programs.
NOT_SHOWN = ("privacy.toml", "names.toml")
_IN_KEY = re.compile(r"(?:^|[._])(nb|nn|en|se)$")
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_MARKED = re.compile(r"\{%-?\s*blocktranslate\b.*?\{%-?\s*endblocktranslate\s*-?%\}", re.DOTALL)
_LINE = re.compile(r"^(?:#+|[-*]|\d+\.)?\s*")
_LINK_TO = re.compile(r"(?<=\])\([^)]*\)")


@dataclass(frozen=True)
class Told:
    """One text as people read it."""

    language: str
    text: str
    path: Path
    """Below the folder that holds src/ and docs/."""
    entry: str
    """What finds it in the file: the English key of a catalogue, a key of a table, or the line."""

    def __str__(self) -> str:
        return f"{self.path}: {self.entry}"


def all_texts(root: Path = ROOT) -> Iterator[Told]:
    """All texts of the product under `root`, in the order of files."""
    yield from catalogues(root)
    for path in sorted((root / "src" / "fotfeste").rglob("*.py")):
        yield from triples(path.read_text(), path.relative_to(root))
    for path in sorted((root / "src" / "fotfeste").rglob("*.toml")):
        if path.name not in NOT_SHOWN:
            yield from tables(path.read_text(), path.relative_to(root))
    for path in sorted((root / "src" / "fotfeste").rglob("templates/**/*.html")):
        yield from unmarked(path.read_text(), path.relative_to(root))
    for path in sorted((root / "docs" / "brukere").rglob("*.md")):
        yield from page(path.read_text(), path.relative_to(root))


def catalogues(root: Path = ROOT) -> Iterator[Told]:
    """The translations, and once each the English text that is their key."""
    for room in messages.rooms():
        for language in messages.COMPLETE:
            path = messages.catalogue_path(room, language).relative_to(ROOT)
            for message in messages.read(room, language):
                if not message.id:
                    continue
                keys = message.id if isinstance(message.id, tuple | list) else (message.id,)
                said = message.string if isinstance(message.string, tuple | list) else (message.string,)
                if language == messages.COMPLETE[0]:
                    yield from (Told("en", key, path, repr(keys[0])) for key in keys)
                yield from (Told(language, text, path, repr(keys[0])) for text in said if text)


def triples(source: str, path: Path) -> Iterator[Told]:
    """What stands in `Text(en, nb, nn)`, each language as one text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and len(node.args) == 3:
            for language, each in zip(("en", "nb", "nn"), node.args, strict=True):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield Told(language, each.value, path, f"line {each.lineno}")


def tables(source: str, path: Path) -> Iterator[Told]:
    """The sentences and labels of a TOML table: the language of the nearest key that names one, or else bokmål.

    A key names it as `nn` or `first_nn`; a table of its own says `language = "nn"`.
    """
    yield from _below(tomllib.loads(source), path, key="", language="nb")


def _below(value: object, path: Path, *, key: str, language: str) -> Iterator[Told]:
    match value:
        case dict():
            language = value.get("language", language) if isinstance(value.get("language"), str) else language
            for name, each in value.items():
                named = _IN_KEY.search(name)
                yield from _below(
                    each, path, key=f"{key}.{name}" if key else name, language=named.group(1) if named else language
                )
        case list():
            for at, each in enumerate(value):
                yield from _below(each, path, key=f"{key}[{at}]", language=language)
        case str() if language in LANGUAGES and (" " in value or value[:1].isupper()):
            yield Told(language, value, path, key)


def unmarked(source: str, path: Path) -> Iterator[Told]:
    """What a template says outside its marks. It is read as bokmål, the language of those who need no mark."""
    plain = _TAG.sub("\n", _MARKED.sub("\n", source))
    for line in filter(str.strip, plain.splitlines()):
        if re.search(r"[a-zæøå]{3}", line):
            yield Told("nb", line.strip(), path, line.strip()[:40])


def page(source: str, path: Path) -> Iterator[Told]:
    """A page of the users' documentation: headings, list items and paragraphs, each a text of its own."""
    language = "nn" if "nn" in path.parts else "nb"
    start, block = 1, ""
    for number, line in enumerate([*source.splitlines(), ""], start=1):
        if block and (not line.strip() or re.match(r"#|\s*[-*] |\s*\d+\. ", line)):
            yield Told(language, _LINK_TO.sub("", block), path, f"line {start}")
            block = ""
        if line.strip():
            start = start if block else number
            block = f"{block} {_LINE.sub('', line.strip())}".strip()
