import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.models import Article
from annotations.services.reanchoring import findings, reanchor

QUOTE = 60


class Command(BaseCommand):
    help = (
        "Look again for claims that lost their text or were found only roughly, after the way of"
        " finding has changed. What was found word for word stays where it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("--article", metavar="SLUG", help="only this one")
        parser.add_argument("--dry-run", action="store_true", help="report, and change nothing")

    def handle(self, *, article, dry_run, **options):
        articles = Article.objects.order_by("pk")
        if article:
            articles = articles.filter(slug=article)
            if not articles:
                raise CommandError(f"There is no article {article!r}.")
        moved = lost = 0
        for one in tqdm(articles, unit="article", disable=not sys.stderr.isatty()):
            for finding in findings(one):
                self.stdout.write(line(one, finding))
                lost += finding.is_lost
                moved += not finding.is_lost and (dry_run or reanchor(one, finding))
        would = "would be " if dry_run else ""
        self.stdout.write(f"{moved} {would}placed anew, {lost} in doubt and left where they are.")


def line(article, finding) -> str:
    now, found = finding.now, finding.carried.found
    stands = f"[{now.start}, {now.end})" if now else "gone"
    goes = f"[{found.start}, {found.end})" if found else "not found"
    quote = " ".join(finding.carried.annotation.quote.split())[:QUOTE]
    return f"{article.slug}  {stands} → {goes}  {quote}"
