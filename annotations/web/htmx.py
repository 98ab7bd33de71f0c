"""The only module that reads htmx's headers: is a fragment wanted, and how is one answered?"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails


class DeskRequest(HttpRequest):
    """A request as our middleware leaves it; for type checkers."""

    htmx: HtmxDetails


def wants_fragment(request: DeskRequest) -> bool:
    """Whether a part of the page is wanted. Back and boosted links want the whole page."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def fragments(request: DeskRequest, *templates: str, status: int = 200, **context) -> HttpResponse:
    """Several partials in one answer: the first is the swap, the others find their place by id."""
    parts = [render_to_string(template, context, request) for template in templates]
    response = HttpResponse("\n".join(parts), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def announce(response: HttpResponse, event: str, **detail) -> HttpResponse:
    """Tell the page's scripts about `event` once the answer is in place."""
    return trigger_client_event(response, event, detail, after="swap")
