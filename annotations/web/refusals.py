"""Refusals that no view answers for itself, said in the words of the page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import reswap

from annotations.models.conflict import Locked
from annotations.web.htmx import fragments, wants_fragment
from annotations.web.problems import refuse

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def unstorable(get_response):
    """Refuse, before anything looks for it, what no database can keep."""

    def middleware(request):
        if has_nul(request):
            return refuse(request, 400, _("This address has a NUL character."))
        return get_response(request)

    return middleware


def has_nul(request) -> bool:
    """In path, query or cookies: PostgreSQL cannot look for it. Forms see to their own fields."""
    query = (value for name, values in request.GET.lists() for value in (name, *values))
    return any("\0" in value for value in (request.path_info, *query, *request.COOKIES.values()))


def signed_out(get_response):
    """Send nobody to log in who could not come back.

    A fragment gets 401 instead of the login page in its place: the page's script then says so, and
    what was typed stays. A form's address shows nothing when visited: back to the form's page.
    """

    def middleware(request):
        response = get_response(request)
        if not is_to_login(response):
            return response
        if wants_fragment(request):
            return unauthorised()
        if request.method in SAFE_METHODS or not (page := page_before(request)):
            return response
        return redirect_to_login(page)

    return middleware


class LockedArticles:
    """Answers a write to an article that an editor has locked: nothing was saved, and says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Locked):
            return None
        text = _("This article is locked: nothing was saved. An editor can unlock it.")
        messages.error(request, text)
        if not wants_fragment(request):
            return render(request, "423.html", {"article": exception.article}, status=423)
        return reswap(fragments(request, "shared/_locked.html", status=423), "none")


def is_to_login(response) -> bool:
    location = urlsplit(response.headers.get("Location", ""))
    to_login = location.path == resolve_url(settings.LOGIN_URL)
    return to_login and REDIRECT_FIELD_NAME in location.query


def unauthorised() -> HttpResponse:
    words = _("You are signed out. Sign in again in a new tab; what you typed is kept.")
    response = HttpResponse(words, status=401, content_type="text/plain; charset=utf-8")
    response.headers["WWW-Authenticate"] = "Session"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def page_before(request) -> str:
    """Path and query of the page of ours that a form was on, else nothing."""
    page = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return ""
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()


def csrf_failure(request, reason=""):
    """Signed in elsewhere, or a form older than its session: nothing of what was typed is lost."""
    template = "shared/_expired.html" if wants_fragment(request) else "403_csrf.html"
    context = {"kept": kept(request), "no_cookies": reason == REASON_NO_CSRF_COOKIE}
    return render(request, template, context, status=403)


def kept(request) -> list[tuple[str, str]]:
    """The fields that can be sent again from the refusal; never passwords.

    Only what one of our own pages sent, which no foreign page can claim: the browser itself writes
    the Origin. Else the offer would be the very forgery that was just refused.
    """
    if request.META.get("HTTP_ORIGIN") != f"{request.scheme}://{request.get_host()}":
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
