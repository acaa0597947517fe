"""Files in, on screen: send, look, confirm. What happens to a row is decided by the rules, not here."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fotfeste.care.pathway.queries.period.imports import keys_present
from fotfeste.ground.access.gate import Request, rule
from fotfeste.ground.access.rules.rights import Act

from . import actions
from .forms import ON_PAGE, FileForm
from .models import Upload
from .queries import upload_of
from .rules.kinds import EPISODE_LIST, KINDS, REFERRAL_LIST, FileKind
from .rules.problems import Refusal, UnreadableFile
from .rules.rows import Checked
from .rules.values import as_written, short

SHOWN_FIRST = 200
# A cell of a spreadsheet that begins like this is worked out when the file is opened (security.md EXP-1).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class RefusedRow:
    """One refused row for the page: the first fault beside the row's name, the others under it."""

    row: str
    line: int
    faults: list[tuple[str, str, str]]


@rule(Act.IMPORT_FILES)
@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """Choose a file. A file that can be read goes on to its preview; another comes back with the reason."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.kind.check(form.content, today=timezone.localdate(), limits=ON_PAGE)
        except UnreadableFile as error:
            form.add_error("file", f"{error.problem.shown(gettext)} {error.cure.shown(gettext)}")
        else:
            upload = actions.keep_upload(
                kind=form.kind.code,
                name=form.cleaned_data["file"].name,
                content=form.content,
                by=request.user,
                now=timezone.now(),
            )
            return redirect("intake:preview", upload_id=upload.pk)
    return render(
        request,
        "intake/start.html",
        {"form": form, "kinds": [_needs(REFERRAL_LIST), _needs(EPISODE_LIST)]},
    )


def _needs(kind: FileKind) -> dict[str, Any]:
    columns = kind.columns
    needed = [[columns.field(code).label.shown(gettext) for code in group] for group in columns.required]
    required = {code for group in columns.required for code in group}
    also = [f.label.shown(gettext) for f in columns.fields if f.code not in required and f.code != "row_name"]
    return {
        "title": kind.title.shown(gettext),
        "needed": [(" " + gettext("or") + " ").join(names) for names in needed],
        "also": also,
    }


@rule(Act.IMPORT_FILES)
@require_GET
def preview(request: Request, upload_id: UUID) -> HttpResponse:
    """How the file was understood, what would be taken and what not; after it was taken, what came of it."""
    upload = _upload(request, upload_id)
    if _is_done_with(upload):
        kind = KINDS[upload.kind]
        told = {"upload": upload, "kind": kind.title.shown(gettext), "is_referrals": upload.kind == REFERRAL_LIST.code}
        return render(request, "intake/preview.html", told)
    checked = _check(upload)
    present = upload.present
    if upload.taken_at is None:
        keys = [row.key for row in checked.accepted]
        present = len(keys_present(keys, by=request.user, today=timezone.localdate()))
    refused = _refused_rows(checked.refused)
    return render(
        request,
        "intake/preview.html",
        {
            "upload": upload,
            "kind": KINDS[upload.kind].title.shown(gettext),
            "is_referrals": upload.kind == REFERRAL_LIST.code,
            "form_of_file": checked.form.shown(gettext),
            "rows": checked.rows,
            "good": len(checked.accepted),
            "present": present,
            "new": len(checked.accepted) - (present or 0),
            "refused": refused[:SHOWN_FIRST],
            "refused_count": len(refused),
            "not_shown": max(0, len(refused) - SHOWN_FIRST),
            "columns": _pairs(checked),
            "not_understood": checked.columns.not_understood,
            "notices": [(n.row, n.column, n.text.shown(gettext)) for n in checked.notices],
        },
    )


@rule(Act.IMPORT_FILES)
@require_POST
def take(request: Request, upload_id: UUID) -> HttpResponse:
    """Bring in the good rows. Pressed twice, the second press finds them all there."""
    upload = _upload(request, upload_id)
    if _is_done_with(upload):
        return redirect("intake:preview", upload_id=upload.pk)
    checked = _check(upload)
    taken = actions.take_upload(
        upload=upload,
        rows=checked.accepted,
        # The rows that were not taken are wanted for mending the list; nothing else of the file is.
        keep_content=bool(checked.refused),
        by=request.user,
        now=timezone.now(),
    )
    for refusal in taken.refused:
        parts = (refusal.problem, refusal.cure)
        told = " ".join(part.shown(gettext) for part in parts if part.text)  # gettext("") is the catalogue's header
        messages.warning(request, f"{gettext('Row')} {refusal.row}: {told}")
    text = ngettext("%(n)s row was brought in.", "%(n)s rows were brought in.", taken.added)
    messages.success(request, text % {"n": taken.added})
    return redirect("intake:preview", upload_id=upload.pk)


@rule(Act.IMPORT_FILES)
@require_POST
def give_up(request: Request, upload_id: UUID) -> HttpResponse:
    """Throw the file away; nothing of it was taken."""
    upload = upload_of(request.user, upload_id, now=timezone.now())
    if upload is not None:
        actions.throw_away(upload=upload, by=request.user, now=timezone.now())
        untouched = upload.taken_at is None
        told = (
            gettext("The file was discarded. Nothing of it was taken.")
            if untouched
            else gettext("The file was discarded.")
        )
        messages.info(request, told)
    return redirect("intake:start")


@rule(Act.IMPORT_FILES)
@require_GET
def refused_file(request: Request, upload_id: UUID) -> HttpResponse:
    """The refused rows as a file, for whoever mends the list."""
    upload = _upload(request, upload_id)
    if _is_done_with(upload):
        raise Http404
    checked = _check(upload)
    response = HttpResponse(
        "\ufeff",  # without the mark Excel reads æøå wrong
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ikke-tatt-inn.csv"'},
    )
    writer = csv.writer(response, delimiter=";")
    headings = (gettext("Row"), gettext("Line"), gettext("Column"), gettext("What is wrong"), gettext("What to do"))
    writer.writerow(headings)
    for refusal in checked.refused:
        told = (refusal.row, str(refusal.line), refusal.column)
        writer.writerow(_as_text(cell) for cell in (*told, refusal.problem.shown(gettext), refusal.cure.shown(gettext)))
    return response


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" \"'").startswith(_FORMULA_STARTS) else cell


def _upload(request: Request, upload_id: UUID) -> Upload:
    upload = upload_of(request.user, upload_id, now=timezone.now())
    if upload is None:
        raise Http404
    return upload


def _is_done_with(upload: Upload) -> bool:
    """Whether the file was taken whole, and its content thrown away with that."""
    return upload.taken_at is not None and not upload.content


def _check(upload: Upload) -> Checked[Any]:
    day = timezone.localdate(upload.sent_at)
    return KINDS[upload.kind].check(bytes(upload.content), today=day, limits=ON_PAGE)


def _refused_rows(refusals: Iterable[Refusal]) -> list[RefusedRow]:
    rows: dict[int, RefusedRow] = {}
    for refusal in refusals:
        row = rows.setdefault(refusal.line, RefusedRow(refusal.row, refusal.line, []))
        row.faults.append((refusal.column, refusal.problem.shown(gettext), refusal.cure.shown(gettext)))
    return list(rows.values())


def _pairs(checked: Checked[Any]) -> list[tuple[str, str, str]]:
    """Heading, what it was understood as, and what stands there in the first good row."""
    places = checked.columns.places
    sample = [short(as_written(checked.sample[p])) if p < len(checked.sample) else "" for p in places]
    pairs = checked.columns.pairs
    return [(heading, label.shown(gettext), cell) for (heading, label), cell in zip(pairs, sample, strict=True)]
