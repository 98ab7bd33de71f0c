import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.exchange import csv_table
from annotations.exchange.csv_table import State, VerdictFilter
from annotations.management.arguments import replacing
from annotations.models import Article, Verdict

MORE = [state.value for state in State if state is not State.CURRENT]


class Command(BaseCommand):
    help = "Writes verdicts as CSV, to standard output or to a file."

    def add_arguments(self, parser):
        kinds, many = Verdict.Kind.values, {"action": "append", "default": []}
        parser.add_argument("--article", metavar="SLUG", default="", help="of this article only")
        parser.add_argument("--verdict", choices=kinds, help="of this kind; repeatable", **many)
        parser.add_argument("--include", choices=MORE, help="these too; repeatable", **many)
        parser.add_argument("--bom", action="store_true", help="mark the file as UTF-8, for Excel")
        parser.add_argument("--output", metavar="FILE", type=Path, help="replaced when complete")

    def handle(self, *, article, verdict, include, bom, output, **options):
        if article and not Article.objects.filter(slug=article).exists():
            raise CommandError(f"There is no article “{article}”.")
        self.wanted = VerdictFilter(article=article, kinds=verdict, include=include)
        self.written, self.output = 0, output
        blocks = csv_table.stream(self.wanted, bom=bom, tap=self.counted)
        if output is None:
            self.say(blocks)
        else:
            with replacing(output) as file:
                file.writelines(blocks)
            self.stdout.write(f"Wrote {self.written} rows to {output}.")

    def counted(self, rows):
        """Pass `rows` on, with a bar on a terminal that does not show the rows themselves."""
        shown = sys.stderr.isatty() and not (self.output is None and sys.stdout.isatty())
        total = csv_table.count(self.wanted) if shown else None
        for row in tqdm(rows, total=total, unit=" rows", file=sys.stderr, disable=not shown):
            self.written += 1
            yield row

    def say(self, blocks):
        """As bytes where there are any: a console may have other line ends and another encoding."""
        binary = getattr(self.stdout, "buffer", None)
        for block in blocks:
            if binary:
                binary.write(block)
            else:
                self.stdout.write(block.decode(), ending="")
