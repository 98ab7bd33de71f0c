import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.exchange import jsonl
from annotations.management.arguments import account
from annotations.models import User
from annotations.services.restoring import restore


class Command(BaseCommand):
    help = (
        "Puts the articles of a record (JSON Lines, from this or another desk) on this desk, each"
        " with all that is on it. One that is here already, or is not whole, is refused by name."
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
            people = known(file, make_people)
            refused = self.restored(file, account(by), people)
        except jsonl.NotReadable as fault:
            raise CommandError(f"{file}: {fault}.") from fault
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        if refused:
            raise CommandError(f"Refused: {refused}.")

    def restored(self, file, by, people):
        refused = 0
        with file.open("rb") as lines:
            articles = tqdm(jsonl.read(lines), unit=" articles", disable=not sys.stderr.isatty())
            for head, rows in articles:
                try:
                    article = restore(head, rows, by=by, people=people)
                except (ValidationError, KeyError, ValueError) as fault:
                    refused += 1
                    self.stderr.write(f"{head.get('slug')}: {why(fault)}")
                    for _rest in rows:  # up to the next article
                        continue
                else:
                    self.stdout.write(f"{article.slug}: {article.title}")
        return refused


def known(file, make_people):
    """The accounts that the file names, by name."""
    with file.open("rb") as lines:
        names = jsonl.people_in(lines)
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


def why(fault):
    if isinstance(fault, ValidationError):
        return " ".join(fault.messages)
    return f"a row lacks {fault}" if isinstance(fault, KeyError) else str(fault)
