from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Query, Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.answers import answer
from annotations.api.articles import article_for
from annotations.api.problems import Refusal
from annotations.exchange import csv_table
from annotations.exchange.formats import FORMATS, Format
from annotations.exchange.inputs import ExportFilter
from annotations.exchange.selection import VerdictFilter
from annotations.exchange.shapes import ExportLink, ExportList
from annotations.services.rates import EXPORTS

router = Router(tags=["exports"])


@router.get("/exports", url_name="exports", response=ExportList)
def list(request: ApiRequest) -> HttpResponse:
    """What can be taken away as a file: of the desk, and of each article."""
    policy.require(request.auth, policy.EXPORT)
    href = request.build_absolute_uri(reverse("api:exports.verdicts"))
    verdicts = ExportLink(name="verdicts", media_type=csv_table.CONTENT_TYPE, href=href)
    articles = request.build_absolute_uri(reverse("api:articles"))
    of_each = links(f"{articles}/{{slug}}/exports", FORMATS, templated=True)
    return answer(ExportList(exports=[verdicts, *of_each]))


@router.get("/articles/{slug:slug}/exports", url_name="articles.exports", response=ExportList)
def of_article(request: ApiRequest, slug: str) -> HttpResponse:
    """The files of an article that you may have."""
    policy.require(request.auth, policy.EXPORT)
    article = article_for(request.auth, slug)
    mine = {name: one for name, one in FORMATS.items() if one.is_for(request.auth, article)}
    told = links(request.build_absolute_uri(request.path), mine)
    return answer(ExportList(exports=[*told]))


def links(under: str, formats: dict[str, Format], **said) -> Sequence[ExportLink]:
    return [
        ExportLink(name=name, media_type=one.media_type, href=f"{under}/{one.path}", **said)
        for name, one in formats.items()
    ]


@router.get("/articles/{slug:slug}/exports/{str:file}", url_name="articles.export")
def show(request: ApiRequest, slug: str, file: str) -> StreamingHttpResponse:
    """An article in one of the forms in which it leaves."""
    policy.require(request.auth, policy.EXPORT)
    article = article_for(request.auth, slug)
    wanted = next((one for one in FORMATS.values() if one.path == file), None)
    if wanted is None:
        raise Http404
    if not wanted.is_for(request.auth, article):
        raise PermissionDenied
    spend(request)
    name = content_disposition_header(True, f"{slug}-{file}")
    made = wanted.made(article, request.auth)
    headers = {"Content-Disposition": name}
    return StreamingHttpResponse(made, content_type=wanted.media_type, headers=headers)


@router.get("/exports/verdicts.csv", url_name="exports.verdicts")
def verdicts(request: ApiRequest, wanted: Query[ExportFilter]):
    """The verdicts as CSV, the very file that people download."""
    policy.require(request.auth, policy.EXPORT)
    spend(request)
    chosen = VerdictFilter(**wanted.model_dump(), reader=request.auth)
    name = content_disposition_header(True, csv_table.filename(chosen))
    headers = {"Content-Disposition": name}
    lines = csv_table.stream(chosen)
    return StreamingHttpResponse(lines, content_type=csv_table.CONTENT_TYPE, headers=headers)


def spend(request: ApiRequest) -> None:
    """Raises the refusal of one export too many."""
    if wait := EXPORTS.wait_of(request.auth):
        raise Refusal(429, _("Too many exports in one minute."), headers={"Retry-After": wait})
