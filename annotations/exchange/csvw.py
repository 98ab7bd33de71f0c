"""The description of the verdict CSV that W3C's "CSV on the Web" asks for (Metadata Vocabulary for
Tabular Data, 2015): which columns there are, what they mean and what may stand in them.
"""

from typing import Any

from annotations.exchange.columns import (
    CODE,
    COLUMNS,
    DATE,
    FLAG,
    INTEGER,
    LINK,
    TIME,
    UUID,
    Column,
)

CONTENT_TYPE = "application/csvm+json"
# A guarded cell begins with an apostrophe, and so would a link that had to be guarded: no link is.
DATATYPES: dict[Any, Any] = {
    INTEGER: {"base": "integer", "minimum": 0},
    DATE: "date",
    TIME: "dateTime",
    FLAG: {"base": "string", "format": "yes"},
    LINK: "anyURI",
    UUID: {"base": "string", "format": "[0-9a-f-]{36}"},
}


def metadata(url: str) -> dict[str, Any]:
    """The metadata of the table at `url`, which may be relative to it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": "Verdicts",
        "dc:description": "One row for each verdict on a claim.",
        "dialect": {
            "header": True,
            "encoding": "utf-8",
            "lineTerminators": ["\r\n"],
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "tableSchema": {"columns": [_column(column) for column in COLUMNS]},
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": str(column.meaning),
        "datatype": _datatype(column),
    }


def _datatype(column: Column) -> Any:
    if column.type == CODE and column.codes:
        return {"base": "string", "format": "|".join(column.codes)}
    return DATATYPES.get(column.type, "string")
