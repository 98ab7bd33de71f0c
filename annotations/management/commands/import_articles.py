import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.management.arguments import account, draft, reason
from annotations.services import intake
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import LANGUAGE


class Command(BaseCommand):
    help = "Bring in .txt, .html and .md files. Good ones are kept, whatever becomes of the others."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="USERNAME", help="whose import it is (else nobody's)")
        parser.add_argument("--language", help="of all files, over what a page says of itself")

    def handle(self, *, files, by, language, **options):
        importer = account(by)
        if language and not LANGUAGE.fullmatch(language):
            raise CommandError(f"{language!r} is no language code, such as en or pt-BR.")
        refused = new = 0
        # A bar only where somebody watches; it would litter a log.
        for path in tqdm(files, unit="file", disable=not sys.stderr.isatty()):
            try:
                new += bring_in(path, by=importer, language=language)
            except (TextRefused, OSError) as refusal:
                refused += 1
                self.stderr.write(f"{path}: {reason(refusal)}")
        known = len(files) - refused - new
        self.stdout.write(f"{new} imported, {known} already there, {refused} refused.")
        if refused:
            sys.exit(1)


def bring_in(path: Path, *, by, language) -> bool:
    """Import one file; False when the desk has this very article. Raises TextRefused, OSError."""
    told = draft(path)
    if intake.stored(told.text, told.title).exists():
        return False
    intake.store_draft(told, by=by, language=language or told.language)
    return True
