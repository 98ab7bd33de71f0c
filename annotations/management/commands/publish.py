from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from annotations import policy
from annotations.management.arguments import account
from annotations.models import Article, Publication
from annotations.reports.publication import draft
from annotations.services.publishing import publish


class Command(BaseCommand):
    help = "Publishes an article as it stands, or takes it off the public pages."

    def add_arguments(self, parser):
        parser.add_argument("article", metavar="SLUG")
        parser.add_argument("--as", dest="editor", metavar="USER", required=True)
        parser.add_argument("--unsigned", action="store_true", help="without a sign-off")
        parser.add_argument("--quotes-only", action="store_true", help="passages, not the text")
        parser.add_argument("--note", default="", help="what readers are told about this version")
        parser.add_argument("--reason", default="", help="why outcomes changed, if some did")
        parser.add_argument("--withdraw", action="store_true")

    def handle(self, *, article, editor, withdraw, **options):
        person = account(editor)
        found = Article.objects.filter(slug=article, deleted_at=None).first()
        if found is None:
            raise CommandError(f"There is no article {article!r}.")
        if not policy.may(person, policy.PUBLISH, found):
            raise CommandError(f"{editor} is no editor.")
        told = withdrawn(found, person) if withdraw else published(found, person, **options)
        self.stdout.write(told)


def withdrawn(article, person):
    version = Publication.objects.open().filter(article=article).first()
    if version is None:
        return f"{article.slug} is not public."
    version.withdraw(by=person)
    return f"{article.slug} is off the public pages."


def published(article, person, *, unsigned, quotes_only, note, reason, **options):
    seen = draft(article, person, is_quotes_only=quotes_only)
    said = {"digest": seen.digest, "unsigned": unsigned, "note": note}
    said["reasons"] = {one.claim: reason for one in seen.changed}
    try:
        made = publish(article, by=person, is_quotes_only=quotes_only, **said)
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from None
    return f"{article.slug}: {made} is public."
