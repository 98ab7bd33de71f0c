from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.annotations import claim_for
from annotations.api.answers import created, shown
from annotations.exchange.inputs import NewAttempt
from annotations.exchange.shapes import AttemptShape
from annotations.models import Annotation, Attempt

router = Router(tags=["attempts"])


def attempt_for(user, pk: int) -> Attempt:
    claims = Annotation.objects.visible_to(user).present()
    attempts = Attempt.objects.visible_to(user).select_related("annotation", "made_by")
    return get_object_or_404(attempts.filter(annotation__in=claims), pk=pk)


@router.post(
    "/annotations/{uuid:pk}/attempts",
    url_name="attempts",
    response={201: AttemptShape, 200: AttemptShape},
)
def create(request: ApiRequest, pk: UUID, said: NewAttempt):
    """Write down a search without result. The same from you again answers 200 with the first."""
    claim = claim_for(request.auth, pk)
    policy.require(request.auth, policy.ATTEMPT, claim)
    known = {*claim.attempts.values_list("pk", flat=True)}
    attempt = claim.attempt(by=request.auth, **said.model_dump())
    shape = AttemptShape.of(attempt_for(request.auth, attempt.pk))
    return created(shape, "attempts.show", attempt.pk, is_new=attempt.pk not in known)


@router.get("/attempts/{int:pk}", url_name="attempts.show", response=AttemptShape)
def show(request: ApiRequest, pk: int):
    """A search without result, a removed one too."""
    policy.require(request.auth, policy.READ)
    return shown(request, AttemptShape.of(attempt_for(request.auth, pk)))
