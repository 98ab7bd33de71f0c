from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from annotations.services import seeding


class Command(BaseCommand):
    help = "Load the example articles of seeds/ with their claims. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "seeds")

    def handle(self, *, folder, **options):
        new = seeding.seed(folder)
        self.stdout.write(f"{new} new example article{'' if new == 1 else 's'}.")
