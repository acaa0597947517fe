"""The parts of an Excel workbook: what is in the package, unpacked no further than it may be.

Nothing is believed before it is counted: parts, their size, and every element read of them. No part may hold a document
type definition, for with one a few lines of XML can become gigabytes or ask for other files.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from .problems import N_, UnreadableFile, message
from .table import SAVE_AS, Limits

DAMAGED = message(N_("The workbook is damaged or cut off."))
SAVE_AGAIN = message(N_("Open it in Excel, save it again and bring in the new file."))
COPY_ROWS = message(N_("Copy the rows alone into a new workbook, or save the sheet as CSV."))
_MOST_PARTS = 2_000
_MOST_SHEETS = 255
_DEEPEST = 60  # elements within elements; a sheet has six
_CHUNK = 64 * 1024
_SILENT = 4 * 1024 * 1024  # so many bytes without an element or a text are one element no program writes
_LONGEST_TEXT = 131_072  # as in a text file
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Started = Callable[[str, Mapping[str, str]], None]
Ended = Callable[[str, str], None]


@dataclass(slots=True)
class Work:
    """How many elements reading one workbook may cost, over all its parts."""

    left: int

    def step(self) -> None:
        """One more element; raises UnreadableFile when there were too many."""
        self.left -= 1
        if self.left < 0:
            raise UnreadableFile(message(N_("The workbook holds far more cells than a list has.")), COPY_ROWS)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook names it."""

    title: str
    path: str
    hidden: bool


@dataclass(slots=True)
class Package:
    """An opened workbook: its sheets, and what their cells refer to."""

    archive: zipfile.ZipFile
    work: Work
    sheets: list[SheetPart] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    date_styles: set[int] = field(default_factory=set)
    duration_styles: set[int] = field(default_factory=set)
    struck_styles: set[int] = field(default_factory=set)
    from_1904: bool = False

    def part(self, path: str) -> IO[bytes]:
        """The content of a part; raises KeyError."""
        return self.archive.open(path)


def opened(data: bytes, limits: Limits) -> Package:
    """The workbook, its list of sheets, texts and styles read; raises UnreadableFile."""
    archive = _archive(data, limits)
    package = Package(archive, Work(150_000 + 450 * limits.rows))
    names = {name.casefold(): name for name in archive.namelist()}
    for name in names.values():
        if name.casefold().endswith((".xml", ".rels", ".vml")):
            _look_above_root(package, name)
    book = _book_path(package, names)
    targets = _relations(package, book, names)
    ids: list[tuple[str, str, bool]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            package.from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            ids.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
            if len(ids) > _MOST_SHEETS:
                raise UnreadableFile(
                    message(N_("The workbook has more than %(limit)s sheets."), limit=_MOST_SHEETS), COPY_ROWS
                )

    read_part(package, book, start, _nothing)
    for title, ident, hidden in ids:
        kind, path = targets.get(ident, ("", ""))
        if kind == "worksheet" and path.casefold() in names:
            package.sheets.append(SheetPart(title, names[path.casefold()], hidden))
    others = {kind: path for kind, path in targets.values()}
    if (path := others.get("styles", "xl/styles.xml").casefold()) in names:
        _read_styles(package, names[path])
    if (path := others.get("sharedStrings", "xl/sharedStrings.xml").casefold()) in names:
        _read_strings(package, names[path])
    return package


def _archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Looks at the list of parts only, so that a bomb is refused before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise UnreadableFile(DAMAGED, SAVE_AGAIN) from error
    names = {part.filename.casefold() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(
            message(N_("The file is protected by a password.")),
            message(N_("Remove the password and save it again.")),
        )
    if any(name.startswith("xl/workbook.bin") for name in names):
        raise UnreadableFile(message(N_("This is a binary Excel workbook (.xlsb).")), message(SAVE_AS))
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableFile(
            message(N_("This is a ZIP file or another program's document, not an Excel workbook.")), message(SAVE_AS)
        )
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
        raise UnreadableFile(
            message(
                N_("Unpacked, the workbook would be larger than %(limit)s megabytes."),
                limit=limits.unpacked // (1024 * 1024),
            ),
            COPY_ROWS,
        )
    return archive


def read_part(
    package: Package, path: str, start: Started, end: Ended, enough: Callable[[], bool] | None = None
) -> None:
    """Walk through a part: `start(tag, attributes)` and `end(tag, text)` of every element, until `enough()`.

    Tags and attributes come without their namespaces; `text` is what stands directly in the element.
    Raises UnreadableFile for what no workbook holds, and expat.ExpatError for damage.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[list[str]] = []
    heard = length = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal heard, length
        heard, length = heard + 1, 0
        package.work.step()
        texts.append([])
        if len(texts) > _DEEPEST:
            raise UnreadableFile(DAMAGED, SAVE_AGAIN)
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal heard, length
        heard, length = heard + 1, 0
        end(name.rpartition(" ")[2], "".join(texts.pop()))

    def said(text: str) -> None:
        nonlocal heard, length
        heard, length = heard + 1, length + len(text)
        if length > _LONGEST_TEXT:
            raise UnreadableFile(
                message(N_("A cell of the workbook has more than %(limit)s characters."), limit=_LONGEST_TEXT),
                message(N_("Shorten the cell and save the workbook again.")),
            )
        texts[-1].append(text)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with package.part(path) as stream:
        fed = quiet = before = 0
        while chunk := stream.read(_CHUNK):
            fed += len(chunk)
            parser.Parse(chunk, False)
            quiet, before = (quiet + len(chunk), before) if heard == before else (0, heard)
            if quiet > _SILENT:
                raise UnreadableFile(DAMAGED, SAVE_AGAIN)
            if enough and enough():
                return
        parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFile(
        message(N_("The workbook holds a document type definition, which no spreadsheet program writes.")), SAVE_AGAIN
    )


def _look_above_root(package: Package, path: str) -> None:
    """A document type definition stands above the root element; also in parts that are not read it says: hostile."""
    parser = expat.ParserCreate()
    begun = False

    def started(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal begun
        begun = True

    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with package.part(path) as stream:
        for _ in range(16):
            chunk = stream.read(4096)
            try:
                parser.Parse(chunk, not chunk)
            except expat.ExpatError:
                return  # whoever reads this part will say that it is damaged
            if begun or not chunk:
                return
    raise UnreadableFile(DAMAGED, SAVE_AGAIN)


def _nothing(_tag: str, _text: str) -> None:
    pass


def unescaped(text: str) -> str:
    """Signs that XML cannot hold, which Excel writes as _x000D_."""
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


def _book_path(package: Package, names: Mapping[str, str]) -> str:
    if "_rels/.rels" in names:
        for kind, path in _relations(package, "", names).values():
            if kind == "officeDocument" and path.casefold() in names:
                return names[path.casefold()]
    return names["xl/workbook.xml"]


def _relations(package: Package, path: str, names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Id → (kind, path of the part) of everything a part refers to."""
    folder, name = posixpath.split(path)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

    rels = posixpath.join(folder, "_rels", f"{name}.rels").casefold()
    if rels in names:
        read_part(package, names[rels], start, _nothing)
    return found


def _read_strings(package: Package, path: str) -> None:
    """The texts that cells share; the reading aids of East Asian texts (rPh) belong to none."""
    pieces: list[str] = []
    aside = 0

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal aside
        aside += tag == "rPh"

    def end(tag: str, text: str) -> None:
        nonlocal aside
        if tag == "t" and not aside:
            pieces.append(text)
        elif tag == "rPh":
            aside -= 1
        elif tag == "si":
            package.strings.append(unescaped("".join(pieces)))
            pieces.clear()

    read_part(package, path, start, end)


def _read_styles(package: Package, path: str) -> None:
    """Which styles show a number as a date or as a length of time, and which strike the text through."""
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    within: list[str] = []
    struck: set[int] = set()
    count = fonts = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal count, fonts
        if tag == "font" and within[-1:] == ["fonts"]:
            fonts += 1
        elif tag == "strike" and within[-2:] == ["fonts", "font"] and attributes.get("val", "1") not in ("0", "false"):
            struck.add(fonts - 1)
        elif tag == "numFmt" and within[-1:] == ["numFmts"]:
            formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")[:255]
        elif tag == "xf" and within[-1:] == ["cellXfs"]:
            shown = formats.get(int(attributes.get("numFmtId", "0")), "General")
            if is_timedelta_format(shown):
                package.duration_styles.add(count)
            if is_date_format(shown):
                package.date_styles.add(count)
            if int(attributes.get("fontId", "0")) in struck:
                package.struck_styles.add(count)
            count += 1
        within.append(tag)

    def end(_tag: str, _text: str) -> None:
        within.pop()

    read_part(package, path, start, end)
