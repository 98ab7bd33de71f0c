"""The claims of an article as a read-only container of the Web Annotation Protocol (2017)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from annotations import policy
from annotations.exchange import web_annotation
from annotations.models import Annotation
from annotations.reports.case import in_full
from annotations.web.access import public_page
from annotations.web.forms.containers import ContainerForm
from annotations.web.views.revisions import article_for

METHODS = ["GET", "HEAD", "OPTIONS"]
RESOURCE = '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
CONTAINER = (
    '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type", '
    '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
)


@login_required
@require_http_methods(METHODS)
def show(request, slug):
    """The container, or one of its pages; `Prefer` says how much of what it contains."""
    policy.require(request.user, policy.EXPORT)
    article = article_for(request.user, slug)
    form = ContainerForm(request.GET, prefer=request.headers.get("Prefer", ""))
    if not form.is_valid():
        return HttpResponse("page and iris are numbers.", status=400, content_type="text/plain")
    revision = article.current()
    claims = in_full(request.user).present().placed_in(revision)
    total = claims.count()
    if form.number is None:
        said = contained(article, claims, revision, total, form)
    elif form.number * web_annotation.PAGE < max(total, 1):
        said = paged(article, claims, revision, total, form)
    else:
        return HttpResponse("There is no such page.", status=404, content_type="text/plain")
    return answer(request, said, CONTAINER if form.number is None else RESOURCE)


def contained(article, claims, revision, total, form):
    said = web_annotation.collection(article, total, iris=form.is_iris())
    if form.is_minimal():
        return said
    return said | {"first": paged(article, claims, revision, total, form)}


def paged(article, claims, revision, total, form):
    number, size = form.number or 0, web_annotation.PAGE
    shown = claims[number * size : (number + 1) * size]
    tell = web_annotation.address if form.is_iris() else whole_of(revision)
    items = [tell(claim) for claim in shown]
    return web_annotation.page(article, number, total, items, iris=form.is_iris())


def whole_of(revision):
    return lambda claim: web_annotation.annotation(claim, revision)


@login_required
@require_http_methods(METHODS)
def annotation(request, pk):
    """One claim; an orphan stands nowhere, so it has no target and is not there."""
    policy.require(request.user, policy.EXPORT)
    found = Annotation.objects.visible_to(request.user).present().placed()
    article = get_object_or_404(found.select_related("article"), pk=pk).article
    claim = in_full(request.user).get(pk=pk)
    return answer(request, web_annotation.annotation(claim, article.current()), RESOURCE)


@login_required
@require_safe
def download(request, slug):
    """All claims of an article in one file."""
    policy.require(request.user, policy.EXPORT)
    article = article_for(request.user, slug)
    revision = article.current()
    claims = in_full(request.user).present().placed_in(revision)
    content = web_annotation.encoded(web_annotation.whole(article, claims, revision))
    name = f'attachment; filename="annotations-{article.slug}.jsonld"'
    headers = {"Content-Disposition": name}
    return HttpResponse(content, content_type=web_annotation.CONTENT_TYPE, headers=headers)


@public_page
def context(request):
    """What our own terms mean; the same for everybody."""
    return JsonResponse(web_annotation.own_context(), content_type="application/ld+json")


def answer(request, said, link):
    content = web_annotation.encoded(said)
    tag = web_annotation.etag(content)
    headers = {
        "Link": link,
        "Allow": ", ".join(METHODS),
        "ETag": tag,
        "Vary": "Accept, Prefer, Cookie",
        "Cache-Control": "private, no-cache",
    }
    body = b"" if request.method == "OPTIONS" else content
    response = HttpResponse(body, content_type=web_annotation.CONTENT_TYPE, headers=headers)
    return get_conditional_response(request, etag=tag, response=response) or response
