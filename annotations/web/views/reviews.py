from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import policy
from annotations.models import Article
from annotations.models.conflict import Conflict
from annotations.web.forms.assignments import AssignmentForm, TeamForm
from annotations.web.forms.reviews import ReviewForm


def article_for(user, slug):
    return get_object_or_404(Article.objects.visible_to(user), slug=slug)


def page(request, article, status=200, **forms):
    """How the article is reviewed, and by whom; `forms` are those that came back."""
    context = {
        "article": article,
        "assignments": article.assignments.present().for_list(),
        "form": ReviewForm.showing(article),
        "assign": AssignmentForm(),
        "hand_out": TeamForm(),
    }
    return render(request, "reviews/edit.html", context | forms, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    article = article_for(request.user, slug)
    policy.require(request.user, policy.SET_REVIEW, article)
    if request.method != "POST":
        return page(request, article)
    form = ReviewForm(request.POST)
    try:
        if form.accepted_by(article.set_review, by=request.user):
            messages.success(request, _("Saved."))
            return redirect("reviews.edit", slug)
    except Conflict as conflict:
        now = conflict.current
        return page(request, now, 409, form=form.based_on(now), theirs=ReviewForm.showing(now))
    return page(request, article, 422, form=form)
