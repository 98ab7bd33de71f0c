from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import policy
from annotations.models import Annotation, Article, Comment
from annotations.services import discussing
from annotations.services.rates import COMMENTS
from annotations.web import throttle
from annotations.web.discussion import Place, said, shown, written
from annotations.web.forms.comments import CommentForm
from annotations.web.htmx import fragments, wants_fragment
from annotations.web.views.threads import thread_for


def comment_for(user, pk):
    """A comment, removed ones too: its undo asks for it."""
    articles = Article.objects.visible_to(user)
    claims = Annotation.objects.visible_to(user).present()
    there = Q(thread__annotation=None) | Q(thread__annotation__in=claims)
    found = Comment.objects.visible_to(user).filter(there, thread__article__in=articles)
    known = ("thread__article", "thread__annotation", "thread__revision")
    return get_object_or_404(found.select_related(*known), pk=pk)


@login_required
@require_POST
def create(request, pk):
    """Say something in a discussion."""
    thread = thread_for(request.user, pk)
    policy.require(request.user, policy.DISCUSS, thread)
    form = CommentForm.to_reply(thread, request.POST)
    wait = COMMENTS.wait_of(request.user)
    if not wait and form.accepted_by(discussing.reply, thread, by=request.user):
        return said(request, form.result)
    status = throttle.held_back(form, wait)
    if wants_fragment(request):
        answer = fragments(request, "comments/_new.html", status=status, thread=thread, form=form)
    else:
        answer = shown(request, Place.of(thread), status, replying=thread, form=form)
    return throttle.late(answer, wait)


@login_required
@require_POST
def remove(request, pk):
    comment = comment_for(request.user, pk)
    policy.require(request.user, policy.REMOVE_COMMENT, comment)
    comment.remove(by=request.user)
    undo = reverse("comments.restore", args=[pk])
    return written(request, comment.thread, _("Comment removed."), undo)


@login_required
@require_POST
def restore(request, pk):
    comment = comment_for(request.user, pk)
    policy.require(request.user, policy.REMOVE_COMMENT, comment)
    comment.restore(by=request.user)
    return written(request, comment.thread, _("Comment restored."), land=f"comment-{pk}")
