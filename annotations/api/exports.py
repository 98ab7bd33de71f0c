from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Query, Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.answers import answer
from annotations.api.problems import Refusal
from annotations.exchange import csv_table
from annotations.exchange.inputs import ExportFilter
from annotations.exchange.selection import VerdictFilter
from annotations.exchange.shapes import ExportLink, ExportList
from annotations.services.rates import EXPORTS

router = Router(tags=["exports"])


@router.get("/exports", url_name="exports", response=ExportList)
def list(request: ApiRequest) -> HttpResponse:
    """What can be taken away as a file."""
    policy.require(request.auth, policy.EXPORT)
    href = request.build_absolute_uri(reverse("api:exports.verdicts"))
    verdicts = ExportLink(name="verdicts", media_type=csv_table.CONTENT_TYPE, href=href)
    return answer(ExportList(exports=[verdicts]))


@router.get("/exports/verdicts.csv", url_name="exports.verdicts")
def verdicts(request: ApiRequest, wanted: Query[ExportFilter]):
    """The verdicts as CSV, the very file that people download."""
    policy.require(request.auth, policy.EXPORT)
    if wait := EXPORTS.wait_of(request.auth):
        raise Refusal(429, _("Too many exports in one minute."), headers={"Retry-After": wait})
    chosen = VerdictFilter(**wanted.model_dump(), reader=request.auth)
    name = content_disposition_header(True, csv_table.filename(chosen))
    headers = {"Content-Disposition": name}
    lines = csv_table.stream(chosen)
    return StreamingHttpResponse(lines, content_type=csv_table.CONTENT_TYPE, headers=headers)
