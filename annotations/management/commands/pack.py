from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotations.exchange.pack import filename, write
from annotations.management.arguments import account, replacing
from annotations.models import Article


class Command(BaseCommand):
    help = "Writes the evidence pack of an article: everything about it in one zip."

    def add_arguments(self, parser):
        parser.add_argument("article", metavar="SLUG")
        parser.add_argument("--as", dest="reader", metavar="NAME", required=True)
        parser.add_argument("--to", metavar="FILE", type=Path, help="else named by article and day")

    def handle(self, *, article, reader, to, **options):
        person = account(reader)
        if person is None or not person.sees_everything:
            raise CommandError(f"{reader} is no editor: a pack tells of everybody's work.")
        found = Article.objects.visible_to(person).filter(slug=article).first()
        if found is None:
            raise CommandError(f"There is no article {article!r}.")
        path = to or Path(filename(found, timezone.localdate()))
        with replacing(path) as file:
            write(found, person, file)
        self.stdout.write(f"{path}: {path.stat().st_size} bytes.")
