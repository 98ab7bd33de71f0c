import sys
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.management.arguments import account, draft, reason
from annotations.models import BatchRow
from annotations.services import article_batches, fetching, intake, uploads
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import LANGUAGE

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")
ENDINGS = {"text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf"}


class Command(BaseCommand):
    help = (
        "Bring in articles: .txt, .html, .md, .docx and .pdf files, zips of them, tables (CSV,"
        " JSONL) and addresses of the web. Good ones are kept, whatever becomes of the others."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE|URL")
        parser.add_argument("--by", metavar="USERNAME", help="whose import it is (else nobody's)")
        parser.add_argument("--language", help="of all files, over what a page says of itself")
        parser.add_argument("--dry-run", action="store_true", help="read all, save nothing")

    def handle(self, *, files, by, language, dry_run, **options):
        self.by, self.language, self.is_dry = account(by), language, dry_run
        if language and not LANGUAGE.fullmatch(language):
            raise CommandError(f"{language!r} is no language code, such as en or pt-BR.")
        self.counts = {"new": 0, "known": 0, "refused": 0}
        # A bar only where somebody watches; it would litter a log.
        for name in tqdm([str(one) for one in files], unit="file", disable=quiet()):
            try:
                self.bring_in(name)
            except (TextRefused, OSError) as refusal:
                self.refuse(name, reason(refusal))
        told = "{new} imported, {known} already there, {refused} refused."
        said = told.format(**self.counts)
        self.stdout.write(f"{said} Nothing was saved." if dry_run else said)
        if self.counts["refused"]:
            sys.exit(1)

    def bring_in(self, name: str) -> None:
        if name.startswith(("http://", "https://")):
            self.count(page(name))
        elif name.lower().endswith(TABLES):
            self.bring_in_table(Path(name))
        elif uploads.is_zip(name):
            self.bring_in_zip(Path(name))
        else:
            self.count(draft(Path(name)))

    def count(self, told: intake.Draft) -> None:
        """Store what was read, unless the desk has this very article."""
        if intake.stored(told.text, told.title).exists():
            self.counts["known"] += 1
            return
        if not self.is_dry:
            intake.store_draft(told, by=self.by, language=self.language or told.language)
        self.counts["new"] += 1

    def bring_in_zip(self, path: Path) -> None:
        for name, read in uploads.unpacked(path.name, bytes_of(path)):
            try:
                self.count(uploads.read(name, read))
            except TextRefused as refusal:
                self.refuse(f"{path}: {intake.clean_name(name)}", refusal.message)

    def bring_in_table(self, path: Path) -> None:
        content = bytes_of(path)
        if self.is_dry or self.by is None:
            return self.look_at_table(path, content)
        batch = article_batches.upload(path.name, content, by=self.by)
        bar = lambda rows: tqdm(rows, unit="row", disable=quiet())  # noqa: E731
        article_batches.step(batch, by=self.by, seconds=None, tap=bar, language=self.language)
        for row in batch.rows.all():
            if row.result == BatchRow.Result.REFUSED:
                self.refuse(f"{path}: row {row.number}{after(row.column)}", row.reason)
            else:
                self.counts["new" if row.result == BatchRow.Result.DONE else "known"] += 1
        return None

    def look_at_table(self, path: Path, content: bytes) -> None:
        if not self.is_dry:
            raise TextRefused("by", "Tables need --by: who brings them in?")
        dry = article_batches.dry_run(content, article_batches.guess(path.name, content))
        for number, column, why in dry.refused:
            self.refuse(f"{path}: row {number}{after(column)}", why)
        self.counts["new"] += dry.good

    def refuse(self, what: str, why: str) -> None:
        self.counts["refused"] += 1
        self.stderr.write(f"{what}: {why}")


def after(column: str) -> str:
    return f", {column}" if column else ""


def quiet() -> bool:
    return not sys.stderr.isatty()


def bytes_of(path: Path) -> bytes:
    if path.stat().st_size > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This file is longer than 5 MB.")
    return path.read_bytes()


def page(url: str) -> intake.Draft:
    """The article at an address. Raises TextRefused."""
    found = fetching.fetch(url)
    told = intake.read_file(f"page{ENDINGS.get(found.media_type, '.html')}", found.content)
    origin = intake.Origin(found.content, found.media_type, found.url, found.final_url)
    return replace(told, origin=origin, source_url=found.final_url)
