"""Selected rows as the CSV of PRODUCT.md's contract, by the one writer that all surfaces use."""

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from annotations.exchange import csv_table
from annotations.exchange.csv_table import State, VerdictFilter


@admin.action(description=_("Export selected as CSV"), permissions=["export"])
def export_verdicts(model_admin, request, queryset):
    """The verdicts selected, whatever their state."""
    return attachment(VerdictFilter(verdicts=keys(queryset)))


@admin.action(description=_("Export selected as CSV"), permissions=["export"])
def export_annotations(model_admin, request, queryset):
    """A row for each open verdict on the claims selected, and for each claim without one."""
    include = [State.UNCHECKED, State.STALE]
    return attachment(VerdictFilter(annotations=keys(queryset), include=include))


def keys(queryset):
    """A subquery, so that any number of rows can be selected."""
    return queryset.prefetch_related(None).order_by().values("pk")


def attachment(wanted: VerdictFilter) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_table.stream(wanted), csv_table.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{csv_table.filename(wanted)}"'
    return response
