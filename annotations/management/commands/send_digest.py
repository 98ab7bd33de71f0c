from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.reports.inbox import unread_since
from annotations.text.invisible import reveal

QUOTE, WORDS = 160, 600  # characters


class Command(BaseCommand):
    help = "Send each person one e-mail about what they have not read; run it once a day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say who would get one")
        parser.add_argument(
            "--hours", type=int, default=24, metavar="N", help="what was said since then"
        )

    def handle(self, *, dry_run, hours, **options):
        if not 1 <= hours <= 24 * 366:
            raise CommandError("--hours: from 1 to 8784, please.")
        sent, without, failed = 0, 0, 0
        for person, notices in unread_since(timezone.now() - timedelta(hours=hours)):
            if not person.email:
                without += 1
            elif dry_run or self.send(person, notices):
                sent += 1
                self.stdout.write(f"{person.username}: {len(notices)}")
            else:
                failed += 1
        would = "would be " if dry_run else ""
        self.stdout.write(f"{sent} {would}sent, {without} skipped: no e-mail address.")
        if failed:
            raise CommandError(f"{failed} could not be sent.")

    def send(self, person, notices) -> bool:
        """Whether the server took it; one that refuses an address may take the next."""
        try:
            EmailMessage(subject(notices), body(notices), to=[person.email]).send()
        except (SMTPException, OSError) as error:
            self.stderr.write(f"{person.username}: {error}")
            return False
        return True


def subject(notices) -> str:
    count = len(notices)
    return ngettext("%(n)s new comment", "%(n)s new comments", count) % {"n": count}


def body(notices) -> str:
    inbox = settings.SITE_URL + reverse("inbox")
    return "\n\n".join([*map(told, notices), _("All of them: %(address)s") % {"address": inbox}])


def told(notice) -> str:
    comment, thread = notice.comment, notice.comment.thread
    words = {"who": reveal(comment.author.username), "article": reveal(thread.article.title)}
    said = _("%(who)s mentions you") if notice.is_mention else _("%(who)s wrote")
    quote = " ".join(reveal(thread.quote).split())
    lines = [
        f"{said % words} · {words['article']}",
        f"> {Truncator(quote).chars(QUOTE)}",
        Truncator(reveal(comment.text)).chars(WORDS),
        settings.SITE_URL + thread.get_absolute_url(),
    ]
    return "\n".join(lines)
