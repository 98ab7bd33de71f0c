"""The claims of an article as a read-only container of the Web Annotation Protocol (2017)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from annotations import policy
from annotations.exchange import web_annotation
from annotations.models import Annotation
from annotations.reports.annotated import claims_of, told
from annotations.services.rates import EXPORTS
from annotations.web.access import public_page
from annotations.web.forms.containers import ContainerForm
from annotations.web.throttle import at_most
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
    claims = claims_of(article, request.user)
    total = claims.count()
    if form.number is None:
        said = contained(article, claims, total, form)
    elif form.number * web_annotation.PAGE < max(total, 1):
        said = paged(article, claims, total, form)
    else:
        return HttpResponse("There is no such page.", status=404, content_type="text/plain")
    return answer(request, said, CONTAINER if form.number is None else RESOURCE)


def contained(article, claims, total, form):
    said = web_annotation.collection(article, total, iris=form.is_iris())
    if form.is_minimal():
        return said
    return said | {"first": paged(article, claims, total, form)}


def paged(article, claims, total, form):
    number, size = form.number or 0, web_annotation.PAGE
    shown = claims[number * size : (number + 1) * size]
    iris = form.is_iris()
    items = [web_annotation.address(one) for one in shown] if iris else described(shown)
    return web_annotation.page(article, number, total, items, iris=iris)


def described(claims):
    return [web_annotation.annotation(claim, revision) for claim, revision in told(claims)]


@login_required
@require_http_methods(METHODS)
def annotation(request, pk):
    """One claim, on the text that it stands in, or stood in last."""
    policy.require(request.user, policy.EXPORT)
    found = Annotation.objects.visible_to(request.user).present()
    article = get_object_or_404(found.select_related("article"), pk=pk).article
    ((claim, revision),) = told(claims_of(article, request.user).filter(pk=pk))
    return answer(request, web_annotation.annotation(claim, revision), RESOURCE)


@login_required
@require_safe
@at_most(EXPORTS)
def download(request, slug):
    """All claims of an article in one file, with its texts."""
    policy.require(request.user, policy.EXPORT)
    article = article_for(request.user, slug)
    claims = told(claims_of(article, request.user))
    content = web_annotation.encoded(web_annotation.whole(article, claims))
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
