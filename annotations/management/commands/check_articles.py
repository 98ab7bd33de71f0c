import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from annotations.models import Article
from annotations.services import pages
from annotations.text.refusal import TextRefused


class Command(BaseCommand):
    help = (
        "Reads the page of every article again that has an original address, keeps what changed,"
        " and names the articles whose page was edited since. Nothing on the desk is changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="SLUG", help="this article")

    def handle(self, *, only, **options):
        articles = Article.objects.filter(deleted_at=None).exclude(source_url="").order_by("pk")
        articles = articles.filter(slug=only) if only else articles
        counts = {"same": 0, "changed": 0, "not read": 0}
        shown = tqdm(articles, unit=" pages", disable=not sys.stderr.isatty())
        for article in shown:
            counts[self.looked_at(article)] += 1
        self.stdout.write(", ".join(f"{n} {what}" for what, n in counts.items()))

    def looked_at(self, article) -> str:
        try:
            look = pages.look_again(article, by=None)
        except TextRefused as refusal:
            self.stdout.write(f"not read: {article.slug}: {article.source_url}: {refusal}")
            return "not read"
        if look.found == pages.Found.SAME:
            return "same"
        self.stdout.write(f"changed: {article.slug}: {article.source_url}")
        return "changed"
