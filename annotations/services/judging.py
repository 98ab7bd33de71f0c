"""Judging: a verdict together with the source that was typed in the same form."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Annotation, Evidence, EvidenceRule, Revision, Source, Verdict
from annotations.models.conflict import Reworded
from annotations.services.highlighting import highlight
from annotations.text.anchor import Anchor


def highlight_and_judge(
    revision: Revision, span: Anchor, *, by, marking: dict, verdict: dict | None = None
) -> Annotation:
    """Mark a passage and, when `verdict` is given, judge it in the same step, all or nothing.

    `marking` is for `highlight`, `verdict` for `give_verdict`; raises what they raise.
    """
    if not verdict:
        return highlight(revision, span, by=by, **marking)
    with transaction.atomic():
        annotation = highlight(revision, span, by=by, **marking)
        give_verdict(annotation, by=by, **verdict)
    return annotation


def give_verdict(
    annotation: Annotation, *, by, wording=None, evidence=(), new_evidence=None, **grounds
) -> Verdict:
    """Give `by`'s verdict on `annotation`, all or nothing.

    `wording` is the key of the wording that the person saw; when the passage or its sentence reads
    otherwise by now, it raises Reworded with the placement. `evidence` are keys of evidence on the
    card that the verdict rests on; `new_evidence` is what `cite` takes, or None. Raises what
    `Annotation.judge` raises, and ValidationError for evidence that is not on this card.
    """
    with transaction.atomic():
        annotation.article.lock()
        place = annotation.placements.current().first()
        if wording and place and place.wording_id != wording:
            raise Reworded(place)
        present = annotation.evidence.present().visible_to(by).select_related("source")
        named = list(present.filter(pk__in=evidence))
        if len(named) != len(set(evidence)):
            raise ValidationError({"evidence": _("Some of this evidence was removed. Look again.")})
        if new_evidence:
            named.append(cite(annotation, by=by, **new_evidence))
        given = annotation.judge(by=by, about=place, evidence=named, **grounds)
        annotation.looks.filter(person=by).delete()  # one has looked
        return given


def cite(annotation: Annotation, *, by, title, kind, **details) -> Evidence:
    """Add evidence from a source. The same person saying the same again gets the first result."""
    with transaction.atomic():
        annotation.article.lock()
        described = {name: details.pop(name, "") for name in ("url", "publisher", "origin")}
        described |= {"title": title, "kind": kind}
        source = Source.objects.filter(**described).first()
        if source:
            said = annotation.evidence.present().filter(added_by=by, source=source, **details)
            if first := said.first():
                return first
        else:
            source = Source.objects.create(**described, created_by=by)
        return annotation.add_evidence(by=by, source=source, **details)


def reinstate(verdict: Verdict, *, by, supersedes: int | None) -> Verdict:
    """Say an ended verdict again, in a new row, of the words it judged then.

    The undo of a change, of a withdrawal and of `affirm`.
    """
    said = verdict.still_says()
    said["note"] = said["note"] or _("Undone.")
    return verdict.annotation.judge(by=by, supersedes=supersedes, about=verdict, **said)


def affirm(verdict: Verdict, *, by, wording: int) -> Verdict:
    """Say an open verdict again, in a new row, of the words that stand there now: it still holds.

    `wording` as in `give_verdict`. Raises ValidationError when what it says of itself forbids
    that: the day by which it wanted to be checked again has passed.
    """
    if verdict.is_overdue():
        raise ValidationError(
            _("Its day to be checked again has passed. Give it again with a new one.")
        )
    with transaction.atomic():
        verdict.annotation.article.lock()
        place = verdict.annotation.placements.current().first()
        if place is None or place.wording_id != wording:
            raise Reworded(place)
        said = verdict.still_says()
        # Of new words the rule in force decides anew; advice that was declined stays declined.
        said["anyway"] = said.pop("rule") != EvidenceRule.STRICT
        return verdict.annotation.judge(by=by, supersedes=verdict.pk, about=place, **said)
