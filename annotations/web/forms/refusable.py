from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# For hidden fields, which nobody can fill in: the page is old, or something cut the form short.
INCOMPLETE = _("The form came back incomplete. Copy what you typed, then reload the page.")
SAY_INCOMPLETE = {"required": INCOMPLETE, "invalid": INCOMPLETE}


class LongText(forms.CharField):
    """Text of several lines. Browsers send CRLF; line ends are kept as articles have them."""

    def to_python(self, value):
        return (super().to_python(value) or "").replace("\r\n", "\n")


class RefusableForm(forms.Form):
    """A form whose words go to a verb that may still refuse them: the rules live in the verb."""

    result: Any = None

    def accepted_by(self, verb, *args, **arguments) -> bool:
        """Whether the form was valid and `verb` took it. Its refusal becomes the form's errors."""
        if not self.is_valid():
            return False
        try:
            self.result = verb(*args, **arguments, **self.arguments())
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True

    def offer(self, name: str, choices) -> None:
        """Set what the choice field `name` lets a person choose from."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def arguments(self) -> dict:
        """What the verb is given."""
        return self.cleaned_data

    def refuse(self, refusal: ValidationError) -> None:
        """Show each refusal beside its field, those about no field of ours above the form."""
        errors = refusal.message_dict if hasattr(refusal, "error_dict") else {None: refusal}
        for name, error in errors.items():
            self.add_error(name if name in self.fields else None, error)


class UndoForm(RefusableForm):
    """A form whose fields may stand in the address instead: the undo of a toast is an address."""

    @classmethod
    def sent_with(cls, request):
        return cls(cls.said_in(request))

    @classmethod
    def said_in(cls, request):
        """What was posted of its fields, else what stands in the address."""
        sent = request.POST.keys() & cls.base_fields.keys()
        return request.POST if sent else request.GET
