from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Annotation, Evidence
from annotations.services.judging import cite
from annotations.web.answers import form_answer, saved
from annotations.web.forms.evidence import EvidenceForm
from annotations.web.views.annotations import claim_for


def evidence_for(user, pk):
    claims = Annotation.objects.visible_to(user).present()
    seen = Evidence.objects.visible_to(user)
    items = seen.select_related("annotation__article", "source")
    return get_object_or_404(items.filter(annotation__in=claims), pk=pk)


@login_required
@require_safe
def new(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.ADD_EVIDENCE, claim)
    return form_answer(request, "evidence/new", claim=claim, form=EvidenceForm(auto_id=f"{pk}_%s"))


@login_required
@require_POST
def create(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.ADD_EVIDENCE, claim)
    form = EvidenceForm(request.POST, auto_id=f"{pk}_%s")
    if form.accepted_by(cite, claim, by=request.user):
        undo = reverse("evidence.remove", args=[form.result.pk])
        return saved(request, claim, _("Evidence added."), undo)
    return form_answer(request, "evidence/new", 422, claim=claim, form=form)


@login_required
@require_POST
def remove(request, pk):
    item = evidence_for(request.user, pk)
    policy.require(request.user, policy.REMOVE_EVIDENCE, item)
    item.remove(by=request.user)
    undo = reverse("evidence.restore", args=[pk])
    return saved(request, item.annotation, _("Evidence removed."), undo)


@login_required
@require_POST
def restore(request, pk):
    item = evidence_for(request.user, pk)
    policy.require(request.user, policy.REMOVE_EVIDENCE, item)
    item.restore(by=request.user)
    return saved(request, item.annotation, _("Evidence restored."))
