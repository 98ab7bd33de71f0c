"""What is published, for programs: no token, no cookie."""

from itertools import islice

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from annotations.exchange import (
    atom,
    claims_search,
    data_feed,
    published_annotations,
    web_annotation,
)
from annotations.models import DeskRules, Publication
from annotations.reports.published import public_corrections
from annotations.reports.searching import published_claims, told_of
from annotations.web.access import public_page
from annotations.web.forms.claims_search import ClaimsSearch
from annotations.web.kept import kept

NEWEST = 50  # entries of a feed, or a few more
OPEN = {"Access-Control-Allow-Origin": "*"}


def versions():
    """The versions that readers get now, newest first."""
    return Publication.objects.open().select_related("article").newest_first()


@public_page
@kept
def reviews(request):
    rules = DeskRules.in_force()
    newest_first = versions().iterator(chunk_size=20)
    said = data_feed.stream(newest_first, rates_sourced=rules.rates_sourced)
    return StreamingHttpResponse(said, content_type=data_feed.CONTENT_TYPE, headers=OPEN)


@public_page
@kept
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
    matching = [] if form.is_elsewhere() else filter(form.wants, published_claims())
    shown = [*islice(matching, form.first, form.first + form.size)]
    following = str(form.first + form.size) if next(iter(matching), None) else ""
    found = [claims_search.found(*told) for told in told_of(shown)]
    return JsonResponse(claims_search.answer(found, following), headers=OPEN)


@public_page
@kept
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
@kept
def corrections_feed(request):
    told = public_corrections().select_related("publication__article")
    newest = told.defer("publication__content")[:NEWEST]
    return feed(atom.corrections(newest, DeskRules.in_force().desk_name))


def feed(text):
    return HttpResponse(text, content_type=atom.CONTENT_TYPE)
