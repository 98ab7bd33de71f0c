from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policy
from annotations.models import Article
from annotations.reports.trash import KEPT_DAYS, trash


@login_required
@require_safe
def show(request):
    policy.require(request.user, policy.READ)
    return render(request, "trash/show.html", {"rows": trash(request.user), "days": KEPT_DAYS})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, slug):
    """Take an article off the desk, after a page that asks."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    policy.require(request.user, policy.DELETE_ARTICLE, article)
    if request.method != "POST":
        return render(request, "trash/delete.html", {"article": article, "days": KEPT_DAYS})
    article.delete_softly(by=request.user)
    undo = reverse("trash.restore", args=[slug])
    messages.success(request, _("Article moved to the trash."), extra_tags=undo)
    return redirect("articles")


@login_required
@require_POST
def restore(request, slug):
    # One whose text was purged is gone: only its history is left.
    article = get_object_or_404(Article, slug=slug, revisions__is_current=True)
    policy.require(request.user, policy.DELETE_ARTICLE, article)
    article.restore(by=request.user)
    messages.success(request, _("Article restored."))
    return redirect(article)
