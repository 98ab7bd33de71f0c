import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.exchange.history_file import HistoryFile, NoHistory
from annotations.exchange.snapshot import snapshot
from annotations.models import Article
from annotations.reports import verification


class Command(BaseCommand):
    help = (
        "Verifies that the history of articles, or a history file, is what was written: no line"
        " changed, deleted, put in or moved. Ends with an error when something is found."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--article", metavar="SLUG", help="of this article only")
        what.add_argument("--file", metavar="FILE", type=Path, help="a downloaded history")
        parser.add_argument(
            "--against-desk",
            action="store_true",
            help="with --file: its article must be here, too, and say the same; an article of the"
            " same key and address is compared without being asked",
        )

    def handle(self, *, article, file, against_desk, **options):
        if against_desk and not file:
            raise CommandError("--against-desk compares a file: name it with --file.")
        found = 0
        for finding in self.of_file(file, against_desk) if file else self.of_desk(article):
            self.stdout.write(str(finding))
            found += 1
        if found:
            raise CommandError(f"This is not the history that was written: {found} found.")
        self.stdout.write(f"{self.checked} Nothing found.")

    def of_desk(self, slug):
        with snapshot() as alias:
            articles = Article.objects.using(alias).order_by("pk")
            if slug:
                articles = articles.filter(slug=slug)
                if not articles:
                    raise CommandError(f"There is no article {slug!r}.")
            events = 0
            for one in tqdm(articles, unit="article", disable=not sys.stderr.isatty()):
                yield from verification.verify(one, alias)
                events += one.last_event
            self.checked = f"Articles: {len(articles)}. Events: {events}."

    def of_file(self, path, against_desk):
        with opened(path) as history:
            self.checked = f"{history.title}: {history.chain.events} events in the file."
            yield from history.findings()
        with snapshot() as alias:
            article = counterpart(history.chain, alias, against_desk)
            if article:
                self.checked += f" Compared with the desk's {article.last_event}."
                yield from verification.verify(article, alias)
                yield from parting(path, article, alias)
            elif against_desk:
                yield history.chain.finding(None, "the desk has no such article.")
            else:
                self.checked += " The article is not at this desk, so it was not compared."


@contextmanager
def opened(path):
    try:
        with path.open("rb") as file:
            yield HistoryFile(file)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except NoHistory as error:
        raise CommandError(f"{path} is no history file, or its first line was changed.") from error


def counterpart(chain, using, any_address):
    """The desk's article of the file: of its key, and of its address unless `any_address`."""
    address = {} if any_address else {"slug": chain.name}
    return Article.objects.using(using).filter(pk=chain.article, **address).first()


def parting(path, article, using):
    """Where file and desk part, if they do."""
    with opened(path) as history:
        lines = verification.lines_of(article, using)
        found = verification.parting(history.chain, lines, history.lines())
        return [found] if found else []
