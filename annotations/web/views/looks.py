from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Annotation, Article, Look
from annotations.web.htmx import fragments
from annotations.web.views.annotations import claim_for


@login_required
@require_POST
def create(request, pk):
    """Say for the next minutes that one is looking at the claim."""
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.JUDGE, claim)
    Look.begin(claim, by=request.user)
    return HttpResponse(status=204)


@login_required
@require_safe
def list(request, slug):
    """Who looks at which claim: 204 while nobody came or went since `seen`, else every sign."""
    policy.require(request.user, policy.READ)
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    here = Annotation.objects.visible_to(request.user).present().placed()
    cards = here.filter(article=article).with_looks(request.user).order_by("pk")
    now = Look.signs(cards)
    if now == request.GET.get("looks"):
        return HttpResponse(status=204)
    return fragments(request, "looks/_list.html", cards=cards, seen=now, oob=True)
