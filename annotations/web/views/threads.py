from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Article, Thread
from annotations.models.conflict import Conflict
from annotations.services import discussing
from annotations.services.rates import COMMENTS
from annotations.web import throttle
from annotations.web.discussion import Place, said, shown, written
from annotations.web.forms.comments import CommentForm, ThreadFilter
from annotations.web.htmx import fragments, wants_fragment
from annotations.web.views.annotations import claim_for
from annotations.web.views.sentences import sentence_for

PAGE = 30


def thread_for(user, pk):
    threads = Thread.objects.visible_to(user)
    return get_object_or_404(threads.select_related("article", "annotation", "revision"), pk=pk)


@login_required
@require_safe
def list(request, pk):
    """What is said about a claim."""
    policy.require(request.user, policy.READ)
    return shown(request, Place.of(claim_for(request.user, pk)))


@login_required
@require_safe
def about_sentence(request, slug, number):
    """What is said about a sentence."""
    policy.require(request.user, policy.READ)
    return shown(request, Place.of(sentence_for(request.user, slug, number)))


@login_required
@require_POST
def create(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.DISCUSS, claim)
    return started(request, claim)


@login_required
@require_POST
def create_about_sentence(request, slug, number):
    sentence = sentence_for(request.user, slug, number)
    policy.require(request.user, policy.DISCUSS, sentence)
    return started(request, sentence)


def started(request, about):
    """Begin with the first comment, or say what is wrong with it."""
    form = CommentForm.to_start(request.POST)
    wait = COMMENTS.wait_of(request.user)
    try:
        if not wait and form.accepted_by(discussing.start, about, by=request.user):
            return said(request, form.result)
        status = throttle.held_back(form, wait)
    except Conflict:
        form.add_error(None, _("The text was updated meanwhile. Read the sentence again."))
        status = 409
    return throttle.late(back(request, Place.of(about), form, status), wait)


def back(request, place, form, status):
    """The form that begins a discussion again, with what is wrong with it."""
    if wants_fragment(request):
        return fragments(request, "threads/_start.html", status=status, place=place, form=form)
    return shown(request, place, status, start=form)


@login_required
@require_safe
def of_article(request, slug):
    """All discussions of an article, those whose sentence is gone too."""
    policy.require(request.user, policy.READ)
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    search = ThreadFilter(request.GET)
    threads = search.narrow(article.threads.visible_to(request.user).for_list(request.user))
    page = Paginator(threads, PAGE).get_page(request.GET.get("page"))
    context = {"article": article, "page": page, "search": search, "states": ThreadFilter.STATES}
    return render(request, "threads/of_article.html", context)


@login_required
@require_safe
def show(request, pk):
    """The link to it lands on the passage with the discussion open; one whose sentence is gone has
    a page of its own.
    """
    policy.require(request.user, policy.READ)
    thread = thread_for(request.user, pk)
    claim, place = thread.annotation, Place.of(thread)
    if claim and claim.place:
        at = f"?claim={claim.pk}&thread={pk}#at-{claim.pk}"
        return HttpResponseRedirect(thread.article.get_absolute_url() + at)
    if place.start:
        return HttpResponseRedirect(f"{place.address}#thread-{pk}")
    return shown(request, place)


@login_required
@require_POST
def resolve(request, pk):
    thread = thread_for(request.user, pk)
    policy.require(request.user, policy.DISCUSS, thread)
    thread.resolve(by=request.user)
    undo = reverse("threads.reopen", args=[pk])
    return written(request, thread, _("Discussion resolved."), undo)


@login_required
@require_POST
def reopen(request, pk):
    thread = thread_for(request.user, pk)
    policy.require(request.user, policy.DISCUSS, thread)
    thread.reopen(by=request.user)
    return written(request, thread, _("Discussion reopened."))
