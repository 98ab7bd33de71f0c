from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from annotations.exchange.formats import FORMATS
from annotations.management.arguments import account, replacing
from annotations.models import Article


class Command(BaseCommand):
    help = "Writes an article, with everybody's work on it, in one of the formats that leave here."

    def add_arguments(self, parser):
        parser.add_argument("format", choices=FORMATS)
        parser.add_argument("article", metavar="SLUG")
        parser.add_argument("--as", dest="reader", metavar="NAME", required=True, help="an editor")
        parser.add_argument("--output", metavar="FILE", type=Path, help="else named by the format")

    def handle(self, *, article, reader, output, **options):
        wanted = FORMATS[options["format"]]
        person = account(reader)
        if person is None or not person.sees_everything:
            raise CommandError(f"{reader} is no editor: an export tells of everybody's work.")
        found = Article.objects.visible_to(person).filter(slug=article).first()
        if found is None:
            raise CommandError(f"There is no article {article!r}.")
        path = output or Path(f"{found.slug}-{wanted.path}")
        with replacing(path) as file:
            file.writelines(wanted.made(found, person))
        self.stdout.write(f"{path}: {path.stat().st_size} bytes.")
