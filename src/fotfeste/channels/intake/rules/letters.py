"""Bytes to letters: which code page a text was saved in, and letters that were saved wrongly before.

A code page is told by the letters Norwegian text can hold, from a short list of those programs here have written. What
is not clear is refused: a name with a wrong letter in it is another name.
"""

import codecs
import re
import unicodedata
from functools import lru_cache

from .problems import N_, Message, UnreadableFile, message

SAVE_AS_UTF_8 = message(
    N_("Open the list in the program it comes from, choose Save as (Lagre som) “CSV UTF-8”, and bring in the new file.")
)
_LOST_HERE = message(N_("The letters of the file cannot be read: it was saved in a code page that is not known here."))
_WINDOWS = ("cp1252", "Windows-1252")
_OTHER_PAGES = (
    ("mac_roman", "Mac Roman"),
    ("cp850", "CP850 (DOS)"),
    ("cp865", "CP865 (DOS)"),
    ("iso8859_10", "ISO 8859-10"),
)
_SAMPLE = 400_000  # signs; a page is told by some hundred names
_NORWEGIAN = frozenset("æøåÆØÅ")
_COMMON = frozenset("éèêëüöäóòôáàçñíïúâÉÈÜÖÄÓÁÀÇčđŋšŧžČĐŊŠŦŽ")
_QUIET = frozenset("\u00a0–—“”«»…•§€°´’´‹›")  # signs of running text, quiet where no letter stands on both sides
_MAY_JOIN = frozenset("’–—´·\u00a0\u00ad\u200c\u200d")  # O’Brien, Nord–Sør
_AT_WORD_START = frozenset("“«„‘’–—•\u00a0§€“”»")


def decode(data: bytes) -> tuple[str, str, tuple[Message, ...]]:
    """The text, the name of its encoding, and what its reader should know; raises UnreadableFile.

    Text that is valid UTF-8 is UTF-8: Norwegian text in Windows-1252 practically never is by accident.
    """
    codec, name, skip = _marked(data) or _unmarked_utf_16(data) or ("utf-8", "UTF-8", 0)
    try:
        return data[skip:].decode(codec), name, ()
    except UnicodeDecodeError as error:
        if skip or codec != "utf-8" or _mostly_utf_8(data):
            raise _broken_letters(data, error, name) from None
    return _one_byte_page(data)


def _marked(data: bytes) -> tuple[str, str, int] | None:
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),  # begins like the mark of UTF-16
        (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    ):
        if data.startswith(mark):
            return codec, name, len(mark)
    return None


def _unmarked_utf_16(data: bytes) -> tuple[str, str, int] | None:
    """UTF-16 or UTF-32 without its mark: of a list's signs nearly all have zeros in the same places."""
    head = data[:4096]
    head = head[: len(head) // 4 * 4]
    if len(head) < 16:
        return None
    zeros = [head[at::4].count(0) * 4 / len(head) > 0.8 for at in range(4)]
    found = {
        (False, True, False, True): ("utf-16-le", "UTF-16", 0),
        (True, False, True, False): ("utf-16-be", "UTF-16", 0),
        (False, True, True, True): ("utf-32-le", "UTF-32", 0),
        (True, True, True, False): ("utf-32-be", "UTF-32", 0),
    }
    return found.get((zeros[0], zeros[1], zeros[2], zeros[3]))


def _mostly_utf_8(data: bytes) -> bool:
    """A UTF-8 file with a broken letter must not be read as Windows-1252: every other letter would turn wrong."""
    sound = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data))
    return sound > len(re.findall(rb"[\x80-\xff]", data)) // 4


CUT_OFF = message(N_("The file seems to be cut off: its last line is not complete."))
EXPORT_AGAIN = message(N_("Export the list again and bring in the new file."))


def _broken_letters(data: bytes, error: UnicodeDecodeError, encoding: str) -> UnreadableFile:
    if error.end >= len(error.object) - 4 and ("unexpected end" in error.reason or "truncated" in error.reason):
        return UnreadableFile(CUT_OFF, EXPORT_AGAIN)
    line = data.count(b"\n", 0, error.start) + 1
    return UnreadableFile(
        message(
            N_("The file is damaged: line %(line)s holds letters that are not %(encoding)s."),
            line=line,
            encoding=encoding,
        ),
        EXPORT_AGAIN,
    )


def _one_byte_page(data: bytes) -> tuple[str, str, tuple[Message, ...]]:
    sample = b"\n".join(line for line in re.split(rb"[\r\n]+", data[: 10 * _SAMPLE]) if not line.isascii())[:_SAMPLE]
    faults, _ = _fit(sample.decode(_WINDOWS[0], errors="replace"))
    codec, name = _WINDOWS
    if faults:
        fits: dict[str, tuple[int, str, str]] = {}
        for other, title in _OTHER_PAGES:
            text = sample.decode(other, errors="replace")
            wrong, worth = _fit(text, strict=True)
            if not wrong and worth > 0:
                fits.setdefault(text, (worth, other, title))
        best = sorted(fits.values(), key=lambda fit: -fit[0])
        if best and (len(best) == 1 or best[0][0] > best[1][0]):
            _, codec, name = best[0]
        elif faults * 3 > len(re.findall(rb"[\x80-\xff]", sample)):
            raise UnreadableFile(_LOST_HERE, SAVE_AS_UTF_8)
    text = data.decode(codec, errors="replace")
    if name == _WINDOWS[1]:
        return text, name, ()
    letters = "".join(sorted({sign for sign in sample.decode(codec, errors="replace") if ord(sign) > 127}))[:40]
    told = message(
        N_(
            "The file is not in UTF-8. Its letters (%(letters)s) make sense only as %(page)s and were read so. "
            "Check names."
        ),
        letters=letters,
        page=name,
    )  # fmt: skip
    return text, name, (told,)


def _fit(text: str, *, strict: bool = False) -> tuple[int, int]:
    """(how many signs cannot be right where they stand, how well the others suit Norwegian text).

    `strict` for pages that are only guessed: there a capital inside a word (MÅller) speaks against the page.
    """
    worth = faults = 0
    for before, sign, after in _neighbours(text):
        value = _worth(before, sign, after)
        if strict and sign in _NORWEGIAN and sign.isupper() and before.isupper() and after.islower():
            value = -6
        worth += value
        faults += value < 0
    return faults, worth


def _neighbours(text: str) -> list[tuple[str, str, str]]:
    framed = f"\n{text}\n"
    return [(framed[m.start() - 1], m[0], framed[m.end()]) for m in re.finditer(r"[\x80-\U0010ffff]", framed)]


@lru_cache(maxsize=4096)
def _worth(before: str, sign: str, after: str) -> int:
    """What one sign outside ASCII says for the page: below 0 where it cannot stand there."""
    if sign == "\ufffd" or "\x80" <= sign <= "\x9f":
        return -20
    if sign.isalpha() and sign not in "ªºµƒ":
        return _letter_worth(before, sign, after)
    left, right = before.isalpha(), after.isalpha()
    if left and right:
        return 0 if sign in _MAY_JOIN else -10
    if right and sign not in _AT_WORD_START:
        return -10
    if sign in _QUIET or sign in "‘„½¼¾®™©":
        return 0
    return -10 if left else -3 if unicodedata.category(sign) in ("So", "Sm") and sign not in "×±" else 0


def _letter_worth(before: str, sign: str, after: str) -> int:
    if sign.isupper() and (before.islower() or (before.isupper() and after.islower() and sign not in _NORWEGIAN)):
        return -6
    if sign.islower() and before.isupper() and after.isupper():
        return -6
    if "LATIN" not in unicodedata.name(sign, ""):
        return -10
    return 10 if sign in _NORWEGIAN else 3 if sign in _COMMON else 1


# UTF-8 that was read as one of these and saved again: ø became Ã¸, √∏ or ├©.
_MISREAD_AS = ("cp1252", "latin-1", "mac_roman", "cp850", "cp865", "cp437", "cp1250")
_AFTER_A_WORD = frozenset("\u00a0–—“”«»…•´")
_ROUNDS = 3
LOST = "\ufffd"


def mend(text: str) -> str:
    """The text with letters put right that were saved as UTF-8 twice or thrice; as it is where nothing is clear."""
    if text.isascii() or not _any_run().search(text):
        return text
    for _ in range(_ROUNDS):
        better = text
        for codec in _MISREAD_AS:
            pattern = _runs(codec)
            if pattern.search(better):
                better = pattern.sub(lambda run, codec=codec: _mended_run(run, codec), better)  # type: ignore[misc]
        if better == text:
            return text
        text = better
    return text


@lru_cache
def _bytes_of(codec: str) -> dict[str, int]:
    signs = {bytes([n]).decode("latin-1"): n for n in range(0x80, 0x100)} if codec == "cp1252" else {}
    for n in range(0x80, 0x100):
        sign = bytes([n]).decode(codec, errors="replace")
        if sign != "\ufffd":
            signs[sign] = n
    return signs


@lru_cache
def _runs(codec: str) -> re.Pattern[str]:
    """Sequences of signs that are UTF-8 when written in the code page."""
    of = _bytes_of(codec)

    def kind(low: int, high: int) -> str:
        return "[" + "".join(re.escape(sign) for sign, byte in of.items() if low <= byte <= high) + "]"

    more = kind(0x80, 0xBF)
    return re.compile(f"(?:{kind(0xC2, 0xDF)}{more}|{kind(0xE1, 0xEF)}{more}{more})+")


@lru_cache
def _any_run() -> re.Pattern[str]:
    """The beginning of such a sequence in any of the code pages: most cells hold none, and are done with that."""
    signs = [(sign, byte) for codec in _MISREAD_AS for sign, byte in _bytes_of(codec).items()]
    first = "".join({re.escape(sign) for sign, byte in signs if 0xC2 <= byte <= 0xEF})
    more = "".join({re.escape(sign) for sign, byte in signs if byte <= 0xBF})
    return re.compile(f"[{first}][{more}]")


def _mended_run(run: re.Match[str], codec: str) -> str:
    of = _bytes_of(codec)
    try:
        meant = bytes(of[sign] for sign in run[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return run[0]
    before = run.string[run.start() - 1] if run.start() else ""
    if not before.isalpha() and run[0][0] in "ÆØÅ" and run[0][1] in _AFTER_A_WORD:
        return run[0]  # Å and a space that keeps words together, a dash or a quotation mark: right as it stands
    after = run.string[run.end()] if run.end() < len(run.string) else ""
    return meant if _is_meant(meant, before, after) else run[0]


def _of_other_script(sign: str) -> bool:
    return sign.isalpha() and sign not in "ªº" and not unicodedata.name(sign, "LATIN").startswith(("LATIN", "MODIFIER"))


def _is_meant(meant: str, before: str, after: str) -> bool:
    """Whether the letters are what was meant, not a quotation mark or a dash that happens to follow a capital."""
    if any(sign in "\ufeff\ufffd" for sign in meant):
        return True
    if (before.isalpha() or after.isalpha()) and any(_of_other_script(sign) for sign in meant):
        return False  # no word is written half in Latin letters and half in others
    if any("\u00c0" <= sign <= "\u00ff" for sign in meant):  # Ã and a sign no word goes on with
        return not (meant[0].islower() and before.isupper() and after.isupper())
    if all("\u00a0" <= sign <= "\u00bf" or "\u2010" <= sign <= "\u2122" for sign in meant):
        return len(meant) > 1 or meant[0] >= "\u2010" or meant in "\u00a0«»°´·§"
    if not all(sign.isalpha() or "\u00a0" <= sign <= "\u00bf" or "\u2010" <= sign <= "\u2122" for sign in meant):
        return False
    if len(meant) > 1 or meant >= "\u1e00":
        return before.isalpha() or after.isalpha() or len(meant) > 1
    if not ("\u0100" <= meant <= "\u017f" or "\u0218" <= meant <= "\u021b"):
        return False
    return bool(before.islower() or (after.islower() and not before.isalpha()))
