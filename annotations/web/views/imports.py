"""Verdicts come back in: first what each row would change, then, once that is agreed to, they."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.exchange import marks_file, verdict_sheet
from annotations.models import Batch
from annotations.services import batches
from annotations.services.importing import Fate
from annotations.services.rates import IMPORTS
from annotations.text.refusal import TextRefused
from annotations.web.forms.imports import FateFilter, SheetForm
from annotations.web.throttle import held_back, late

PER_PAGE = 200
MOST = 1000  # rows that are tried on a page; the command tries them all
MARKS = (Batch.Kind.QUOTES, Batch.Kind.ANNOTATIONS)


@login_required
@require_safe
def new(request):
    policy.require(request.user, policy.IMPORT_VERDICTS)
    return render(request, "imports/new.html", {"form": SheetForm()})


@login_required
@require_POST
def create(request):
    """Keep the sheet; nothing of it is applied yet."""
    policy.require(request.user, policy.IMPORT_VERDICTS)
    form, wait = SheetForm(request.POST, request.FILES), IMPORTS.wait_of(request.user)
    if not wait and form.is_valid():
        file = form.cleaned_data["sheet"]
        try:
            content = file.read()
            reader = marks_file if marks_file.kind_of(content) else verdict_sheet
            batch = reader.upload(file.name, content, by=request.user)
            return redirect("imports.show", batch.pk)
        except TextRefused as refusal:
            form.add_error("sheet", refusal.message)
    status = held_back(form, wait)
    return late(render(request, "imports/new.html", {"form": form}, status=status), wait)


@login_required
@require_safe
def show(request, pk):
    """What would become of each row; nothing is written."""
    sheets = batches.visible_to(request.user).filter(kind__in=[Batch.Kind.VERDICTS, *MARKS])
    batch = get_object_or_404(sheets, pk=pk)
    policy.require(request.user, policy.IMPORT_VERDICTS)
    if batch.finished_at or batch.rows.exists():
        return redirect("batches.show", batch.pk)
    reader = marks_file if batch.kind in MARKS else verdict_sheet
    rows = reader.read(bytes(batch.content))
    results = reader.foreseen(rows[:MOST], by=request.user)
    counts = Counter(one.fate for one in results)
    form = FateFilter(request.GET)
    context = {
        "batch": batch,
        "form": form,
        "counts": [(fate.label, counts[fate]) for fate in Fate if counts[fate]],
        "untried": len(rows) - len(results),
        "page": Paginator(form.narrow(results), PER_PAGE).get_page(request.GET.get("page")),
        "changes": counts[Fate.NEW] + counts[Fate.CHANGED],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "imports/show.html", context, status=status)
