"""What readers see: no sign-in, no cookie, no script."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from annotations.exchange import claim_review
from annotations.models import DeskRules, Outcome, Publication
from annotations.reports.published import corrections_log, document, public_corrections
from annotations.text.fragment import Fragments
from annotations.web.access import public_page
from annotations.web.kept import kept

PER_PAGE = 20


def open_version(slug):
    """The version that readers get now."""
    return get_object_or_404(
        Publication.objects.open().select_related("article"), article__slug=slug
    )


def told_claim(slug, pk):
    """The version that readers get now, its document, and the claim in it."""
    version = open_version(slug)
    said = document(version.content)
    claim = said.claim(pk)
    if claim is None:
        raise Http404
    return version, said, claim


@public_page
def index(request):
    rows = Publication.objects.open().newest_first()
    return listed(request, "public/index.html", rows, Publication.objects.for_index())


@public_page
def corrections(request):
    return listed(request, "public/corrections.html", public_corrections(), corrections_log())


@public_page
@kept
def method(request):
    words = [Outcome.VERIFIED, Outcome.SOURCED, Outcome.DISPUTED, Outcome.UNCHECKED]
    return page(request, "public/method.html", words=words)


@public_page
@kept
def article(request, slug):
    return version_page(request, open_version(slug))


@public_page
@kept
def version(request, slug, number):
    """A permanent address: what was said once, with a word when something newer is."""
    versions = Publication.objects.public().select_related("article")
    return version_page(request, get_object_or_404(versions, article__slug=slug, number=number))


@public_page
@kept
def claim(request, slug, pk):
    version, said, claim = told_claim(slug, pk)
    rates = DeskRules.in_force().rates_sourced
    told = next(one for one in version.content["claims"] if one["id"] == str(pk))
    review = claim_review.review(version.content, told, slug, rates_sourced=rates)
    context = {"version": version, "document": said, "claim": claim, "review": review}
    context |= {"description": said.told_of(claim), "original": original(version.content, claim)}
    return page(request, "public/claim.html", **context)


def original(content, claim):
    """The original's address, at the passage where it can be told apart; "" without one."""
    url = content["article"]["source_url"]
    return Fragments(content["text"]).link(url, claim["start"], claim["end"])


def version_page(request, version):
    said = document(version.content)
    context = {"version": version, "document": said, "earlier": range(1, version.number)}
    return page(request, "public/article.html", description=said.summary, **context)


def listed(request, template, rows, told):
    """A page of `rows`. `told` reads their documents, which a page of keys is found without."""
    found = Paginator(rows.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    found.object_list = told.filter(pk__in=[*found.object_list])
    return page(request, template, page=found)


def page(request, template, status=200, **context):
    context |= {"rules": DeskRules.in_force(), "site": settings.SITE_URL}
    return render(request, template, context, status=status)
