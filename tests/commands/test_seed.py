import io

import pytest
from django.core.management import call_command

from annotations.models import Annotation, Article
from tests.web.questions import nothing_written


def run(*arguments):
    out = io.StringIO()
    call_command("seed", *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db
def test_it_loads_the_example_article():
    assert run() == "1 new example article."

    assert Article.objects.get().slug == "raqqa"
    assert Annotation.objects.count() == 8


@pytest.mark.django_db
def test_twice_is_harmless():
    run()

    with nothing_written():
        assert run() == "0 new example articles."


@pytest.mark.django_db
def test_an_empty_folder_is_no_fault(tmp_path):
    assert run("--folder", str(tmp_path)) == "0 new example articles."
