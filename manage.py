#!/usr/bin/env python3
"""Every command starts here. Where nothing is installed yet, the first one sets everything up."""

import os
import sys


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Factcheck needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")
    from factcheck import bootstrap

    bootstrap.ensure(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
