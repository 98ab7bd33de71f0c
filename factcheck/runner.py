"""`manage.py test` is pytest: its own options after `--`, the usual ones as they are."""

import argparse
import os
import sys
from typing import Any

import pytest
from django.conf import settings


class PytestRunner:
    """What TEST_RUNNER names. Options that Django's command does not know are declared here."""

    def __init__(self, *, failfast: bool = False, verbosity: int = 1, **options: Any) -> None:
        # Whoever is done takes over from the others: tests differ a thousandfold in length.
        self.arguments = ["-n", options.get("numprocesses") or "auto", "--dist", "worksteal"]
        self.arguments += ["-x"] if failfast else []
        self.arguments += ["-v"] * (verbosity - 1)
        self.arguments += ["--reuse-db"] if options.get("keepdb") else []
        for letter in "km":
            self.arguments += [f"-{letter}", options[letter]] if options.get(letter) else []

    @classmethod
    def add_arguments(cls, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("-k", metavar="WORDS", help="Only tests whose names match.")
        parser.add_argument("-m", metavar="MARKS", help='Only tests so marked: -m "not browser".')
        parser.add_argument("--keepdb", action="store_true", help="Leave the test database there.")
        parser.add_argument("-n", dest="numprocesses", metavar="WORKERS", help="Default: auto.")

    def run_tests(self, labels: list[str], **options: Any) -> int:
        """Run pytest and leave with its own exit code; 0 comes back to Django's command."""
        os.chdir(settings.BASE_DIR)
        code = pytest.main([*self.arguments, *labels])
        if code:
            sys.exit(int(code))
        return 0
