"""How the desk answers a write: the parts of the page that changed, or the page itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import reswap

from annotations.reports.desk import desk
from annotations.web.htmx import fragments, wants_fragment


def desk_update(request, article, changed, revision=None, **context) -> HttpResponse:
    """Paragraphs in which the claims `changed` stand, or stood, and the progress strip."""
    whole = desk(article, request.user, revision)
    parts = whole.touched(changed)
    response = fragments(request, "articles/_update.html", desk=parts, **context)
    # Every part finds its place by its id; the element that asked is left alone.
    return reswap(response, "none")


def saved(
    request, annotation, text: str, undo: str = "", *, to=None, revision=None
) -> HttpResponse:
    """Say that it is saved, with the address that takes it back, and show what became of it.

    Without htmx it redirects to `to`, or to the claim. `revision` is the newest, if at hand.
    """
    messages.success(request, text, extra_tags=undo)
    if wants_fragment(request):
        return desk_update(request, annotation.article, {annotation.pk}, revision, flash=True)
    return redirect(to or annotation)


def refused(request, annotation, status: int, text: str) -> HttpResponse:
    """Say why nothing was written, and show how the claim stands now."""
    messages.error(request, text)
    if wants_fragment(request):
        response = desk_update(request, annotation.article, {annotation.pk}, flash=True)
        response.status_code = status
        return response
    context = {"claim": annotation, "reason": text}
    return render(request, "annotations/refused.html", context, status=status)


def form_answer(request, name: str, status: int = 200, **context) -> HttpResponse:
    """A form: the partial `noun/_verb.html`, or the page `noun/verb.html` around it."""
    template = partial(name) if wants_fragment(request) else f"{name}.html"
    return fragments(request, template, status=status, **context)


def partial(name: str) -> str:
    folder, verb = name.split("/")
    return f"{folder}/_{verb}.html"
