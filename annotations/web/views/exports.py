from django.contrib.auth.decorators import login_required
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.exchange import csv_table, csvw
from annotations.exchange.columns import COLUMNS, NAMES
from annotations.services.rates import EXPORTS
from annotations.web.forms.exports import VerdictFilterForm
from annotations.web.htmx import fragments, wants_fragment
from annotations.web.throttle import at_most

PREVIEWED = 10


@login_required
@require_safe
def show(request):
    policy.require(request.user, policy.EXPORT)
    form = VerdictFilterForm(request.GET, reader=request.user)
    return page(request, form, status=200 if form.is_valid() else 422)


@login_required
@require_safe
@at_most(EXPORTS)
def verdicts(request):
    policy.require(request.user, policy.EXPORT)
    form = VerdictFilterForm(request.GET, reader=request.user)
    if not form.is_valid():
        return page(request, form, status=400)
    return attachment(form.wanted(), bom=form.cleaned_data["bom"])


@login_required
@require_safe
def metadata(request):
    """What describes the file for programs (CSVW)."""
    policy.require(request.user, policy.EXPORT)
    said = csvw.metadata("verdicts.csv")
    return JsonResponse(said, content_type=csvw.CONTENT_TYPE, json_dumps_params={"indent": 1})


@login_required
@require_safe
def columns(request):
    policy.require(request.user, policy.EXPORT)
    return render(request, "exports/columns.html", {"columns": COLUMNS})


def page(request, form, status):
    context = {"form": form} | (preview(form.wanted()) if form.is_valid() else {})
    if wants_fragment(request):
        return fragments(request, "exports/_preview.html", status=status, **context)
    return render(request, "exports/show.html", context, status=status)


def preview(wanted):
    lines = csv_table.preview(wanted, PREVIEWED)
    return {"count": csv_table.count(wanted), "lines": lines, "names": NAMES}


def attachment(wanted, *, bom):
    name = csv_table.filename(wanted)
    described = f'<{reverse("exports.metadata")}>; rel="describedby"; type="{csvw.CONTENT_TYPE}"'
    headers = {"Content-Disposition": content_disposition_header(True, name), "Link": described}
    lines = csv_table.stream(wanted, bom=bom)
    return StreamingHttpResponse(lines, content_type=csv_table.CONTENT_TYPE, headers=headers)
