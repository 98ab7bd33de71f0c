from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.answers import created, first_of, is_known, outdated, paged, shown, tagged
from annotations.api.articles import article_for
from annotations.api.problems import Refusal
from annotations.exchange.inputs import AnnotationFilter, ClaimChange, NewAnnotation
from annotations.exchange.shapes import AnnotationPage, AnnotationShape
from annotations.models import Annotation, Article, Event, Evidence, Revision
from annotations.models.conflict import Conflict, Reworded
from annotations.services import highlighting

router = Router(tags=["annotations"])


# -- one claim, as its reader may see it ----------------------------------------------------------


def claim_for(user, pk: UUID) -> Annotation:
    claims = Annotation.objects.visible_to(user).present().select_related("article")
    return get_object_or_404(claims, pk=pk)


def cards(rows, reader):
    """`rows` with all that their shape needs; ten queries, however many rows."""
    seen = Evidence.objects.visible_to(reader)
    named = Prefetch("open_verdicts__evidence", queryset=seen)
    told = rows.for_card(reader).select_related("revision", "article", "created_by")
    return told.defer("revision__text", "revision__raw").prefetch_related(named)


def shape_of(claim: Annotation, reader) -> AnnotationShape:
    card = cards(Annotation.objects.filter(pk=claim.pk), reader).get()
    return AnnotationShape.of(card, newest(card.article))


def newest(article: Article) -> int:
    """The number of its newest revision. One query."""
    return article.revisions.filter(is_current=True).values_list("number", flat=True).get()


# -- the claims of an article ---------------------------------------------------------------------


@router.get(
    "/articles/{slug:slug}/annotations", url_name="articles.annotations", response=AnnotationPage
)
def list(request: ApiRequest, slug: str, wanted: Query[AnnotationFilter]):
    """The claims of an article, in the order in which they were marked."""
    policy.require(request.auth, policy.READ)
    article = article_for(request.auth, slug)
    claims = after(article.annotations.visible_to(request.auth), wanted.cursor)
    rows = cards(claims.present(), request.auth).order_by("created_at", "pk")
    page, is_last = first_of(rows, wanted.limit)
    number = newest(article)
    shapes = [AnnotationShape.of(card, number) for card in page]
    following = None if is_last else str(page[-1].pk)
    return paged(request, AnnotationPage(annotations=shapes, next=following), wanted)


def after(claims, cursor: UUID | None):
    """Those marked after the claim `cursor`, which may have been deleted since."""
    if cursor is None:
        return claims
    last = get_object_or_404(claims, pk=cursor)
    later = Q(created_at__gt=last.created_at) | Q(created_at=last.created_at, pk__gt=last.pk)
    return claims.filter(later)


ONE_ARTICLE = {201: AnnotationShape, 200: AnnotationShape}


@router.post(
    "/articles/{slug:slug}/annotations", url_name="articles.annotations", response=ONE_ARTICLE
)
def create(request: ApiRequest, slug: str, said: NewAnnotation):
    """Mark a passage. The same again answers 200 with the first; another under its id, 409."""
    policy.require(request.auth, policy.HIGHLIGHT)
    revision = revision_for(article_for(request.auth, slug), said.revision)
    is_new = not Annotation.objects.filter(pk=said.id).exists()
    words = said.model_dump(include={*Annotation.CLAIM})
    try:
        marking = {"uuid": said.id, "by": request.auth, **span_of(revision, said)}
        claim = highlighting.highlight(revision, **marking, **words)
        check_first(claim, words)
    except Reworded as change:
        raise Refusal(409, _("The text was updated, and this passage is not in it.")) from change
    except Conflict as conflict:
        raise taken(conflict.current, request.auth) from conflict
    shape = shape_of(claim, request.auth)
    return created(shape, "annotations.show", claim.pk, is_new=is_new)


def revision_for(article: Article, number: int | None) -> Revision:
    rows = article.revisions.for_reading()
    found = rows.filter(number=number) if number else rows
    revision = found.first()
    if revision is None:
        raise Http404
    revision.article = article
    return revision


def span_of(revision: Revision, said: NewAnnotation) -> dict:
    """The passage that is meant, and the words that it was looked for with."""
    if said.start is None or said.end is None:
        words = said.quote.strip()
        return {"span": highlighting.found(revision, words), "typed": words}
    return {"span": highlighting.selected(revision, said.start, said.end, said.quote), "typed": ""}


def check_first(claim: Annotation, words: dict) -> None:
    """Raises Conflict when the claim was marked under its id with other words. One query."""
    marks = claim.events.filter(verb=Event.Verb.HIGHLIGHTED)
    marked: Any = marks.values_list("after", flat=True).get()
    day = words["claim_date"]
    words = words | {"claim_date": day.isoformat() if day else None}
    if any(marked[name] != value for name, value in words.items()):
        raise Conflict(claim)


def taken(claim: Any, reader) -> Refusal:
    """Of an id that names another claim; shown as far as it may be seen."""
    seen = Annotation.objects.visible_to(reader).filter(pk=claim.pk).first()
    current = shape_of(seen, reader) if seen else None
    return Refusal(409, _("This id names another annotation."), current=current)


# -- one claim ------------------------------------------------------------------------------------


@router.get("/annotations/{uuid:pk}", url_name="annotations.show", response=AnnotationShape)
def show(request: ApiRequest, pk: UUID):
    """A claim, with what you may see of its review."""
    policy.require(request.auth, policy.READ)
    return shown(request, shape_of(claim_for(request.auth, pk), request.auth))


@router.patch("/annotations/{uuid:pk}", url_name="annotations.show", response=AnnotationShape)
def edit(request: ApiRequest, pk: UUID, said: ClaimChange):
    """Say otherwise what the claim says, in whose words, and when. Needs `If-Match`."""
    claim = claim_for(request.auth, pk)
    policy.require(request.auth, policy.EDIT_CLAIM, claim)
    version = version_seen(request, claim)
    try:
        claim.edit(by=request.auth, version=version, **said.said())
    except Conflict as conflict:
        raise outdated(shape_of(claim, request.auth)) from conflict
    return tagged(shape_of(claim, request.auth))


@router.delete("/annotations/{uuid:pk}", url_name="annotations.show", response=AnnotationShape)
def delete(request: ApiRequest, pk: UUID):
    """Take it off the desk. Needs `If-Match`; the answer shows it deleted."""
    claim = get_object_or_404(Annotation.objects.visible_to(request.auth), pk=pk)
    policy.require(request.auth, policy.DELETE_CLAIM, claim)
    version = version_seen(request, claim)
    try:
        claim.delete_softly(by=request.auth, version=version)
    except Conflict as conflict:
        raise outdated(shape_of(claim, request.auth)) from conflict
    return tagged(shape_of(claim, request.auth))


@router.post(
    "/annotations/{uuid:pk}/restore", url_name="annotations.restore", response=AnnotationShape
)
def restore(request: ApiRequest, pk: UUID):
    """Bring a deleted one back. It overwrites nothing, so it needs no `If-Match`."""
    claim = get_object_or_404(Annotation.objects.visible_to(request.auth), pk=pk)
    policy.require(request.auth, policy.RESTORE_CLAIM, claim)
    claim.restore(by=request.auth)
    return tagged(shape_of(claim, request.auth))


def version_seen(request: ApiRequest, claim: Annotation) -> int:
    """The version that was seen; 0, which no row has, when it is not the one now.

    The verb decides then: saying again what stands is harmless, as a repeat has to be.
    """
    shape = shape_of(claim, request.auth)
    return shape.version if is_known(request, shape) else 0
