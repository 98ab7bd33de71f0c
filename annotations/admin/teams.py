from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import ByPolicy, Readable
from annotations.models import Membership, Team, User


class MembershipInline(ByPolicy, admin.TabularInline):
    add_action = change_action = policy.ASSIGN
    model = Membership
    extra = 3

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            kwargs["queryset"] = User.objects.reviewers()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.display(description=_("members"))
def members(team):
    return ", ".join(f"{one.person} × {one.weight}" for one in team.memberships.all()) or (
        columns.NOTHING
    )


@admin.register(Team)
class TeamAdmin(ByPolicy, Readable):
    """Reviewers to whom an article can be handed out at once, by weight."""

    add_action = change_action = policy.ASSIGN
    list_display = ["name", members]
    search_fields = ["name"]
    fields = ["name"]
    inlines = [MembershipInline]

    def get_queryset(self, request):
        rows: Any = super().get_queryset(request)
        return rows.prefetch_related("memberships__person")
