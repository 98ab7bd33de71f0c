"""What is published, for programs: no token, no cookie."""

from itertools import islice

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from annotations.exchange import (
    atom,
    claims_search,
    data_feed,
    published_annotations,
    web_annotation,
)
from annotations.models import Correction, DeskRules, Publication
from annotations.web.access import public_page
from annotations.web.forms.claims_search import ClaimsSearch

NEWEST = 50  # entries of a feed, or a few more
OPEN = {"Access-Control-Allow-Origin": "*"}


def versions():
    """The versions that readers get now, newest first."""
    return Publication.objects.open().select_related("article").order_by("-created_at", "-pk")


def claims():
    """Every published claim with the version that tells it."""
    for version in versions().iterator(chunk_size=20):
        for claim in version.content["claims"]:
            yield version, claim


@public_page
def reviews(request):
    rules = DeskRules.in_force()
    newest_first = versions().iterator(chunk_size=20)
    said = data_feed.feed(newest_first, rates_sourced=rules.rates_sourced)
    return JsonResponse(said, content_type=data_feed.CONTENT_TYPE, headers=OPEN)


@public_page
def annotations(request, slug):
    version = get_object_or_404(versions(), article__slug=slug)
    said = published_annotations.published(version.content, slug)
    kind = web_annotation.CONTENT_TYPE
    return HttpResponse(web_annotation.encoded(said), content_type=kind, headers=OPEN)


@public_page
def search(request):
    form = ClaimsSearch(request.GET)
    if not form.is_valid():
        said = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
        refusal = claims_search.refusal("; ".join(said))
        return JsonResponse(refusal, status=400, headers=OPEN)
    found = matching(form)
    shown = list(islice(found, form.first, form.first + form.size))
    following = str(form.first + form.size) if next(found, None) else ""
    return JsonResponse(claims_search.answer(shown, following), headers=OPEN)


def matching(form):
    """The published claims that fit, in the shape of the answer."""
    if form.is_elsewhere():
        return
    for version, claim in claims():
        if form.wants(version.content["article"], claim):
            yield claims_search.found(version, claim)


@public_page
def verdicts_feed(request):
    return feed(atom.verdicts(newest_claims(), DeskRules.in_force().desk_name))


def newest_claims():
    """Those of the newest versions, as many versions as make a feed; none is told in part."""
    told = 0
    for version in versions().iterator(chunk_size=20):
        if told >= NEWEST:
            return
        told += len(version.content["claims"])
        yield from ((version, claim) for claim in version.content["claims"])


@public_page
def corrections_feed(request):
    public = Correction.objects.filter(publication__in=Publication.objects.public())
    told = public.select_related("publication__article").defer("publication__content")
    newest = told.order_by("-created_at", "-pk")[:NEWEST]
    return feed(atom.corrections(newest, DeskRules.in_force().desk_name))


def feed(text):
    return HttpResponse(text, content_type=atom.CONTENT_TYPE)
