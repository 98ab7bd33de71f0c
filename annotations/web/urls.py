from django.urls import path

from annotations.web.views import (
    account,
    annotations,
    articles,
    changes,
    evidence,
    exports,
    health,
    intake,
    orphans,
    revisions,
    sentences,
    sessions,
    spans,
    verdicts,
)

desk = "articles/<slug:slug>/"
claim = "annotations/<uuid:pk>/"

urlpatterns = [
    path("", articles.list, name="articles"),
    # /articles/…
    path("articles/new/", intake.new, name="articles.new"),
    path("articles/", intake.create, name="articles.create"),
    path(desk, articles.show, name="articles.show"),
    path(desk + "changes/", changes.list, name="changes"),
    path(desk + "update/", revisions.new, name="revisions.new"),
    path(desk + "revisions/", revisions.list, name="revisions"),
    path(desk + "revisions/<int:number>/", revisions.show, name="revisions.show"),
    path(desk + "revisions/<int:number>/restore/", revisions.restore, name="revisions.restore"),
    path(desk + "compare/", revisions.choose, name="revisions.choose"),
    path(desk + "compare/<int:old>/<int:new>/", revisions.compare, name="revisions.compare"),
    path(desk + "sentences/<int:number>/", sentences.show, name="sentences.show"),
    path(desk + "sentences/<int:number>/mark/", sentences.mark, name="sentences.mark"),
    path(desk + "sentences/<int:number>/merge/", sentences.merge, name="sentences.merge"),
    path(desk + "sentences/<int:number>/split/", sentences.split, name="sentences.split"),
    path(desk + "annotations/new/", annotations.new, name="annotations.new"),
    path(desk + "annotations/", annotations.create, name="annotations.create"),
    # /annotations/…
    path(claim, annotations.show, name="annotations.show"),
    path(claim + "edit/", annotations.edit, name="annotations.edit"),
    path(claim + "delete/", annotations.delete, name="annotations.delete"),
    path(claim + "restore/", annotations.restore, name="annotations.restore"),
    path(claim + "span/", spans.edit, name="spans.edit"),
    path(claim + "span/remove/", spans.remove, name="spans.remove"),
    path(claim + "shelve/", orphans.shelve, name="orphans.shelve"),
    path(claim + "unshelve/", orphans.unshelve, name="orphans.unshelve"),
    path(claim + "verdicts/new/", verdicts.new, name="verdicts.new"),
    path(claim + "verdicts/", verdicts.create, name="verdicts.create"),
    path(claim + "history/", verdicts.list, name="verdicts"),
    path(claim + "evidence/new/", evidence.new, name="evidence.new"),
    path(claim + "evidence/", evidence.create, name="evidence.create"),
    # /verdicts/… and /evidence/…
    path("verdicts/<int:pk>/affirm/", verdicts.affirm, name="verdicts.affirm"),
    path("verdicts/<int:pk>/withdraw/", verdicts.withdraw, name="verdicts.withdraw"),
    path("verdicts/<int:pk>/reinstate/", verdicts.reinstate, name="verdicts.reinstate"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="evidence.remove"),
    path("evidence/<int:pk>/restore/", evidence.restore, name="evidence.restore"),
    # /exports/…
    path("exports/", exports.show, name="exports.show"),
    path("exports/verdicts.csv", exports.verdicts, name="exports.verdicts"),
    path("exports/columns/", exports.columns, name="exports.columns"),
    # accounts
    path("login/", sessions.new, name="login"),
    path("logout/", sessions.delete, name="logout"),
    path("account/", account.show, name="account"),
    path("account/keys/", account.keys, name="account.keys"),
    path("account/password/", account.password, name="account.password"),
    path("healthz", health.show, name="health"),
]
