import unicodedata

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import ByPolicy, Readable
from annotations.models import User
from annotations.models.user import LOOKALIKES

ALIKE = str.maketrans("015i", "olsl")


def look(name: str) -> str:
    """What an eye takes a name for: the same for two names that could be mistaken. Not for show."""
    letters = unicodedata.normalize("NFKC", name).translate(LOOKALIKES).casefold()
    return letters.translate(ALIKE).replace("rn", "m").replace("vv", "w")


class NewAccountForm(AdminUserCreationForm):
    """Refuses a name that could be mistaken for one that is taken.

    The field makes the name NFKC before any validator sees it, so `PlainName` alone would let
    a full-width look-alike through as a new plain name; what is compared is what will be stored.
    """

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username",)

    def clean_username(self):
        name = super().clean_username()
        if not name:
            return name
        taken = User.objects.values_list("username", flat=True)
        if look(name) in {look(one) for one in taken}:
            raise forms.ValidationError(
                _("This name can be mistaken for another one here."), code="alike"
            )
        return name


@admin.display(description=_("role"))
def role(user):
    return ", ".join(group.name for group in user.groups.all()) or columns.NOTHING


@admin.register(User)
class AccountAdmin(ByPolicy, Readable, UserAdmin):
    """For superusers. An account is never deleted, its name stays in the history: deactivate it."""

    view_action = add_action = change_action = policy.MANAGE_ACCOUNTS
    add_form = NewAccountForm
    list_display = [
        columns.text("username", _("user name")),
        role,
        "is_active",
        "is_superuser",
        "last_login",
    ]
    list_filter = ["groups", "is_active", "is_superuser"]
    # The hashes of the history cover the name of who did it: an account keeps its name.
    readonly_fields = [
        columns.text("username", _("user name")),
        "last_login",
        "date_joined",
    ]
    fieldsets = [
        (None, {"fields": [readonly_fields[0], "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Role"), {"fields": ["groups", "is_active", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": UserAdmin.add_fieldsets[0][1]["fields"]}),
        (_("Role"), {"fields": ["groups"]}),
    ]
    filter_horizontal = []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(Group)  # registered by django.contrib.auth.admin, with rights to delete


@admin.register(Group)
class RoleAdmin(ByPolicy, Readable):
    """The two roles. What they may do is in the policy table, so there is nothing to change."""

    view_action = policy.MANAGE_ACCOUNTS
    list_display = fields = readonly_fields = ["name"]
