from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from annotations.reports.approval import Changed, Standing
from annotations.web.forms.refusable import SAY_INCOMPLETE, LongText, RefusableForm

LONGEST = 10_000


class SignOffForm(RefusableForm):
    """The approval of what `standing` says, with a reason for each outcome that it corrects."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)
    note = LongText(
        label=_("Note"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data=None, *, standing: Standing, **options):
        super().__init__(data, **options)
        self.standing = standing
        for one in standing.changed:
            self.fields[field_of(one)] = LongText(
                label=_("Why it says otherwise now"),
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 2, "dir": "auto"}),
                error_messages={"required": _("Say why: it is printed with the correction.")},
            )

    @classmethod
    def showing(cls, standing: Standing):
        return cls(standing=standing, initial={"digest": standing.digest})

    def about(self, standing: Standing):
        """The same words again, now about what stands: what a person signs after a conflict."""
        sent = {**self.data, "digest": [standing.digest]}
        return type(self)(MultiValueDict(sent), standing=standing)

    def corrections(self) -> list[tuple[Changed, BoundField]]:
        """Each outcome that is corrected, with the field for its reason."""
        return [(one, self[field_of(one)]) for one in self.standing.changed]

    def arguments(self) -> dict:
        said = self.cleaned_data
        reasons = {one.annotation: said[field_of(one)] for one in self.standing.changed}
        return {"digest": said["digest"], "note": said["note"], "reasons": reasons}


def field_of(changed: Changed) -> str:
    return f"reason_{changed.annotation}"
