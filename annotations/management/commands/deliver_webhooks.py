import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from annotations.services import webhooks


class Command(BaseCommand):
    help = "Tell webhooks what happened: until it is stopped, or --once."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="send what is due, and end")
        parser.add_argument(
            "--every", type=int, default=10, metavar="SECONDS", help="how often to look"
        )

    def handle(self, *, once, every, **options):
        if every < 1:
            raise CommandError("--every: 1 or more, please.")
        try:
            self.round()
            while not once:
                time.sleep(every)
                close_old_connections()  # one may have gone stale meanwhile
                self.round()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def round(self) -> None:
        queued = webhooks.queue()
        delivered = failed = 0
        while any(sent := webhooks.deliver()):
            delivered, failed = delivered + sent[0], failed + sent[1]
        forgotten = webhooks.forget()
        if queued or delivered or failed or forgotten:
            self.stdout.write(f"{queued} queued, {delivered} delivered, {failed} failed.")
