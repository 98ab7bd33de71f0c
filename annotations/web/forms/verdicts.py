from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Verdict
from annotations.text.invisible import reveal
from annotations.web.forms.evidence import DateInput, EvidenceForm
from annotations.web.forms.refusable import SAY_INCOMPLETE, LongText, RefusableForm, UndoForm

NOTE = 10_000


class VerdictForm(RefusableForm):
    """A verdict on `annotation` (None before the passage is marked) and, if typed, a source."""

    kind = forms.ChoiceField(label=_("Verdict"), choices=Verdict.Kind, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why it is disputed"),
        choices=[("", _("Choose…")), *Verdict.Reason.choices],
        required=False,
    )
    note = LongText(
        label=_("Note"),
        max_length=NOTE,
        required=False,
        widget=forms.Textarea(
            {"rows": 3, "dir": "auto", "placeholder": _("Add what a reader needs to know…")}
        ),
    )
    evidence = forms.TypedMultipleChoiceField(
        label=_("Rests on"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    anyway = forms.BooleanField(label=_("Save anyway"), required=False)
    confidence = forms.ChoiceField(
        label=_("Confidence"),
        choices=[("", _("not said")), *Verdict.Confidence.choices],
        required=False,
    )
    caveat = forms.BooleanField(label=_("With a caveat, explained in the note"), required=False)
    as_of = forms.DateField(label=_("True as of"), required=False, widget=DateInput)
    recheck_by = forms.DateField(label=_("Check again by"), required=False, widget=DateInput)
    supersedes = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE
    )
    wording = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE
    )

    def __init__(self, data=None, *, annotation=None, reader=None, **options):
        # Several cards may have a form open: ids differ by their claim.
        options |= {"auto_id": f"{annotation.pk if annotation else 'new'}_%s"}
        super().__init__(data, **options)
        self.annotation, self.reader = annotation, reader
        # Its own name space: source and verdict both have a quote, a kind and a note.
        self.source = EvidenceForm(data, prefix="source", auto_id=options["auto_id"])
        self.source.empty_permitted = True
        present = annotation.evidence.present().visible_to(reader).for_card() if annotation else []
        self.offer("evidence", [(item.pk, reveal(str(item))) for item in present])

    @classmethod
    def showing(cls, annotation, before, kind, *, reader):
        """An unbound form that continues from the reviewer's open verdict `before`, or starts."""
        said = before.grounds() if before else {}
        present = annotation.evidence.present().visible_to(reader)
        chosen = [item.pk for item in said.pop("evidence", present)]
        said = said if said.get("kind") == kind else {"kind": kind}
        if kind == Verdict.Kind.VERIFIED:
            said = {"as_of": timezone.localdate()} | said
        supersedes = before.pk if before else None
        place = annotation.place
        seen = {"supersedes": supersedes, "wording": place.wording_id if place else None}
        initial = said | {"evidence": chosen} | seen
        return cls(annotation=annotation, reader=reader, initial=initial)

    def based_on(self, verdict):
        """The same words again, now knowing `verdict`: what a person sends on after a conflict."""
        sent = {**self.data, "supersedes": [verdict.pk if verdict else ""]}
        return self.again(sent)

    def again(self, sent):
        return type(self)(MultiValueDict(sent), annotation=self.annotation, reader=self.reader)

    def about(self, place):
        """The same words again, now about the passage as it stands at `place`."""
        sent = {**self.data, "wording": [place.wording_id]}
        return self.again(sent)

    def clean(self):
        if not self.source.is_blank() and not self.source.is_valid():
            raise forms.ValidationError(_("Complete the source, or empty its fields."))
        if self.cleaned_data.get("kind") != Verdict.Kind.DISPUTED:
            self.cleaned_data["reason"] = ""
        return self.cleaned_data

    def arguments(self) -> dict:
        source = None if self.source.is_blank() else self.source.cleaned_data
        return self.cleaned_data | {"new_evidence": source}


class ChosenKind(forms.Form):
    """`?kind=`: the verdict that a key or a button chose."""

    kind = forms.ChoiceField(choices=Verdict.Kind, required=False)

    def chosen(self) -> str:
        return self.cleaned_data["kind"] if self.is_valid() else ""


class Supersedes(UndoForm):
    """The open verdict that an undo expects to find; none after a withdrawal."""

    supersedes = forms.IntegerField(required=False)


class Seen(RefusableForm):
    """The wording of the passage that the person saw."""

    wording = forms.IntegerField()

    @property
    def refusal(self) -> str:
        """Why it was not taken, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
