import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.models import User
from annotations.services import intake
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.plain import decode
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import LANGUAGE


class Command(BaseCommand):
    help = "Bring in .txt, .html and .md files. Good ones are kept, whatever becomes of the others."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="USERNAME", help="whose import it is (else nobody's)")
        parser.add_argument("--language", help="of all files, over what a page says of itself")

    def handle(self, *, files, by, language, **options):
        importer = self.account(by)
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

    def account(self, username):
        user = User.objects.filter(username=username).first() if username else None
        if username and user is None:
            raise CommandError(f"There is no account {username!r}.")
        return user


def bring_in(path: Path, *, by, language) -> bool:
    """Import one file; False when the desk has this very article. Raises TextRefused, OSError."""
    kind = intake.kind_of(path.name)
    if path.stat().st_size > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This file is longer than 5 MB.")
    draft = intake.read(decode(path.read_bytes()), kind)
    if intake.stored(draft.text, draft.title).exists():
        return False
    intake.store_draft(draft, by=by, language=language or draft.language)
    return True


def reason(refusal: Exception) -> str:
    return getattr(refusal, "strerror", None) or str(refusal)
