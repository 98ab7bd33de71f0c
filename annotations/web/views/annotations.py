from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policy
from annotations.models import Annotation, Article, Revision
from annotations.models.conflict import Conflict, Reworded
from annotations.reports.desk import card
from annotations.services.judging import highlight_and_judge
from annotations.text.fragment import Fragments
from annotations.web.answers import form_answer, refused, saved
from annotations.web.forms.annotations import (
    ClaimForm,
    NewClaimForm,
    OnRevision,
    Preset,
    VersionForm,
)
from annotations.web.htmx import fragments, wants_fragment

LONGEST = 2000  # of an address; Django redirects to nothing much longer


def revision_for(user, slug, said):
    """The revision that `said` means, with its article; the newest when it says none."""
    articles = Article.objects.visible_to(user).filter(slug=slug)
    revisions = Revision.objects.filter(article__in=articles).select_related("article")
    revision = OnRevision(said).of(revisions.for_reading())
    if revision is None:
        raise Http404
    return revision


def claim_for(user, pk):
    claims = Annotation.objects.visible_to(user).present().select_related("article")
    return get_object_or_404(claims, pk=pk)


@login_required
@require_safe
def new(request, slug):
    policy.require(request.user, policy.HIGHLIGHT)
    revision = revision_for(request.user, slug, request.GET)
    form = NewClaimForm(revision=revision, initial=Preset(request.GET).on(revision))
    return form_answer(request, "annotations/new", article=revision.article, form=form)


@login_required
@require_POST
def create(request, slug):
    policy.require(request.user, policy.HIGHLIGHT)
    revision = revision_for(request.user, slug, request.POST)
    article = revision.article
    form = NewClaimForm(request.POST, revision=revision)
    try:
        if form.accepted_by(highlight_and_judge, revision, by=request.user):
            undo = reverse("annotations.delete", args=[form.result.pk]) + "?version=1"
            return saved(request, form.result, _("Claim marked."), undo)
    except Reworded as change:
        context = {"article": article, "form": form.reworded(change.current), "reworded": True}
        return form_answer(request, "annotations/new", 409, **context)
    except Conflict as conflict:
        context = {"article": article, "form": form.renewed(), "conflict": conflict}
        return form_answer(request, "annotations/new", 409, **context)
    return form_answer(request, "annotations/new", 422, article=article, form=form)


@login_required
@require_safe
def show(request, pk):
    """The permalink: the desk, at the passage, with the card open; an orphan's card is in the tray.

    As a fragment, the card.
    """
    policy.require(request.user, policy.READ)
    claim = claim_for(request.user, pk)
    if wants_fragment(request):
        template = "annotations/_card.html" if claim.place else "annotations/_orphan.html"
        return fragments(request, template, card=card(claim, request.user), opened=pk)
    lands = f"at-{pk}" if claim.place else claim.dom_id
    return HttpResponseRedirect(f"{claim.article.get_absolute_url()}?claim={pk}#{lands}")


@login_required
@require_safe
def original(request, pk):
    """On to the passage in the original. An address of its own: what it takes to find the words
    that tell the passage apart, no card in a long list has to pay.
    """
    policy.require(request.user, policy.READ)
    claim = claim_for(request.user, pk)
    url, place = claim.article.source_url, claim.place
    if not (url and place):
        raise Http404
    passage = Fragments(claim.article.current().text).link(url, place.start, place.end)
    return HttpResponseRedirect(passage if len(passage) < LONGEST else url)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.EDIT_CLAIM, claim)
    if request.method != "POST":
        return form_answer(request, "annotations/edit", claim=claim, form=ClaimForm.showing(claim))
    form = ClaimForm(request.POST, auto_id=f"{pk}_%s")
    try:
        if form.accepted_by(claim.edit, by=request.user):
            return saved(request, claim, _("Claim saved."))
    except Conflict as conflict:
        theirs = ClaimForm.showing(conflict.current)
        return form_answer(request, "annotations/edit", 409, claim=claim, form=form, theirs=theirs)
    return form_answer(request, "annotations/edit", 422, claim=claim, form=form)


@login_required
@require_POST
def delete(request, pk):
    claim = get_object_or_404(Annotation.objects.visible_to(request.user), pk=pk)
    policy.require(request.user, policy.DELETE_CLAIM, claim)
    form = VersionForm.sent_with(request)
    if not form.is_valid():
        return refused(request, claim, 422, _("Which version of the claim? Reload the page."))
    try:
        claim.delete_softly(by=request.user, version=form.cleaned_data["version"])
    except Conflict:
        return refused(request, claim, 409, _("This claim was changed meanwhile. Look again."))
    undo = reverse("annotations.restore", args=[pk])
    return saved(request, claim, _("Claim deleted."), undo, to=claim.article)


@login_required
@require_POST
def restore(request, pk):
    claim = get_object_or_404(Annotation.objects.visible_to(request.user), pk=pk)
    policy.require(request.user, policy.RESTORE_CLAIM, claim)
    claim.restore(by=request.user)
    return saved(request, claim, _("Claim restored."))
