"""A real server for a benchmark: waitress, as `quickstart` starts it, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """Its host with its port, and its process; the database is that of FACTCHECK_DATA."""
    command = [sys.executable, "-m", "tests.benchmarks.serving"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()


def serve() -> None:
    import django
    import waitress

    django.setup()
    from annotations.management.commands.quickstart import MOST_BYTES, THREADS
    from factcheck.wsgi import application

    server = waitress.create_server(
        application,
        host="127.0.0.1",
        port=0,
        threads=THREADS,
        max_request_body_size=MOST_BYTES,
        clear_untrusted_proxy_headers=False,  # it would drop those of a proxy it was not told of
    )
    print(f"127.0.0.1:{server.effective_port}", flush=True)
    server.run()


if __name__ == "__main__":
    serve()
