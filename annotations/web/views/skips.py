from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Annotation, Skip
from annotations.web.answers import form_answer, saved
from annotations.web.forms.skips import SkipForm
from annotations.web.views.annotations import claim_for


def skip_for(user, pk):
    claims = Annotation.objects.visible_to(user).present()
    skips = Skip.objects.visible_to(user).select_related("annotation__article")
    return get_object_or_404(skips.filter(annotation__in=claims), pk=pk)


@login_required
@require_safe
def new(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.SKIP, claim)
    return form_answer(request, "skips/new", claim=claim, form=SkipForm(auto_id=f"{pk}_%s"))


@login_required
@require_POST
def create(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.SKIP, claim)
    form = SkipForm(request.POST, auto_id=f"{pk}_%s")
    if form.accepted_by(claim.skip, by=request.user):
        undo = reverse("skips.remove", args=[form.result.pk])
        return saved(request, claim, _("Skipped."), undo)
    return form_answer(request, "skips/new", 422, claim=claim, form=form)


@login_required
@require_POST
def remove(request, pk):
    """Have the claim offered again."""
    skip = skip_for(request.user, pk)
    policy.require(request.user, policy.TAKE_BACK_SKIP, skip)
    skip.take_back(by=request.user)
    return saved(request, skip.annotation, _("You take it up again."))
