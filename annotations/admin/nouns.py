"""Every noun of the admin, imported once the site exists: importing registers them."""

from annotations.admin import (
    access,
    annotations,
    articles,
    events,
    evidence,
    revisions,
    sources,
    users,
    verdicts,
)

__all__ = [
    "access",
    "annotations",
    "articles",
    "events",
    "evidence",
    "revisions",
    "sources",
    "users",
    "verdicts",
]
