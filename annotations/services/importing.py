"""Importing: one verdict of a sheet comes back to the desk, through the verbs that everybody uses.

A sheet's row says when the verdict that it is about was given (`reviewed_at`): if the desk has
another by now, the row is a conflict and nothing is overwritten. Nothing of a row is believed that
the desk can know itself: words are cut from the text, rules are the desk's own, and the time of an
imported verdict is that of the import.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import policy
from annotations.models import (
    Annotation,
    Article,
    Comment,
    Evidence,
    Revision,
    Source,
    User,
    Verdict,
)
from annotations.models.conflict import Conflict, Locked
from annotations.services import discussing, highlighting, judging
from annotations.text.invisible import is_invisible_only

GROUNDS = ("reason", "note", "confidence", "caveat", "as_of", "recheck_by")


class Fate(models.TextChoices):
    """What would become of a row, or became of it."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    SAME = "same", gettext_lazy("the same")
    CONFLICT = "conflict", gettext_lazy("changed here meanwhile")
    UNKNOWN = "unknown", gettext_lazy("not at this desk")
    REFUSED = "refused", gettext_lazy("refused")
    LEFT = "left", gettext_lazy("not current: left alone")


class Piece(NamedTuple):
    """Evidence as a row names it; a sheet tells no more of it than the first two."""

    url: str
    quote: str
    title: str = ""
    kind: str = ""
    stance: str = ""
    locator: str = ""
    opened_on: date | None = None

    @property
    def identity(self) -> tuple[str, str]:
        return self.url or self.title, self.quote


@dataclass(frozen=True)
class Incoming:
    """A row as it was read: what it is about, and what it says."""

    number: int
    annotation: UUID | None
    article: int | None
    title: str
    span: tuple[int, int] | None
    quote: str
    claim: dict[str, Any]  # claim_text, claimant, claim_date
    verdict: str  # "" for a claim without one: its note is a comment then
    grounds: dict[str, Any]
    evidence: list[Piece]
    primary: int  # how many of them are primary sources, where they do not say so themselves
    state: str
    reviewer: str
    reviewed_at: datetime | None


@dataclass(frozen=True)
class Result:
    """What became of a row; `column` is where it is wrong."""

    row: Incoming
    fate: Fate
    reason: str = ""
    column: str = ""
    annotation: UUID | None = None


@dataclass
class Refusal(Exception):
    """A row that cannot be used."""

    fate: Fate
    reason: str
    column: str = ""


@dataclass
class Desk:
    """What rows ask for over and over, asked once."""

    by: User
    people: dict[str, User | None] = field(default_factory=dict)

    def person(self, name: str) -> User:
        if name not in self.people:
            self.people[name] = User.objects.filter(username=name, is_active=True).first()
        found = self.people[name]
        if found is None:
            raise Refusal(Fate.UNKNOWN, _("Nobody here has this user name."), "reviewer")
        return found


def foresee(row: Incoming, desk: Desk) -> Result:
    """What would become of a row; it is tried and undone, so that refusals are the desk's own.

    One that says what stands already costs about five queries and no write.
    """
    try:
        if same := _same(row, desk):
            return same
    except Refusal as refusal:
        return Result(row, refusal.fate, refusal.reason, refusal.column)
    with transaction.atomic():
        result = _brought(row, desk)
        transaction.set_rollback(True)
    return result


def bring_in(row: Incoming, desk: Desk) -> Result:
    """Apply one row, all or nothing. Doing it again is harmless: it says the same then."""
    try:
        return _same(row, desk) or _brought(row, desk)
    except Refusal as refusal:
        return Result(row, refusal.fate, refusal.reason, refusal.column)


def _brought(row: Incoming, desk: Desk) -> Result:
    try:
        with transaction.atomic():
            return _applied(row, desk)
    except Refusal as refusal:
        return Result(row, refusal.fate, refusal.reason, refusal.column)
    except Locked:
        return Result(row, Fate.REFUSED, _("The article is locked."))
    except Conflict:
        return Result(row, Fate.CONFLICT, _("Somebody changed it here meanwhile."))
    except ValidationError as refusal:
        return Result(row, Fate.REFUSED, " ".join(refusal.messages))
    except PermissionDenied:
        return Result(row, Fate.REFUSED, _("You may not do this here."))


# -- what the desk has ----------------------------------------------------------------------------


def _same(row: Incoming, desk: Desk) -> Result | None:
    """The result of a row that changes nothing; None when it would change something."""
    if row.state not in ("", "current", "unchecked"):
        return Result(row, Fate.LEFT)
    claim = _claim(row, desk)
    if claim is None:
        return None
    if not row.verdict and not _is_news(row, claim, desk):
        return Result(row, Fate.SAME, annotation=claim.pk)
    reviewer = _reviewer(row, desk)
    before = _open(claim, reviewer)
    place = claim.placements.current().first()
    named = _named(claim, row, desk)
    if (
        row.verdict
        and before
        and place
        and None not in named
        and before.says(place, **_said(row, named))
    ):
        return Result(row, Fate.SAME, annotation=claim.pk)
    return None


def _is_news(row: Incoming, claim: Annotation, desk: Desk) -> bool:
    """Whether a row without a verdict says something that was not said yet about the claim."""
    note = row.grounds["note"]
    if is_invisible_only(note):
        return False
    here = Comment.objects.present().filter(thread__annotation=claim, text=note)
    return not here.filter(author=_reviewer(row, desk)).exists()


def _claim(row: Incoming, desk: Desk) -> Annotation | None:
    """The claim that the row names, if the desk has it. Raises Refusal for a deleted one."""
    if row.annotation is None:
        return None
    claims = Annotation.objects.visible_to(desk.by).select_related("article")
    claim = claims.filter(pk=row.annotation).first()
    if claim and claim.deleted_at:
        raise Refusal(Fate.REFUSED, _("This claim was deleted here."), "annotation_id")
    return claim


def _reviewer(row: Incoming, desk: Desk) -> User:
    reviewer = desk.person(row.reviewer)
    action = policy.IMPORT_VERDICTS
    if reviewer.pk != desk.by.pk:
        action = policy.IMPORT_VERDICTS_OF_OTHERS
    if not (policy.may(desk.by, action) and policy.may(reviewer, policy.JUDGE)):
        raise Refusal(Fate.REFUSED, _("Only editors bring in what others say."), "reviewer")
    return reviewer


def _open(claim: Annotation, reviewer: User) -> Verdict | None:
    return claim.verdicts.open().by(reviewer).first()


def _named(claim: Annotation, row: Incoming, desk: Desk) -> list[Evidence | None]:
    """The evidence that the row names, None for a piece that the card does not have."""
    present = claim.evidence.present().visible_to(desk.by).select_related("source")
    here: dict[tuple[str, str], Evidence] = {}
    for item in present.order_by("-pk"):
        here |= {(name, item.quote): item for name in (item.source.url, item.source.title)}
    return [here.get(piece.identity) for piece in row.evidence]


def _said(row: Incoming, named: list) -> dict[str, Any]:
    return {"kind": row.verdict, "evidence": named} | row.grounds


# -- what is written ------------------------------------------------------------------------------


def _applied(row: Incoming, desk: Desk) -> Result:
    claim = _claim(row, desk)
    is_new = claim is None
    claim = claim or _marked(row, desk)
    if not row.verdict:
        is_said = _is_news(row, claim, desk)
        if is_said:
            discussing.start(claim, by=_reviewer(row, desk), text=row.grounds["note"])
        return Result(row, Fate.NEW if is_new or is_said else Fate.SAME, annotation=claim.pk)
    _check_said(row)
    reviewer = _reviewer(row, desk)
    before = _open(claim, reviewer)
    _check_unchanged(row, claim, reviewer, before)
    named = [
        item or _cited(claim, row, at, reviewer) for at, item in enumerate(_named(claim, row, desk))
    ]
    supersedes = before.pk if before else None
    # Advice was for who typed it; what is a rule is refused here like anywhere.
    claim.judge(by=reviewer, supersedes=supersedes, anyway=True, **_said(row, named))
    return Result(row, Fate.CHANGED if before else Fate.NEW, annotation=claim.pk)


def _check_said(row: Incoming) -> None:
    """Raises Refusal for what forms make impossible, and the database refuses without a reason."""
    reason = row.grounds.get("reason")
    if bool(reason) != (row.verdict == Verdict.Kind.DISPUTED):
        said = _("A disputed verdict has a reason, and only that.")
        raise Refusal(Fate.REFUSED, said, "reason")
    for piece in row.evidence:
        if not is_link(piece.url):
            raise Refusal(Fate.REFUSED, _("This is no link of the web."), "evidence_urls")


def is_link(url: str) -> bool:
    """Whether a source may have it: a link of the web, or none."""
    try:
        if url:
            Source._meta.get_field("url").clean(url, None)
    except ValidationError:
        return False
    return not url or url.startswith(("http://", "https://"))


def _check_unchanged(row: Incoming, claim: Annotation, reviewer: User, before) -> None:
    """Raises Refusal when the reviewer's verdict is another than the one the sheet began with."""
    said = before and before.created_at.replace(microsecond=0)
    if before and row.reviewed_at != said:
        raise Refusal(Fate.CONFLICT, _("The reviewer says something else here by now."))
    ended = claim.verdicts.by(reviewer).exclude(ended_at=None)
    if before is None and row.reviewed_at and _has(ended, row.reviewed_at):
        raise Refusal(Fate.CONFLICT, _("The reviewer has taken this verdict back here."))


def _has(verdicts, at: datetime) -> bool:
    times = verdicts.values_list("created_at", flat=True)
    return any(time.replace(microsecond=0) == at for time in times)


def _marked(row: Incoming, desk: Desk) -> Annotation:
    """A claim that the desk does not have yet, on the words that stand there."""
    article = _article(row, desk)
    policy.require(desk.by, policy.HIGHLIGHT)
    revision = article.current()
    try:
        span = (
            highlighting.selected(revision, *row.span, row.quote)
            if row.span
            else highlighting.found(revision, row.quote)
        )
    except ValidationError:
        span = highlighting.found(revision, row.quote)  # the text is another than it was
    claim: Annotation = highlighting.highlight(
        revision, span, uuid=row.annotation or uuid4(), by=desk.by, **row.claim
    )
    return claim


def _article(row: Incoming, desk: Desk) -> Article:
    found = article_named(desk.by, number=row.article, title=row.title)
    if found is None:
        raise Refusal(Fate.UNKNOWN, _("No article here, or more than one, has this title."))
    return found


def article_named(
    by: User,
    *,
    number: int | None = None,
    title: str = "",
    home: str = "",
    address: str = "",
    text: str = "",
) -> Article | None:
    """The article that a file means: by the first of these that is said and that one alone has: its
    number together with its title, its address at this desk, its original address, its title, its
    very words. A query for each that is asked.
    """
    everything: Any = Article.objects
    articles = everything.visible_to(by)
    ways: list[dict[str, Any]] = [
        {"pk": number, "title": title} if number else {},
        {"slug": _slug(home)} if _slug(home) else {},
        {"source_url": address} if address else {},
        {"title": title} if title else {},
        {"revisions__sha256": Revision.digest(text.replace("\r\n", "\n"))} if text else {},
    ]
    for way in filter(None, ways):
        found = list(articles.filter(**way).distinct()[:2])
        if len(found) == 1:
            one: Article = found[0]
            return one
    return None


def _slug(home: str) -> str:
    here = f"{settings.SITE_URL}/articles/"
    return home.rstrip("/").rpartition("/")[2] if home.startswith(here) else ""


def _cited(claim: Annotation, row: Incoming, at: int, reviewer: User) -> Evidence:
    """A piece that the card does not have yet. What the row does not tell of it is what is likely:
    it was opened on the day of the verdict, its title is its host, and it says what the verdict
    says.
    """
    piece = row.evidence[at]
    opened: date | None = (row.reviewed_at or timezone.now()).date()
    return judging.cite(
        claim,
        by=reviewer,
        title=piece.title or _host(piece.url) or _("Source"),
        url=piece.url,
        kind=piece.kind or ("primary" if at < row.primary else "secondary"),
        stance=piece.stance or ("refutes" if row.verdict == "disputed" else "supports"),
        quote=piece.quote,
        locator=piece.locator,
        opened_on=piece.opened_on or opened,
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
