"""Bytes to a table. What the file is, is seen from its content; its name is never trusted.

CSV in UTF-8 (with or without byte order mark), UTF-16, Windows-1252 or another code page that is clear, with semicolon,
comma, tab or bar between the cells; or an Excel workbook (XLSX). Everything else is refused with what it seems to be
and what to do.
"""

from .delimited import read_delimited
from .problems import N_, UnreadableFile, message
from .table import EMPTY, SAVE_AS, SPLIT, Limits, Recognise, Table
from .workbook import read_workbook

_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", N_("This is an old or password-protected Excel file."), SAVE_AS),
    (b"SQLite format 3", N_("This is a database, not a table."), SAVE_AS),
    (b"%PDF", N_("This is a PDF, not a table."), SAVE_AS),
    (b"{\\rtf", N_("This is a text document, not a table."), SAVE_AS),
    (b"\x89PNG", N_("This is a picture, not a table."), SAVE_AS),
    (b"\xff\xd8\xff", N_("This is a picture, not a table."), SAVE_AS),
    (b"\x1f\x8b", N_("This is a compressed file."), N_("Unpack it first and bring in the table inside.")),
    (b"7z\xbc\xaf", N_("This is a compressed file."), N_("Unpack it first and bring in the table inside.")),
    (b"Rar!", N_("This is a compressed file."), N_("Unpack it first and bring in the table inside.")),
)
# As text they begin with, in small letters: programs write "workbooks" (.xls) that are really these.
_OTHER_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("<!doctype html", N_("This is a web page, not a table."), SAVE_AS),
    ("<html", N_("This is a web page, not a table."), SAVE_AS),
    ("<table", N_("This is a web page, not a table."), SAVE_AS),
    ("mime-version:", N_("This is a web page, not a table."), SAVE_AS),
    ("<?xml", N_("This is data for programs (JSON or XML), not a table."), SAVE_AS),
    ('{"', N_("This is data for programs (JSON or XML), not a table."), SAVE_AS),
    ('[{"', N_("This is data for programs (JSON or XML), not a table."), SAVE_AS),
)
_PROTECTED = "EncryptedPackage".encode("utf-16-le")  # what Excel calls a workbook inside its lock


def read(data: bytes, *, recognise: Recognise, limits: Limits | None = None) -> Table:
    """The table in the file; raises UnreadableFile.

    `recognise` tells how many known headings a row holds: it decides between delimiters, sheets and lines above the
    header.
    """
    limits = limits or Limits()
    if not data.strip():
        raise UnreadableFile(EMPTY, message(N_("Export the list again and check that it holds rows.")))
    if len(data) > limits.packed:
        raise UnreadableFile(
            message(
                N_("The file is larger than %(limit)s megabytes."),
                limit=limits.packed // (1024 * 1024),
            ),
            SPLIT,
        )
    if data.startswith(b"PK"):
        return read_workbook(data, recognise=recognise, limits=limits)
    if data.startswith(b"\xd0\xcf\x11\xe0") and _PROTECTED in data:
        raise UnreadableFile(
            message(N_("The file is protected by a password.")), message(N_("Remove the password and save it again."))
        )
    for magic, problem, cure in _OTHER_KINDS:
        if data.startswith(magic):
            raise UnreadableFile(message(problem), message(cure))
    begin = data[:400].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n").casefold()
    for start, problem, cure in _OTHER_TEXTS:
        if begin.startswith(start):
            raise UnreadableFile(message(problem), message(cure))
    return read_delimited(data, recognise=recognise, limits=limits)
