"""`fotfeste instruments` and `fotfeste score INSTRUMENT`: the scoring rules on the command line, without a record."""

import codecs
import json
import os
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, For, Json, answer, answer_line, fail, progress, say, show, text_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .rules.definition import Instrument

# A line that came before is not scored again: registers repeat themselves, and a score follows from the line alone.
REMEMBERED_LINES = 65_536
LONGEST_OBJECT = 10_000_000
CHUNK = 2_000

Answer = Callable[[bytes], tuple[str, bool]]
Answered = tuple[str, int, int]
_answer: Answer


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    app.add(
        without_database(instruments), who=For.ANALYSTS, example="fotfeste instruments\nfotfeste instruments sppb",
        short="The instruments: what they measure, and their range.",
    )  # fmt: skip
    app.add(
        without_database(score), who=For.ANALYSTS, example="fotfeste score tug --json < answers.json",
        short="Score answers, and tell a change and its limits.",
    )  # fmt: skip


def instruments(
    code: Annotated[str, typer.Argument(help="One instrument, for example sppb; all of them when left out.")] = "",
    as_json: Json = False,
    fhir: Annotated[bool, typer.Option("--fhir", help="The forms as FHIR R4 questionnaires, one JSON a line.")] = False,
) -> None:
    """The instruments there are: what they measure, their range and direction, and what may be held of them."""
    from .rules.lines import instrument_as_data
    from .rules.registry import INSTRUMENTS, UnknownInstrument, get
    from .rules.shapes.questionnaire import questionnaire

    try:
        chosen = [get(code)] if code else list(INSTRUMENTS.values())
    except UnknownInstrument as wrong:
        raise fail(wrong, 2) from wrong
    if fhir:
        for form in (questionnaire(each, version) for each in chosen for version in each.versions):
            answer_line(form)
    elif as_json:
        found = [instrument_as_data(each) for each in chosen]
        answer(found[0] if code else found)
    elif code:
        _show(chosen[0])
    else:
        _list(chosen)


def _list(chosen: list["Instrument"]) -> None:
    from rich.table import Table

    table = Table()
    table.add_column("code", no_wrap=True)
    for heading in ("what it measures", "range", "better", "limits", "licence"):
        table.add_column(heading, overflow="fold")
    for each in chosen:
        main = [value for value in each.versions[0].values if value.main]
        table.add_row(
            each.code,
            each.purpose.en,
            "\n".join(f"{_range(v.low, v.high)} {v.unit.en}" for v in main) or "no score",
            "\n".join(v.direction.value for v in main),
            str(len(each.thresholds)),
            each.licence.licence_class.value.replace("_", " "),
        )
    show(table)


def _show(each: "Instrument") -> None:
    from .rules.telling.sentences import limit

    lines = [f"{each.short_name}: {each.name.en}", each.purpose.en + ".", "", each.explanation.nb, ""]
    for version in each.versions:
        lines.append(f"Form {version.code}: {version.name.en}")
        lines += [f"  asks {field.code} ({field.kind.replace('_', ' ')}): {field.label.en}" for field in version.fields]
        lines += [
            f"  gives {value.code}, {_range(value.low, value.high)} {value.unit.en}, {value.direction.value} is better"
            for value in version.values
        ]
    lines += ["", *(f"Limit for {each_limit.of}: {limit(each_limit).en}" for each_limit in each.thresholds)]
    lines += [f"Note: {caution.en}" for caution in each.cautions]
    lines.append(f"Rights: {each.licence.holder}. Held here: {each.licence.may_hold.en}")
    say(*lines)


def score(
    instrument: Annotated[str, typer.Argument(help="Code of the instrument, for example sppb.")],
    option: Annotated[
        list[str] | None,
        typer.Option("--option", help="name=value for every line, as version=rkr. May be repeated."),
    ] = None,
    baseline: Annotated[
        str, typer.Option("--baseline", help="The earlier answers, as JSON or as a file with JSON, for every line.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Score answers from standard input: one JSON object, or one on each line.

    Prints score, range, direction and completeness; with a baseline also the change and every published limit it is
    held against. A line that cannot be scored says why, and the others go on; the exit code is then 2.
    """
    from .rules.answers import AnswerError
    from .rules.lines import checked_options
    from .rules.registry import UnknownInstrument, get

    try:
        definition = get(instrument)
        options = checked_options(definition, _options(option or []))
    except (UnknownInstrument, AnswerError) as wrong:
        raise fail(wrong, 2) from wrong
    if sys.stdin.isatty():
        raise fail(f"Give the answers on standard input, for example: fotfeste score {instrument} < answers.json", 2)
    before = _json_of(baseline) if baseline else None
    refused = _answer_all(definition.code, options, before, as_json=as_json)
    if refused:
        raise fail(f"{refused} could not be scored; each says why.", 2)


def _options(given: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in given:
        name, equals, text = each.partition("=")
        if not equals or not name:
            raise fail(f"--option {each!r} is not name=value. Write for example --option version=rkr.", 2)
        found[name] = text if name == "version" else _plain(text)
    return found


def _plain(text: str) -> Any:
    """A number where the text is one, else the text: options are typed in a shell."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, int | float) and not isinstance(value, bool) else text


def _json_of(given: str) -> Any:
    try:
        return read_json(given if given.lstrip().startswith("{") else text_of(Path(given)))
    except ValueError as wrong:
        raise fail(f"The baseline is not JSON: {wrong}. Check quotes and commas.", 2) from wrong


def read_json(text: str) -> Any:
    """JSON as the standard has it: no NaN, and no key given twice. Raises ValueError."""
    return json.loads(text, object_pairs_hook=_each_key_once, parse_constant=_no_such_number)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)!r} is given twice")
    return found


def _no_such_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number in JSON; leave the answer out, or give its reason")


def _answering(definition: "Instrument", options: dict[str, Any], before: Any, *, as_json: bool) -> Answer:
    """A function (one object as text) → (what to print, whether everything asked for was worked out)."""
    from .rules.answers import AnswerError
    from .rules.lines import refusal, scored

    encode = json.JSONEncoder(ensure_ascii=False).encode

    def refused(problem: str, step: str) -> dict[str, Any]:
        return {"instrument": definition.code, "error": {"field": "", "problem": problem, "next_step": step}}

    @lru_cache(maxsize=REMEMBERED_LINES)
    def answer(line: bytes) -> tuple[str, bool]:
        try:
            request = read_json(line.decode())
            if before is not None and isinstance(request, dict):
                request.setdefault("baseline", before)
            found = scored(definition, request, options)
        except AnswerError as wrong:
            found = {"instrument": definition.code, "error": refusal(wrong)}
        except UnicodeDecodeError:
            found = refused("The text is not UTF-8.", "Save the file as UTF-8.")
        except (ValueError, RecursionError) as wrong:
            found = refused(f"This is not JSON: {wrong}.", "Give one object on each line, or one object alone.")
        good = "error" not in found and "refused" not in found.get("change", {})
        return (encode(found) if as_json else in_words(found)), good

    return answer


def _answer_all(instrument: str, options: dict[str, Any], before: Any, *, as_json: bool) -> int:
    """Answer everything on standard input, in order and in bounded memory. Gives how many could not be scored."""
    refused, size, read = 0, _size_of_input(), 0
    objects = _objects(sys.stdin.buffer)
    first = list(islice(objects, CHUNK))
    numbered = len(first) > 1 and not as_json
    ready = partial(_get_ready, instrument, options, before, as_json=as_json)
    ready()
    with progress("Scoring") as report:
        at_once = _answer_chunk(first, 1 if numbered else 0)
        for said, wrong, took in chain([at_once], _in_parallel(objects, ready, numbered=numbered)):
            sys.stdout.write(said)
            refused, read = refused + wrong, read + took
            report("", min(read, size or read), size)
    return refused


def _in_parallel(objects: Iterator[bytes], ready: Callable[[], None], *, numbered: bool) -> Iterator[Answered]:
    """The chunks after the first, on all cores, in order; only so many are read ahead as keep the cores busy."""
    following = list(islice(objects, CHUNK))
    if not following:
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    cores = os.cpu_count() or 1
    waiting: deque[Future[Answered]] = deque()
    number = CHUNK + 1
    # Not forked from here: the progress bar has a thread, and a lock it holds would be held in the copy for ever.
    with ProcessPoolExecutor(cores, mp_context=get_context("forkserver"), initializer=ready) as pool:
        while following or waiting:
            while following and len(waiting) < 2 * cores:
                waiting.append(pool.submit(_answer_chunk, following, number if numbered else 0))
                number += len(following)
                following = list(islice(objects, CHUNK))
            yield waiting.popleft().result()


def _get_ready(instrument: str, options: dict[str, Any], before: Any, *, as_json: bool) -> None:
    """What each process needs before it answers."""
    global _answer
    from .rules.registry import INSTRUMENTS, get

    if instrument not in INSTRUMENTS:
        # One of the municipality's own: they are read when Django is set up, which this process may not have done.
        import django

        django.setup()
    _answer = _answering(get(instrument), options, before, as_json=as_json)


def _answer_chunk(lines: list[bytes], number: int) -> Answered:
    """What to print for the lines, how many could not be scored, and how many bytes they were. 0: no numbers."""
    found = [_answer(line) for line in lines]
    if number:
        said = "".join(f"{place}: {text}\n" for place, (text, _good) in enumerate(found, start=number))
    else:
        said = "".join(f"{text}\n" for text, _good in found)
    return said, sum(not good for _text, good in found), sum(map(len, lines)) + len(lines)


def _objects(source: BinaryIO) -> Iterator[bytes]:
    """Each line that is not empty; or, where the first is only the beginning of an object, all of it as one."""
    lines = _lines(source)
    first = next(lines, b"").removeprefix(codecs.BOM_UTF8)
    if not first:
        return
    if first[:1] in (b"{", b"[") and not _is_json(first):
        gathered = [first]
        for line in lines:
            # A line that is an object by itself shows that the first was one too, and is damaged.
            if line[:1] == b"{" and _is_json(line) and sum(map(len, gathered)) == len(first):
                yield from (first, line)
                break
            gathered.append(line)
            if sum(map(len, gathered)) > LONGEST_OBJECT:
                break
        else:
            yield b"\n".join(gathered)
    else:
        yield first
    yield from lines


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Lines without the space around them. Of one that is too long to be answers only the beginning is given."""
    while line := source.readline(LONGEST_OBJECT):
        rest = line
        while len(rest) == LONGEST_OBJECT and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_OBJECT)
        if stripped := line.strip():
            yield stripped


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _size_of_input() -> int | None:
    status = os.fstat(sys.stdin.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _range(low: float, high: float | None) -> str:
    return f"{low:g} and up" if high is None else f"{low:g}–{high:g}"


def in_words(found: dict[str, Any]) -> str:
    """The answer to one request as people read it."""
    if "error" in found:
        where = f"{found['error']['field']}: " if found["error"]["field"] else ""
        return f"{where}{found['error']['problem']} {found['error']['next_step']}"
    lines = [f"{found['instrument']} ({found['version']})"]
    for code, value in found["values"].items():
        number = "no number" if value["number"] is None else f"{value['number']:.6g} {value['unit']}"
        whole = value["completeness"]
        bands = "".join(f"; {band['name']}" for band in value["bands"])
        lines.append(
            f"  {code}: {number} ({_range(value['low'], value['high'])}, {value['better']} is better; "
            f"{whole['answered']} of {whole['of']} answered{bands})"
        )
    lines += [f"  {remark}" for remark in found["remarks"]]
    if refused := found.get("change", {}).get("refused"):
        lines.append(f"  No change: {refused['field']}: {refused['problem']} {refused['next_step']}")
    elif "change" in found:
        lines += [f"  {sentence}" for sentence in found["change"]["sentences"]["en"]]
    return "\n".join(lines)
