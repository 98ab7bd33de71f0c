from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Annotation, Attempt
from annotations.web.answers import form_answer, saved
from annotations.web.forms.attempts import AttemptForm
from annotations.web.views.annotations import claim_for


def attempt_for(user, pk):
    claims = Annotation.objects.visible_to(user).present()
    attempts = Attempt.objects.visible_to(user).select_related("annotation__article")
    return get_object_or_404(attempts.filter(annotation__in=claims), pk=pk)


@login_required
@require_safe
def new(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.ATTEMPT, claim)
    form = AttemptForm(auto_id=f"{pk}_%s")
    return form_answer(request, "attempts/new", claim=claim, form=form)


@login_required
@require_POST
def create(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.ATTEMPT, claim)
    form = AttemptForm(request.POST, auto_id=f"{pk}_%s")
    if form.accepted_by(claim.attempt, by=request.user):
        undo = reverse("attempts.remove", args=[form.result.pk])
        return saved(request, claim, _("Attempt written down."), undo)
    return form_answer(request, "attempts/new", 422, claim=claim, form=form)


@login_required
@require_POST
def remove(request, pk):
    attempt = attempt_for(request.user, pk)
    policy.require(request.user, policy.REMOVE_ATTEMPT, attempt)
    attempt.remove(by=request.user)
    undo = reverse("attempts.restore", args=[pk])
    return saved(request, attempt.annotation, _("Attempt removed."), undo)


@login_required
@require_POST
def restore(request, pk):
    attempt = attempt_for(request.user, pk)
    policy.require(request.user, policy.REMOVE_ATTEMPT, attempt)
    attempt.restore(by=request.user)
    return saved(request, attempt.annotation, _("Attempt restored."))
