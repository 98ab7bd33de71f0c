"""Every noun of the admin, imported once the site exists: importing registers them."""

from annotations.admin import (
    access,
    annotations,
    articles,
    desk_rules,
    events,
    evidence,
    publications,
    revisions,
    sources,
    teams,
    tokens,
    users,
    verdicts,
    webhooks,
)

__all__ = [
    "access",
    "annotations",
    "articles",
    "desk_rules",
    "events",
    "evidence",
    "publications",
    "revisions",
    "sources",
    "teams",
    "tokens",
    "users",
    "verdicts",
    "webhooks",
]
