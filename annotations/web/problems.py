"""Refusals from before any view is asked, in the form that whoever asks can read."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from annotations.exchange.shapes import Problem

API = "/api/"


def refuse(request, status: int, reason: str = "") -> HttpResponse:
    """A page for people, problem details (RFC 9457) for programs."""
    if not request.path_info.startswith(API):
        return render(request, f"{status}.html", {"reason": reason}, status=status)
    title = HTTPStatus(status).phrase
    said = Problem(title=title, status=status, detail=reason or title)
    words = said.model_dump_json(exclude_none=True)
    return HttpResponse(words, status=status, content_type="application/problem+json")
