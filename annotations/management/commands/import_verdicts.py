import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.exchange import marks_file, verdict_sheet
from annotations.management.arguments import account
from annotations.services.importing import Fate
from annotations.text.refusal import TextRefused


class Command(BaseCommand):
    help = (
        "Brings the exported CSV of verdicts back in, after it was edited; a line for each change."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--as", dest="by", metavar="NAME", required=True, help="who brings it")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *, file, by, dry_run, **options):
        person = account(by)
        if person is None:
            raise CommandError("Name an account with --as.")
        try:
            content = file.read_bytes()
            reader = marks_file if marks_file.kind_of(content) else verdict_sheet
            rows = reader.read(content)
            if dry_run:
                self.tell(reader.foreseen(self.counted(rows), by=person))
                return
            batch = reader.upload(file.name, content, by=person)
        except TextRefused as refusal:
            raise CommandError(f"{file}: {refusal.message}") from refusal
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        reader.step(batch, by=person, seconds=None)
        for row in batch.rows.exclude(reason=""):
            self.stdout.write(f"row {row.number}: {row.result}: {row.column} {row.reason}")
        counts = Counter(batch.rows.values_list("result", flat=True))
        self.stdout.write(", ".join(f"{n} {result}" for result, n in sorted(counts.items())))

    def tell(self, results):
        for one in results:
            if one.fate not in (Fate.SAME, Fate.LEFT):
                said = f"row {one.row.number}: {one.fate}: {one.column} {one.reason}"
                self.stdout.write(said.rstrip(": "))
        counts = Counter(one.fate for one in results)
        self.stdout.write(", ".join(f"{counts[fate]} {fate}" for fate in Fate if counts[fate]))

    def counted(self, rows):
        return tqdm(rows, unit=" rows", disable=not sys.stderr.isatty())
