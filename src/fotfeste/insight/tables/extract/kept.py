"""What was scored the last time, so that only what is new or changed has to be scored again.

One row is one episode: a mark, its scores and its changes, without keys and without an id of the record. The mark is a
keyed hash of all that scoring the episode is given: a row is either found and right, or not found, and an episode that
has changed has another mark.
"""

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac

from fotfeste.care.assessment import rules as assessment_rules
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.pathway import rules as pathway_rules
from fotfeste.care.terms import rules as terms_rules
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.extract.scores import Changed, Forms, Scored

if TYPE_CHECKING:
    import pyarrow as pa

logger = logging.getLogger(__name__)

NAME = "scored"
_SEAL = 32  # bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Episodes by their mark, and what the instruments they were scored with measure."""

    rows: "pa.Table"
    forms: Forms


def key() -> bytes:
    """What marks are made with and the file is sealed with: another one when anything scores depend on is another.

    That is the code (as it was when this process started), every instrument as it stands, a municipality's own among
    them, and the shape of the tables. Nobody without the product's secret can tell which answers a mark stands for.
    """
    instruments = re.sub(r" at 0x[0-9a-f]+", "", repr(sorted(INSTRUMENTS.items())))
    return salted_hmac(
        "fotfeste.insight.tables.extract.kept", "\n".join([_CODE, instruments, tables.codebook()]), algorithm="sha256"
    ).digest()


def mark(key: bytes, fingerprint: bytes) -> bytes:
    """The mark of an episode whose assessments, with their ids, have this fingerprint."""
    return hashlib.blake2b(fingerprint, key=key, digest_size=16).digest()


def as_rows(
    marks: Sequence[bytes], scored: Sequence[Sequence[Scored]], changes: Sequence[Sequence[Changed]]
) -> "pa.Table":
    """Scored episodes as rows, in the order given."""
    import pyarrow as pa

    kinds = _kinds()
    lists = [_lists(kinds.field("scored").type, scored), _lists(kinds.field("changes").type, changes)]
    return pa.Table.from_arrays([pa.array(marks, pa.binary()), *lists], schema=kinds)


def read(root: Path, key: bytes) -> Kept:
    """What was kept under this key. Nothing where there is no file, or it is damaged, or another key sealed it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    nothing = Kept(as_rows([], [], []), {})
    try:
        sealed = (root / NAME).read_bytes()
    except FileNotFoundError:
        return nothing
    except OSError as problem:
        logger.warning("What was scored before cannot be read, so everything is scored anew: %s", problem)
        return nothing
    if not hmac.compare_digest(sealed[:_SEAL], _seal(key, sealed[_SEAL:])):
        logger.info("What was scored before is damaged or of other definitions, so everything is scored anew.")
        return nothing
    # The seal says that every byte is as it was written, so nothing else is checked.
    rows = pq.read_table(pa.BufferReader(sealed[_SEAL:]))
    forms = json.loads(rows.schema.metadata[b"forms"])
    return Kept(rows.replace_schema_metadata(None), {(code, version): form for code, version, form in forms})


def write(root: Path, key: bytes, kept: Kept) -> None:
    """Keep it for the next run, by one rename. Where that fails the tables are none the worse, and it is only said."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    forms = [[code, version, form] for (code, version), form in sorted(kept.forms.items())]
    written = pa.BufferOutputStream()
    pq.write_table(kept.rows.replace_schema_metadata({"forms": json.dumps(forms)}), written, compression="zstd")
    content = written.getvalue().to_pybytes()
    draft = root / f".{NAME}"
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(_seal(key, content) + content)
        draft.replace(root / NAME)
    except OSError as problem:
        logger.warning("What was scored cannot be kept, so the next extract scores everything anew: %s", problem)


def _seal(key: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, key=key, digest_size=_SEAL).digest()


def _kinds() -> "pa.Schema":
    import pyarrow as pa

    def rows(row: type[Scored] | type[Changed], schema: tables.Schema) -> pa.DataType:
        of = schema.arrow()
        return pa.list_(
            pa.struct([(name, pa.int32() if name == "number" else of.field(name).type) for name in row._fields])
        )

    return pa.schema(
        [
            ("mark", pa.binary()),
            ("scored", rows(Scored, tables.ASSESSMENTS)),
            ("changes", rows(Changed, tables.CHANGES)),
        ]
    )


def _lists(kind: "pa.ListType", several: Sequence[Sequence[Any]]) -> "pa.Array":
    """Lists of rows, built column by column: no Python object for each cell but the value itself."""
    import pyarrow as pa

    fields = list(kind.value_type)
    columns: Iterable[Any] = zip(*chain.from_iterable(several), strict=True)
    columns = list(columns) or [()] * len(fields)
    struct = pa.StructArray.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)], fields=fields
    )
    return pa.ListArray.from_arrays(pa.array([0, *accumulate(map(len, several))], pa.int32()), struct, type=kind)


def _code() -> str:
    """A digest over all that scoring is written in. Read when this is imported: later the files may be newer ones."""
    digest = hashlib.sha256()
    rules = (assessment_rules, pathway_rules, terms_rules)
    for folder in (*(Path(path) for each in rules for path in each.__path__), Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


_CODE = _code()
