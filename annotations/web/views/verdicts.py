from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Annotation, Verdict
from annotations.models.conflict import Conflict, Reworded
from annotations.services import judging
from annotations.web.answers import form_answer, refused, saved
from annotations.web.forms.verdicts import ChosenKind, Seen, Supersedes, VerdictForm
from annotations.web.htmx import fragments, wants_fragment
from annotations.web.views.annotations import claim_for


def verdict_for(user, pk):
    claims = Annotation.objects.visible_to(user).present()
    verdicts = Verdict.objects.visible_to(user).select_related("annotation__article")
    return get_object_or_404(verdicts.filter(annotation__in=claims), pk=pk)


@login_required
@require_safe
def new(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.JUDGE, claim)
    mine = claim.verdicts.open().by(request.user).first()
    kind = ChosenKind(request.GET).chosen()
    form = VerdictForm.showing(claim, mine, kind, reader=request.user)
    return form_answer(request, "verdicts/new", claim=claim, form=form)


@login_required
@require_POST
def create(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.JUDGE, claim)
    form = VerdictForm(request.POST, annotation=claim, reader=request.user)
    try:
        if form.accepted_by(judging.give_verdict, claim, by=request.user):
            return saved(request, claim, _("Verdict saved."), undo_of(form.result))
    except Reworded as change:
        context = {"form": form.about(change.current), "reworded": change.current}
        return form_answer(request, "verdicts/new", 409, claim=claim, **context)
    except Conflict as conflict:
        context = {"form": form.based_on(conflict.current), "conflict": conflict}
        return form_answer(request, "verdicts/new", 409, claim=claim, **context)
    return form_answer(request, "verdicts/new", 422, claim=claim, form=form)


def undo_of(verdict) -> str:
    """The address that takes a new verdict back: to the one before it, or to none."""
    before = verdict.replaced()
    if before is None:
        return reverse("verdicts.withdraw", args=[verdict.pk])
    return reverse("verdicts.reinstate", args=[before.pk]) + f"?supersedes={verdict.pk}"


@login_required
@require_safe
def list(request, pk):
    policy.require(request.user, policy.READ)
    claim = claim_for(request.user, pk)
    context = {
        "verdicts": claim.verdicts.visible_to(request.user).for_history(),
        "events": claim.events.visible_to(request.user).for_history(),
    }
    template = "verdicts/_history.html" if wants_fragment(request) else "verdicts/list.html"
    return fragments(request, template, claim=claim, **context)


@login_required
@require_POST
def affirm(request, pk):
    """It still holds, though the text was changed: the same verdict again, of the words now."""
    verdict = verdict_for(request.user, pk)
    policy.require(request.user, policy.WITHDRAW, verdict)
    form = Seen(request.POST)
    try:
        if form.accepted_by(judging.affirm, verdict, by=request.user):
            return saved(request, verdict.annotation, _("It still holds."), undo_of(form.result))
    except Conflict:
        return refused(request, verdict.annotation, 409, _("The text has changed again. Look."))
    return refused(request, verdict.annotation, 422, form.refusal)


@login_required
@require_POST
def withdraw(request, pk):
    verdict = verdict_for(request.user, pk)
    policy.require(request.user, policy.WITHDRAW, verdict)
    try:
        verdict.withdraw(by=request.user)
    except Conflict:
        return refused(request, verdict.annotation, 409, _("This verdict has ended already."))
    undo = reverse("verdicts.reinstate", args=[pk])
    return saved(request, verdict.annotation, _("Verdict withdrawn."), undo)


@login_required
@require_POST
def reinstate(request, pk):
    verdict = verdict_for(request.user, pk)
    policy.require(request.user, policy.WITHDRAW, verdict)
    form = Supersedes.sent_with(request)
    try:
        if form.accepted_by(judging.reinstate, verdict, by=request.user):
            return saved(request, verdict.annotation, _("Verdict put back."), undo_of(form.result))
    except Conflict:
        return refused(request, verdict.annotation, 409, _("There is a newer verdict of yours."))
    return refused(request, verdict.annotation, 422, _("This verdict cannot be put back."))
