"""Addresses of the admin's pages."""

from django.urls import reverse

RECORD = ["annotation", "article", "event", "evidence", "revision", "source", "verdict"]


def changelist(noun):
    return reverse(f"admin:annotations_{noun}_changelist")


def change(row):
    return reverse(f"admin:annotations_{row._meta.model_name}_change", args=[row.pk])


def history(row):
    return reverse(f"admin:annotations_{row._meta.model_name}_history", args=[row.pk])
