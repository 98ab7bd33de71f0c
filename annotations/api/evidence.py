from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.annotations import claim_for
from annotations.api.answers import created, is_known, outdated, shown, tagged
from annotations.exchange.inputs import NewEvidence
from annotations.exchange.shapes import EvidenceShape
from annotations.models import Annotation, Evidence
from annotations.services import judging

router = Router(tags=["evidence"])


def evidence_for(user, pk: int) -> Evidence:
    claims = Annotation.objects.visible_to(user).present()
    items = Evidence.objects.visible_to(user).select_related("annotation", "source", "added_by")
    return get_object_or_404(items.filter(annotation__in=claims), pk=pk)


@router.post(
    "/annotations/{uuid:pk}/evidence",
    url_name="evidence",
    response={201: EvidenceShape, 200: EvidenceShape},
)
def create(request: ApiRequest, pk: UUID, said: NewEvidence):
    """Put a source on the card. The same from you again answers 200 with the first."""
    claim = claim_for(request.auth, pk)
    policy.require(request.auth, policy.ADD_EVIDENCE, claim)
    known = {*claim.evidence.values_list("pk", flat=True)}
    item = judging.cite(claim, by=request.auth, **said.model_dump())
    shape = EvidenceShape.of(evidence_for(request.auth, item.pk))
    return created(shape, "evidence.show", item.pk, is_new=item.pk not in known)


@router.get("/evidence/{int:pk}", url_name="evidence.show", response=EvidenceShape)
def show(request: ApiRequest, pk: int):
    """A piece of evidence, a removed one too."""
    policy.require(request.auth, policy.READ)
    return shown(request, EvidenceShape.of(evidence_for(request.auth, pk)))


@router.delete("/evidence/{int:pk}", url_name="evidence.show", response=EvidenceShape)
def remove(request: ApiRequest, pk: int):
    """Take it off the card. Needs `If-Match`; again it is harmless."""
    item = evidence_for(request.auth, pk)
    policy.require(request.auth, policy.REMOVE_EVIDENCE, item)
    shape = EvidenceShape.of(item)
    if not is_known(request, shape) and item.removed_at is None:
        raise outdated(shape)
    item.remove(by=request.auth)
    return tagged(EvidenceShape.of(evidence_for(request.auth, pk)))
