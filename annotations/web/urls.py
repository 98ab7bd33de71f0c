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
    sessions,
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
    path(desk + "annotations/new/", annotations.new, name="annotations.new"),
    path(desk + "annotations/", annotations.create, name="annotations.create"),
    # /annotations/…
    path(claim, annotations.show, name="annotations.show"),
    path(claim + "edit/", annotations.edit, name="annotations.edit"),
    path(claim + "delete/", annotations.delete, name="annotations.delete"),
    path(claim + "restore/", annotations.restore, name="annotations.restore"),
    path(claim + "verdicts/new/", verdicts.new, name="verdicts.new"),
    path(claim + "verdicts/", verdicts.create, name="verdicts.create"),
    path(claim + "history/", verdicts.list, name="verdicts"),
    path(claim + "evidence/new/", evidence.new, name="evidence.new"),
    path(claim + "evidence/", evidence.create, name="evidence.create"),
    # /verdicts/… and /evidence/…
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
