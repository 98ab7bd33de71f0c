from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.models import Correction
from annotations.web.views.revisions import article_for


@login_required
@require_safe
def list(request, slug):
    """What a signed-off article says otherwise than it did, since when, and why."""
    policy.require(request.user, policy.READ)
    article = article_for(request.user, slug)
    corrections = Correction.objects.visible_to(request.user).filter(annotation__article=article)
    context = {"article": article, "corrections": corrections.for_list()}
    return render(request, "corrections/list.html", context)
