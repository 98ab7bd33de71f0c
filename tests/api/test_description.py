"""The OpenAPI description: true of what is answered, and of what is asked."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from annotations.api.urls import description
from annotations.exchange import inputs
from annotations.models import Revision, Source
from tests import factories
from tests.api.conftest import sent

TOLD = json.loads(json.dumps(description()))


def validator(pointer: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": pointer, "components": TOLD["components"]})


def test_everybody_may_read_it(db):
    answer = Client().get("/api/v1/openapi.json")

    assert answer.json() == TOLD
    assert TOLD["openapi"] == "3.1.0"


def test_every_schema_is_one_and_every_reference_leads_somewhere():
    words = json.dumps(TOLD)
    schemas = TOLD["components"]["schemas"]

    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    named = {part.partition('"')[0] for part in words.split('"#/components/schemas/')[1:]}
    assert named <= set(schemas)


def test_every_operation_names_itself_its_key_and_its_refusals():
    operations = [one for path in TOLD["paths"].values() for one in path.values()]

    assert len({one["operationId"] for one in operations}) == len(operations)
    assert all(one["security"] == [{"Bearer": []}] for one in operations)
    assert all({"401", "403", "429"} <= set(one["responses"]) for one in operations)
    assert TOLD["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/articles", "ArticlePage"),
        ("/articles/dam", "WholeArticle"),
        ("/articles/dam/annotations", "AnnotationPage"),
        ("/exports", "ExportList"),
        ("/articles/none", "Problem"),
    ],
)
def test_answers_are_as_they_are_described(for_bela, claim, address, shape):
    item = factories.Evidence(annotation=claim)
    vote = factories.Verdict(annotation=claim, evidence=[item])
    claim.attempt(by=claim.created_by, place="Town archive")
    claim.adjudicate(by=claim.created_by, kind="sourced", note="Seen.", votes=[vote.pk])

    answer = sent(for_bela, "get", address).json()

    validator(f"#/components/schemas/{shape}").validate(answer)


def test_the_choices_that_are_written_out_are_those_of_the_desk():
    kinds = inputs.NewEvidence.model_json_schema()["properties"]["kind"]["enum"]
    raw = inputs.NewArticle.model_json_schema()["properties"]["raw_kind"]["enum"]

    assert kinds == Source.Kind.values
    assert set(raw) <= set(Revision.RawKind.values)
