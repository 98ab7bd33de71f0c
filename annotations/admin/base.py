"""What every admin page of ours shares: policy's permissions, no deletion, our own history."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from annotations import policy
from annotations.admin import history
from annotations.models.conflict import Conflict
from annotations.templatetags.annotations_ui import reveal
from annotations.text.invisible import is_invisible_only

LONGEST_SEARCH = 200


class Shown:
    """Stands for a row in a page's title and path, its invisible characters as visible marks."""

    def __init__(self, row) -> None:
        self.pk, self.words = row.pk, reveal(str(row))

    def __str__(self) -> str:
        return self.words


class ByPolicy:
    """Permissions from the policy table; nothing is deleted for good, by nobody."""

    view_action = policy.RUN_DESK
    add_action: str | None = None
    change_action: str | None = None

    def allows(self, request, action, thing=None) -> bool:
        user = request.user
        return bool(
            action and policy.may(user, policy.RUN_DESK) and policy.may(user, action, thing)
        )

    def has_module_permission(self, request):
        return self.allows(request, self.view_action)

    def has_view_permission(self, request, obj=None):
        return self.allows(request, self.view_action, obj)

    def has_add_permission(self, request, obj=None):
        return self.allows(request, self.add_action)

    def has_change_permission(self, request, obj=None):
        return self.allows(request, self.change_action, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_export_permission(self, request):
        return self.allows(request, policy.EXPORT)


class Readable(admin.ModelAdmin):
    """Rows are named with their invisible characters shown; filters are those declared."""

    # Callables are welcome in all three; the stubs know it of one.
    fields: ClassVar[Any]
    readonly_fields: ClassVar[Any]
    list_display: Any

    show_full_result_count = False
    list_per_page = list_max_show_all = 100

    class Media:
        css = {"all": ["annotations/css/admin.css"]}

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the page's filters declare: a name in the address is never a field path."""
        is_declared = lookup.split("__")[0] in self.declared(request)
        return is_declared and super().lookup_allowed(lookup, value, request)

    def declared(self, request):
        filters: Any = self.get_list_filter(request)
        named = [name for name in (*filters, self.date_hierarchy) if isinstance(name, str)]
        pairs = [pair[0] for pair in filters if isinstance(pair, tuple)]
        own = [kind.parameter_name for kind in filters if hasattr(kind, "parameter_name")]
        return [name.split("__")[0] for name in (*named, *pairs, *own)]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("original") is not None:
            context["original"] = context["subtitle"] = Shown(context["original"])
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["adminform"].form.has_error(NON_FIELD_ERRORS, "conflict"):
            response.status_code = 409
        return response

    def response_change(self, request, obj):
        self.message_user(request, _("Saved: %s") % reveal(str(obj)), messages.SUCCESS)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)


class DeskAdmin(ByPolicy, Readable):
    """A noun of the record: shown to editors, changed through its verbs, told by its events."""

    actions_selection_counter = True
    object_history_template = "admin/event_history.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Conflict:
            # Somebody was faster between the form's look at the row and the write; all of it was
            # rolled back, and a second look sees what stands now and says so.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """Through the noun's verb; `obj` as the form filled it in is never saved."""
        said = {name: form.cleaned_data[name] for name in form.edits}
        obj.edit(by=request.user, version=form.cleaned_data["seen"], **said)

    def log_change(self, request, obj, message):
        """The verb has written its event; a second book would only drift from it."""

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        told = {} if row is None else self.told(request, row)
        return super().history_view(request, object_id, told | (extra_context or {}))

    def told(self, request, row) -> dict:
        page = history.page_of(self.events(row), request.GET.get("p"))
        named = Shown(row)
        return {"lines": page, "object": named, "title": _("History: %s") % named}

    def events(self, row):
        return history.about(row)


class ReadOnlyInline(ByPolicy, admin.TabularInline):
    fields: ClassVar[Any]
    readonly_fields: ClassVar[Any]
    template = "admin/shown_inline.html"
    extra = 0
    show_change_link = True


class VersionedForm(forms.ModelForm):
    """Refuses to write over what somebody else wrote since the form was opened.

    `edits` names the fields; the row has a `version`. On a clash each field says what stands now
    beside the words typed, nothing is saved, and saving again replaces it knowingly.
    """

    data: Any
    edits: tuple[str, ...] = ()
    seen = forms.IntegerField(widget=forms.HiddenInput)  # the version that was opened

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        stands = {name: getattr(self.instance, name) for name in self.edits}
        clashes = [name for name in self.edits if cleaned.get(name, stands[name]) != stands[name]]
        if clashes and cleaned.get("seen", self.instance.version) != self.instance.version:
            self.refuse({name: stands[name] for name in clashes})
        return cleaned

    def refuse(self, stands: dict) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.instance.version
        sentence = _(
            "Somebody changed this while you had it open. Nothing was saved. What stands now is "
            "shown beside your words; saving again replaces it."
        )
        self.add_error(None, forms.ValidationError(sentence, code="conflict"))
        for name, value in stands.items():
            now = reveal(value) if value else _("nothing")
            self.add_error(name, _("Stands now: %s") % now)


def check_visible(text: str) -> None:
    """Raises ValidationError for words of which nothing would be seen."""
    if text and is_invisible_only(text):
        raise forms.ValidationError(_("There is nothing visible in this text."), code="invisible")
