"""The only pages that others may put into theirs: nothing to press, no cookie, and a script that
tells its height and runs or not.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt

from annotations.exchange import embedding
from annotations.models import DeskRules, Publication
from annotations.reports.published import document
from annotations.web.access import public_page
from annotations.web.forms.oembed import OEmbedForm
from annotations.web.kept import kept
from annotations.web.views.public import open_version, told_claim

MOST = 20  # claims of an article: all of it stays below 50 kB


def framed(view):
    """A public page that may stand in anybody's. Its script is a file: a nonce could be cached."""
    policy = {"frame-ancestors": ["*"], "script-src": [SELF]}

    @wraps(view)
    def with_headers(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return xframe_options_exempt(csp_replace(policy)(public_page(kept(with_headers))))


@framed
def article(request, slug):
    version = open_version(slug)
    said = document(version.content)
    shown, more = said.claims[:MOST], len(said.claims) - MOST
    context = {"version": version, "document": said, "claims": shown, "more": max(more, 0)}
    return render(request, "embeds/article.html", context)


@framed
def claim(request, pk):
    about = Publication.objects.open().filter(article__annotations=pk).select_related("article")
    version, said, claim = told_claim(get_object_or_404(about).article.slug, pk)
    context = {"version": version, "document": said, "claim": claim}
    return render(request, "embeds/claim.html", context)


@public_page
def oembed(request):
    form = OEmbedForm(request.GET)
    if not form.is_valid():
        return answer({"errors": form.errors}, 422)
    if not form.is_json():
        return answer({"errors": {"format": ["json"]}}, 501)
    match = form.match()
    if match is None or match.url_name not in SHOWN:
        raise Http404
    title, name, key = SHOWN[match.url_name](**match.kwargs)
    said = {"title": title, "desk": DeskRules.in_force().desk_name, "site": settings.SITE_URL}
    room = {"most_wide": form.cleaned_data["maxwidth"], "most_high": form.cleaned_data["maxheight"]}
    return answer(embedding.oembed(name, key, said=said, **room))


def of_article(slug, **number):
    version = open_version(slug)
    return version.content["article"]["title"], "embeds.article", slug


def of_claim(slug, pk):
    _version, _said, claim = told_claim(slug, pk)
    return f"{claim['look'].label}: {claim['quote']}", "embeds.claim", pk


# By the address that is asked about: the title, the embed that shows it, and the embed's key.
SHOWN: dict[str, Callable[..., tuple[str, str, Any]]] = {
    "public.article": of_article,
    "public.version": of_article,
    "public.claim": of_claim,
}


def answer(said, status=200):
    """For the scripts of any page: it says nothing that a stranger may not read."""
    return JsonResponse(said, status=status, headers={"Access-Control-Allow-Origin": "*"})
