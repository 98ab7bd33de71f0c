"""Holding: the bytes of an uploaded file between its preview and the article that is made of it."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from annotations.models import Batch, Revision
from annotations.services.intake import DOCUMENTS, Draft, Kind, Origin

LONGEST = timedelta(days=1)


def hold(draft: Draft, *, by) -> Batch | None:
    """Keep the bytes of `draft` for a day, or until it is saved; None for pasted text."""
    if draft.origin is None:
        return None
    held(by).filter(created_at__lt=timezone.now() - LONGEST).delete()
    digest = Batch.digest(draft.origin.content)
    origin = draft.origin
    text = {
        "held": Revision.digest(draft.text),
        "kind": draft.raw_kind,
        "came": {name: getattr(origin, name) for name in ("media_type", "url", "final_url")},
    }
    kept, _made = held(by).get_or_create(
        sha256=digest,
        reading=text,
        defaults={
            "kind": Batch.Kind.ARTICLES,
            "filename": draft.origin.filename,
            "content": draft.origin.content,
            "created_by": by,
        },
    )
    return kept


def held(by):
    """The files of `by` that wait for their article."""
    return Batch.objects.filter(created_by=by, reading__has_key="held")


def with_origin(draft: Draft, key: int | None, *, by) -> Draft:
    """`draft` as it was read from the file `key`, when its text is still that file's."""
    if key is None or draft.origin:
        return draft
    kept = held(by).filter(pk=key, reading__held=Revision.digest(draft.text)).first()
    if kept is None:
        return draft
    kind = Kind(kept.reading["kind"])
    origin = Origin(bytes(kept.content), filename=kept.filename, **kept.reading["came"])
    return replace(draft, origin=origin, raw_kind=kind if kind in DOCUMENTS else draft.raw_kind)


def release(key: int | None, *, by) -> None:
    """Let a file go: its article is saved."""
    if key is not None:
        held(by).filter(pk=key).delete()
