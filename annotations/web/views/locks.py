from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import policy
from annotations.models import Article


def article_for(user, slug):
    return get_object_or_404(Article.objects.visible_to(user), slug=slug)


@login_required
@require_POST
def create(request, slug):
    article = article_for(request.user, slug)
    policy.require(request.user, policy.LOCK_ARTICLE, article)
    article.lock_changes(by=request.user)
    undo = reverse("locks.delete", args=[slug])
    messages.success(request, _("Locked: nothing on it can be changed."), extra_tags=undo)
    return redirect(article)


@login_required
@require_POST
def delete(request, slug):
    article = article_for(request.user, slug)
    policy.require(request.user, policy.LOCK_ARTICLE, article)
    article.unlock_changes(by=request.user)
    undo = reverse("locks.create", args=[slug])
    messages.success(request, _("Unlocked."), extra_tags=undo)
    return redirect(article)
