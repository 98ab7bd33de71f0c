from django.core.management.base import BaseCommand, CommandError

from annotations.reports.trash import KEPT_DAYS
from annotations.services.purging import purge, purgeable


class Command(BaseCommand):
    help = (
        "Remove for good what has been in the trash for long: articles and claims with all that"
        " hangs on them, evidence that no verdict names, attempts, comments. The history stays;"
        " so does what a sign-off or a correction speaks of, and what is on a locked article."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=KEPT_DAYS, help=f"for longer than this; {KEPT_DAYS}"
        )
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, days, dry_run, **options):
        if days < 0:
            raise CommandError("--days: 0 or more, please.")
        counts = counted(days) if dry_run else purge(days)
        told = ", ".join(f"{count} {noun}" for noun, count in counts.items())
        self.stdout.write(f"{told} {'would be ' if dry_run else ''}removed for good.")


def counted(days: int) -> dict[str, int]:
    return {noun: rows.count() for noun, rows in purgeable(days).items()}
