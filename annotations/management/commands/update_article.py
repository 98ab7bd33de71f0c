from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from annotations.management.arguments import account, draft, reason
from annotations.models import Article
from annotations.models.conflict import Conflict
from annotations.reports.carrying import Carried, Plan, plan
from annotations.reports.updates import preview
from annotations.services import revising
from annotations.text.refusal import TextRefused

QUOTE = 60


class Command(BaseCommand):
    help = "Save a new text of an article, and carry its claims over: what becomes of them is said."

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("file", type=Path, metavar="FILE", help=".txt, .html or .md")
        parser.add_argument("--by", metavar="USERNAME", help="whose update it is (else nobody's)")
        parser.add_argument("--dry-run", action="store_true", help="say it, and save nothing")

    def handle(self, *, slug, file, by, dry_run, **options):
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise CommandError(f"There is no article {slug!r}.")
        person = account(by)
        try:
            new = draft(file)
        except (TextRefused, OSError) as refusal:
            raise CommandError(f"{file}: {reason(refusal)}") from refusal
        planned = plan(article, new.text)
        if planned.text == planned.base.text:
            raise CommandError("This is the text that stands already.")
        self.stdout.writelines(f"{line}\n" for line in table(planned))
        if not dry_run:
            self.save(planned, new, person)

    def save(self, planned: Plan, new, by) -> None:
        seen = planned.fingerprint
        try:
            revision = revising.revise(planned.article, new, by=by, fingerprint=seen)
        except (Conflict, ValidationError) as refusal:
            raise CommandError("The desk changed meanwhile. Run it again.") from refusal
        self.stdout.write(f"Saved as revision {revision.number}.")


def table(planned: Plan):
    """The preview as lines: how many claims, each that is not simply kept, then the sentences."""
    for fate, count in planned.counts.items():
        yield f"{count:6}  {fate.label}"
    yield from (line(claim) for claim in planned.news)
    changes = preview(planned).changes
    yield "Sentences: " + ", ".join(f"{count} {change.label}" for change, count in changes) + "."


def line(claim: Carried) -> str:
    goes = f"[{claim.found.start}, {claim.found.end})" if claim.found else "–"
    quote = " ".join(claim.was.passage.split())
    short = quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…"
    return f"{claim.fate.label}: [{claim.was.start}, {claim.was.end}) → {goes}  {short}"
