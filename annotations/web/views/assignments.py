from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import policy
from annotations.models import Article, Assignment
from annotations.services import assigning
from annotations.web.forms.assignments import AssignmentForm, TeamForm
from annotations.web.views.reviews import article_for, page


def assignment_for(user, pk):
    articles = Article.objects.visible_to(user)
    return get_object_or_404(Assignment.objects.filter(article__in=articles), pk=pk)


@login_required
@require_POST
def create(request, slug):
    article = article_for(request.user, slug)
    policy.require(request.user, policy.ASSIGN, article)
    form = AssignmentForm(request.POST)
    if form.accepted_by(assigning.assign, article, by=request.user):
        undo = reverse("assignments.remove", args=[form.result.pk])
        messages.success(request, _("Assigned."), extra_tags=undo)
        return redirect("reviews.edit", slug)
    return page(request, article, 422, assign=form)


@login_required
@require_POST
def remove(request, pk):
    assignment = assignment_for(request.user, pk)
    policy.require(request.user, policy.ASSIGN, assignment.article)
    assignment.remove(by=request.user)
    undo = reverse("assignments.restore", args=[pk])
    messages.success(request, _("Assignment taken back."), extra_tags=undo)
    return redirect("reviews.edit", assignment.article.slug)


@login_required
@require_POST
def restore(request, pk):
    assignment = assignment_for(request.user, pk)
    policy.require(request.user, policy.ASSIGN, assignment.article)
    assignment.restore(by=request.user)
    messages.success(request, _("Assigned again."))
    return redirect("reviews.edit", assignment.article.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request, slug):
    """Who of a team would get which sentences; sent, they are assigned."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.ASSIGN, article)
    form = TeamForm(request.POST or request.GET)
    if not form.is_valid():
        return page(request, article, 422, hand_out=form)
    team = form.cleaned_data["team"]
    if request.method != "POST":
        context = {"article": article, "team": team, "shares": assigning.shares(article, team)}
        return render(request, "assignments/hand_out.html", context)
    made = assigning.hand_out(article, team, by=request.user)
    text = ngettext("%d part assigned.", "%d parts assigned.", len(made))
    messages.success(request, text % len(made))
    return redirect("reviews.edit", slug)
