import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.exchange import annotation_record, jsonl
from annotations.management.arguments import account
from annotations.models import User
from annotations.services.restoring import NotReadable, people_of, restore

ANNOTATIONS = (".jsonld", ".json")  # else it is JSON Lines


class Command(BaseCommand):
    help = (
        "Puts the articles of a record (JSON Lines; or, as .jsonld, Web Annotations with their"
        " article) on this desk, each with all that is on it. One that is here already, or is not"
        " whole, is refused by name."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--as", dest="by", metavar="NAME", required=True, help="who imports it")
        parser.add_argument(
            "--make-people",
            action="store_true",
            help="make an account that nobody can sign in to for each name that is not here",
        )

    def handle(self, *, file, by, make_people, **options):
        try:
            people = known(names_in(file), make_people)
            refused = self.restored(articles_in(file), account(by), people)
        except NotReadable as fault:
            raise CommandError(f"{file}: {fault}.") from fault
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        if refused:
            raise CommandError(f"Refused: {refused}.")

    def restored(self, articles, by, people):
        refused = 0
        for head, rows in tqdm(articles, unit=" articles", disable=not sys.stderr.isatty()):
            try:
                article = restore(head, rows, by=by, people=people)
            except ValidationError as fault:
                refused += 1
                self.stderr.write(f"{head.get('slug')}: {' '.join(fault.messages)}")
                for _rest in rows:  # up to the next article
                    continue
            else:
                self.stdout.write(f"{article.slug}: {article.title}")
        return refused


def names_in(path):
    """The user names in a file."""
    if path.suffix in ANNOTATIONS:
        articles = annotation_record.read(path.read_bytes())
        return {name for head, rows in articles for name in people_of([head, *rows])}
    with path.open("rb") as lines:
        return jsonl.people_in(lines)


def articles_in(path):
    """Each article's own row, and its others."""
    if path.suffix in ANNOTATIONS:
        yield from annotation_record.read(path.read_bytes())
        return
    with path.open("rb") as lines:
        yield from jsonl.read(lines)


def known(names, make_people):
    """The accounts of these names, by name."""
    here = {user.username: user for user in User.objects.filter(username__in=names)}
    missing = sorted(names - here.keys())
    if missing and not make_people:
        raise CommandError(f"These people have no account here: {', '.join(missing)}.")
    return here | {name: stranger(name) for name in missing}


def stranger(name):
    """An account that only stands for a name."""
    user = User(username=name, is_active=False)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    return user
