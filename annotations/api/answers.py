"""Answers: a row as JSON with its entity tag (RFC 9110), and the tags that a request names."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from pydantic import BaseModel

from annotations.api.problems import Refusal
from annotations.exchange.shapes import AnnotationPage, ArticlePage, Given

MEDIA_TYPE = "application/json"


def answer(shape: BaseModel, status: int = 200) -> HttpResponse:
    return HttpResponse(shape.model_dump_json(), status=status, content_type=MEDIA_TYPE)


def shown(request, shape: Given) -> HttpResponse:
    """A row, or 304 to whoever has it already."""
    response = tagged(shape)
    seen = request.headers.get("If-None-Match")
    if seen is None:
        return response
    return get_conditional_response(request, etag=shape.etag, response=response) or response


def tagged(shape: Given, status: int = 200) -> HttpResponse:
    response = answer(shape, status)
    response.headers["ETag"] = shape.etag
    return response


def created(shape: Given, name: str, key, *, is_new: bool = True) -> HttpResponse:
    """201 with the address of the row; 200 when the same request was answered before."""
    response = tagged(shape, 201 if is_new else 200)
    response.headers["Location"] = reverse(f"api:{name}", args=[key])
    return response


def is_known(request, shape: Given | None) -> bool:
    """Whether `If-Match` names the row as it is now. Raises 428 without that header.

    Our own compression marks a tag as weak (`W/`); it names the same row all the same.
    """
    named = request.headers.get("If-Match")
    if named is None:
        raise Refusal(428, _("Name what you change: send its ETag in If-Match."), current=shape)
    tags = {tag.removeprefix("W/") for tag in parse_etags(named)}
    return shape is not None and bool(tags & {"*", shape.etag})


def outdated(current: Given | None) -> Refusal:
    return Refusal(412, _("This was changed meanwhile. Nothing was saved."), current=current)


def first_of(rows, limit: int) -> tuple[list, bool]:
    """The first `limit` of `rows`, and whether these are all. One query."""
    found = [*rows[: limit + 1]]
    return found[:limit], len(found) <= limit


def paged(request, page: ArticlePage | AnnotationPage, wanted: BaseModel) -> HttpResponse:
    """A part of a list, with the address of the next one (`Link`, RFC 8288)."""
    response = answer(page)
    if page.next:
        following = urlencode(wanted.model_dump(exclude_defaults=True) | {"cursor": page.next})
        response.headers["Link"] = f'<{request.path}?{following}>; rel="next"'
    return response
