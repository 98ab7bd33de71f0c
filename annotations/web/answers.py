"""How the desk answers a write: the parts of the page that changed, or the page itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import reswap

from annotations.reports.desk import desk
from annotations.web.forms.cursor import Edition
from annotations.web.htmx import fragments, wants_fragment


def is_outdated(request, revision) -> bool:
    """Whether the page that asks shows another edition than `revision` is."""
    return Edition(request.POST or request.GET).seen() not in ("", revision.edition)


def desk_update(request, article, changed, spans=(), **context) -> HttpResponse:
    """Paragraphs in which the claims `changed` stand, or stood, or that touch `spans`; and what
    counts them.

    A page of another edition of the text, whose sentences these are not, is told so instead.
    """
    whole = desk(article, request.user)
    template, parts = "articles/_update.html", whole.touched(changed, spans)
    if is_outdated(request, whole.revision):
        template = "articles/_outdated.html"
    response = fragments(request, template, desk=parts, oob=True, **context)
    # Every part finds its place by its id; the element that asked is left alone.
    return reswap(response, "none")


def saved(request, annotation, text: str, undo: str = "", *, to=None, spans=()) -> HttpResponse:
    """Say that it is saved, with the address that takes it back, and show what became of it.

    Without htmx it redirects to `to`, or to the claim. `spans` are shown again too.
    """
    messages.success(request, text, extra_tags=undo)
    if wants_fragment(request):
        changed = {annotation.pk}
        return desk_update(request, annotation.article, changed, spans, flash=True)
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
