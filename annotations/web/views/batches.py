import csv
import io
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.exchange import marks_file, verdict_sheet
from annotations.exchange.cells import guard
from annotations.models import Batch, BatchRow
from annotations.models.conflict import Conflict
from annotations.services import article_batches, batches, uploads
from annotations.services.rates import IMPORTS
from annotations.text.refusal import TextRefused
from annotations.web.forms.batches import SEPARATED, ColumnsForm, FilesForm, TableForm
from annotations.web.htmx import fragments, wants_fragment
from annotations.web.throttle import held_back, late

SHOWN = 200  # rows of a report on the page; the CSV has them all
# How the next rows of each kind are brought in: (batch, by=) -> whether all are done.
STEPS: dict[str, Callable[..., bool]] = {
    Batch.Kind.ARTICLES: article_batches.step,
    Batch.Kind.VERDICTS: verdict_sheet.step,
    Batch.Kind.QUOTES: marks_file.step,
    Batch.Kind.ANNOTATIONS: marks_file.step,
}


@login_required
@require_safe
def new(request):
    policy.require(request.user, policy.IMPORT)
    return render(request, "batches/new.html", empty(request.user))


@login_required
@require_POST
def files(request):
    """Import several files at once; the page says what became of each."""
    policy.require(request.user, policy.IMPORT)
    form, wait = FilesForm(request.POST, request.FILES), IMPORTS.wait_of(request.user)
    if wait or not form.is_valid():
        return refused(request, wait, files=form)
    named = [(file.name, file.read) for file in form.cleaned_data["several"]]
    told = uploads.bring_in(named, by=request.user)
    counts = Counter(one.fate for one in told)
    status = 422 if counts["bad"] == len(told) else 200
    return render(request, "batches/files.html", {"told": told, "counts": counts}, status=status)


@login_required
@require_POST
def create(request):
    """Keep a table of articles, read as it is guessed; nothing is brought in yet."""
    policy.require(request.user, policy.IMPORT)
    form, wait = TableForm(request.POST, request.FILES), IMPORTS.wait_of(request.user)
    if not wait and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            content, how = file.read(), form.how()
            batch = article_batches.upload(file.name, content, by=request.user, **how)
            return redirect("batches.show", batch.pk)
        except TextRefused as refusal:
            form.add_error("table", refusal.message)
    return refused(request, wait, table=form)


def refused(request, wait, **form):
    """The page with the form that was sent and why it is not taken."""
    [sent] = form.values()
    status = held_back(sent, wait)
    page = render(request, "batches/new.html", empty(request.user) | form, status=status)
    return late(page, wait)


@login_required
@require_safe
def show(request, pk):
    batch = get_object_or_404(batches.visible_to(request.user), pk=pk)
    policy.require(request.user, needed(batch))
    if is_open_to_mapping(batch):
        return mapping_page(request, batch)
    return render(request, "batches/show.html", told(batch))


@login_required
@require_POST
def read(request, pk):
    """Say which column is what, before the first row is brought in."""
    batch = get_object_or_404(batches.visible_to(request.user), pk=pk, kind=Batch.Kind.ARTICLES)
    policy.require(request.user, needed(batch))
    if not is_open_to_mapping(batch):
        return redirect("batches.show", batch.pk)
    table = article_batches.table(bytes(batch.content), batch.reading)
    form = ColumnsForm(request.POST, batch=batch, columns=table.columns)
    if not form.is_valid():
        return mapping_page(request, batch, form, status=422)
    with suppress(Conflict):  # it was started meanwhile: its page says so
        batches.reread(batch, batch.reading | {"columns": form.columns()}, len(table.rows))
    return redirect("batches.show", batch.pk)


@login_required
@require_POST
def run(request, pk):
    """Bring in the next rows: a part of the page with htmx, the whole of it without."""
    batch = get_object_or_404(batches.visible_to(request.user), pk=pk)
    policy.require(request.user, needed(batch))
    STEPS[batch.kind](batch, by=request.user)
    if not wants_fragment(request):
        return redirect("batches.show", batch.pk)
    batch.refresh_from_db(fields=["finished_at"])
    return fragments(request, "batches/_progress.html", goes_on=True, **told(batch))


@login_required
@require_safe
def report(request, pk):
    """What became of each row, as CSV."""
    batch = get_object_or_404(batches.visible_to(request.user), pk=pk)
    policy.require(request.user, needed(batch))
    text = io.StringIO(newline="")
    lines = batch.rows.values_list("number", "result", "column", "reason", "target")
    cells = [["row", "result", "column", "reason", "target"], *lines]
    csv.writer(text, lineterminator="\r\n").writerows(
        [guard(str(cell)) for cell in line] for line in cells
    )
    headers = {"Content-Disposition": content_disposition_header(True, f"import-{batch.pk}.csv")}
    return HttpResponse(
        text.getvalue(), content_type="text/csv; charset=utf-8; header=present", headers=headers
    )


def needed(batch) -> str:
    """What somebody has to be allowed to, to look at a batch and go on with it."""
    is_articles = batch.kind == Batch.Kind.ARTICLES
    return policy.IMPORT if is_articles else policy.IMPORT_VERDICTS


def empty(user) -> dict:
    recent = batches.visible_to(user).exclude(reading__has_key="held")[:20]
    return {"files": FilesForm(), "table": TableForm(), "recent": recent}


def is_open_to_mapping(batch) -> bool:
    is_articles = batch.kind == Batch.Kind.ARTICLES and "columns" in batch.reading
    return is_articles and not batch.finished_at and not batch.rows.exists()


def mapping_page(request, batch, form=None, status=200):
    content = bytes(batch.content)
    table = article_batches.table(content, batch.reading)
    form = form or ColumnsForm(batch=batch, columns=table.columns)
    dry = article_batches.dry_run(content, batch.reading)
    shown = [field for field in article_batches.FIELDS if field in batch.reading["columns"]]
    context = {
        "batch": batch,
        "form": form,
        "dry": dry,
        "refused": dry.refused[:SHOWN],
        "separated": SEPARATED.get(batch.reading.get("delimiter")),
        "names": [article_batches.FIELDS[field] for field in shown],
        "first": [(row, [row.values.get(field) for field in shown]) for row in dry.first],
    }
    return render(request, "batches/mapping.html", context, status=status)


def told(batch) -> dict:
    bad = batch.rows.filter(result__in=[BatchRow.Result.REFUSED, BatchRow.Result.CONFLICT])
    progress = batches.progress(batch)
    results = BatchRow.Result
    return {
        "batch": batch,
        "progress": progress,
        "counts": [(result.label, progress.counts[result.value]) for result in results],
        "bad": bad[:SHOWN],
        "rest": max(0, bad.count() - SHOWN),
    }
