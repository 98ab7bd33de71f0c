from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from annotations.reports.publication import Changed, Draft
from annotations.web.forms.refusable import SAY_INCOMPLETE, LongText, RefusableForm

LONGEST = 10_000
TEXT, PASSAGES = "text", "passages"


class Extent(forms.Form):
    """How much of the article is shown. Without a word: as much as the version before it."""

    extent = forms.ChoiceField(
        choices=[(TEXT, _("the whole text")), (PASSAGES, _("passages only"))], required=False
    )

    def is_quotes_only(self, before) -> bool:
        """`before` is the version before, if there is one."""
        said = self.cleaned_data.get("extent") if self.is_valid() else ""
        return said == PASSAGES if said else bool(before and before.is_quotes_only)


class PublishForm(RefusableForm):
    """Agreement to what `draft` says, with a reason for each outcome that it corrects."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)
    extent = forms.CharField(max_length=8, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)
    unsigned = forms.BooleanField(
        label=_("Publish it without a sign-off; readers are told."), required=False
    )
    note = LongText(
        label=_("What readers are told about this version"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data=None, *, draft: Draft, **options):
        super().__init__(data, **options)
        self.draft = draft
        if draft.sign_off:
            del self.fields["unsigned"]
        for one in draft.changed:
            self.fields[field_of(one)] = LongText(
                label=_("Why it says otherwise now"),
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 2, "dir": "auto"}),
                error_messages={"required": _("Say why: readers see it with the correction.")},
            )

    @classmethod
    def showing(cls, draft: Draft):
        return cls(draft=draft, initial={"digest": draft.digest, "extent": extent_of(draft)})

    def about(self, draft: Draft):
        """The same words again, now about what stands."""
        sent = {**self.data, "digest": [draft.digest], "extent": [extent_of(draft)]}
        return type(self)(MultiValueDict(sent), draft=draft)

    def corrections(self) -> list[tuple[Changed, BoundField]]:
        """Each outcome that is corrected, with the field for its reason."""
        return [(one, self[field_of(one)]) for one in self.draft.changed]

    def arguments(self) -> dict:
        said = self.cleaned_data
        return {
            "digest": said["digest"],
            "note": said["note"],
            "unsigned": said.get("unsigned", False),
            "is_quotes_only": self.draft.is_quotes_only,
            "reasons": {one.claim: said[field_of(one)] for one in self.draft.changed},
        }


def extent_of(draft: Draft) -> str:
    return PASSAGES if draft.is_quotes_only else TEXT


def field_of(changed: Changed) -> str:
    return f"reason_{changed.claim}"
