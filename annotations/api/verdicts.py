from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.annotations import claim_for, shape_of
from annotations.api.answers import created, is_known, outdated, shown, tagged
from annotations.api.problems import Refusal
from annotations.exchange.inputs import NewVerdict
from annotations.exchange.shapes import VerdictShape
from annotations.models import Annotation, Evidence, Verdict
from annotations.models.conflict import Conflict, Reworded
from annotations.services import judging

router = Router(tags=["verdicts"])


def verdicts_for(user):
    """Those that `user` may see, with what their shape needs."""
    claims = Annotation.objects.visible_to(user).present()
    verdicts = Verdict.objects.visible_to(user).filter(annotation__in=claims).with_broken()
    named = Prefetch("evidence", queryset=Evidence.objects.visible_to(user))
    return verdicts.select_related("reviewer", "annotation__article").prefetch_related(named)


def verdict_shape(user, pk: int) -> VerdictShape:
    return VerdictShape.of(verdicts_for(user).get(pk=pk))


@router.get("/verdicts/{int:pk}", url_name="verdicts.show", response=VerdictShape)
def show(request: ApiRequest, pk: int):
    """A verdict, an ended one too."""
    policy.require(request.auth, policy.READ)
    return shown(request, VerdictShape.of(get_object_or_404(verdicts_for(request.auth), pk=pk)))


@router.post(
    "/annotations/{uuid:pk}/verdicts",
    url_name="verdicts",
    response={201: VerdictShape, 200: VerdictShape},
)
def create(request: ApiRequest, pk: UUID, said: NewVerdict):
    """Give your verdict. To replace the one you have given, name it in `If-Match`; saying again
    what stands answers 200.
    """
    claim = claim_for(request.auth, pk)
    policy.require(request.auth, policy.JUDGE, claim)
    mine = verdicts_for(request.auth).filter(annotation=claim).open().by(request.auth).first()
    before = VerdictShape.of(mine) if mine else None
    supersedes = superseded(request, before)
    try:
        given = judging.give_verdict(claim, by=request.auth, supersedes=supersedes, **said.said())
    except Reworded as change:
        current = shape_of(claim, request.auth)
        raise Refusal(409, _("It reads otherwise by now."), current=current) from change
    except Conflict as conflict:
        raise clash(request, conflict.current) from conflict
    is_new = before is None or before.id != given.pk
    shape = verdict_shape(request.auth, given.pk)
    return created(shape, "verdicts.show", given.pk, is_new=is_new)


def superseded(request, before: VerdictShape | None) -> int | None:
    """The key of the verdict that is to be replaced; 0, which none has, for one that is not."""
    if "If-Match" not in request.headers:
        return None
    return before.id if before and is_known(request, before) else 0


def clash(request: ApiRequest, current: Any) -> Refusal:
    """Of a verdict (or None) that was not said to be replaced, or is not the one that was named."""
    shape = verdict_shape(request.auth, current.pk) if current else None
    if "If-Match" in request.headers:
        return outdated(shape)
    return Refusal(428, _("You have given a verdict. Name it in If-Match."), current=shape)


@router.post("/verdicts/{int:pk}/withdraw", url_name="verdicts.withdraw", response=VerdictShape)
def withdraw(request: ApiRequest, pk: int):
    """Take your verdict back. Needs `If-Match`; again it is harmless."""
    verdict = get_object_or_404(verdicts_for(request.auth), pk=pk)
    policy.require(request.auth, policy.WITHDRAW, verdict)
    shape = VerdictShape.of(verdict)
    if not is_known(request, shape) and verdict.ending != Verdict.Ending.WITHDRAWN:
        raise outdated(shape)
    try:
        verdict.withdraw(by=request.auth)
    except Conflict as conflict:
        raise outdated(verdict_shape(request.auth, pk)) from conflict
    return tagged(verdict_shape(request.auth, pk))
