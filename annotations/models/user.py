import unicodedata
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

REVIEWER, EDITOR = "Reviewer", "Editor"
LONGEST_NAME = 150  # characters

# Letters that most fonts draw like an ASCII letter (Unicode TR #39), and their doubles below.
LOOKALIKES = str.maketrans(
    "аеорсухѕіјһԁԛԝӏьАВЕЅІЈКМНОРСТУХαορνικυγχσΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսհոցզɑɡıȷɩ",
    "aeopcyxsijhdqwlbABESIJKMHOPCTYXaopvikuyxoABEZHIKMNOPTYXouhngqagiji",
)


def script(character: str) -> str:
    """The script of a letter, read off its Unicode name ("CYRILLIC SMALL LETTER A" → CYRILLIC)."""
    return unicodedata.name(character, "UNKNOWN").split()[0]


def looks_latin(name: str) -> bool:
    """Whether a name would be read as one in plain letters, of which it is not made."""
    return not name.isascii() and name.translate(LOOKALIKES).isascii()


@deconstructible
class PlainName:
    """A user name nobody can mistake for another: NFKC, all visible, letters of one script."""

    def __call__(self, name: str) -> None:
        if unicodedata.normalize("NFKC", name) != name:
            raise ValidationError(_("Write the name in its plain (NFKC) form."), code="form")
        if any(unicodedata.category(character)[0] in "CZ" for character in name):
            raise ValidationError(_("The name has invisible characters."), code="invisible")
        if any(character.isnumeric() and not character.isascii() for character in name):
            raise ValidationError(_("Write numbers with the digits 0 to 9."), code="digits")
        if len({script(character) for character in name if character.isalpha()}) > 1:
            raise ValidationError(_("The name mixes letters of several scripts."), code="mixed")
        if looks_latin(name):
            raise ValidationError(_("The name looks like one in Latin letters."), code="lookalike")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlainName)

    def __hash__(self) -> int:
        return hash(PlainName)


class People(UserManager):
    def reviewers(self):
        """Who may give verdicts, by name. One query."""
        return self.filter(groups__name__in=[REVIEWER, EDITOR]).distinct().order_by("username")


class User(AbstractUser):
    """An account. Its role is its group: Reviewer or Editor; a superuser may do everything."""

    username = models.CharField(
        _("user name"),
        max_length=LONGEST_NAME,
        unique=True,
        help_text=_("Letters of one script, digits and @ . + - _"),
        validators=[AbstractUser.username_validator, PlainName()],
        error_messages={"unique": _("A user with that name already exists.")},
    )
    # WCAG 2.1.4: keys without a modifier can be turned off.
    single_keys = models.BooleanField(_("single-letter keys"), default=True)

    objects: ClassVar[People] = People()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_unique_in_any_case",
                violation_error_message=_("A user with that name already exists."),
            )
        ]

    def roles(self) -> frozenset[str]:
        """The names of this user's groups. One query, remembered on the instance."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.groups.values_list("name", flat=True))
        return self._roles

    @property
    def sees_everything(self) -> bool:
        """Whether the blind rule hides nothing: editors settle what reviewers disagree on."""
        return self.is_superuser or EDITOR in self.roles()

    def prefer(self, *, single_keys: bool) -> None:
        """Turn the single-letter keys on or off for this user."""
        self.single_keys = single_keys
        self.save(update_fields=["single_keys"])

    def renew_password(self, password: str) -> None:
        """Set a password that has passed the validators. It ends every session of this account."""
        self.set_password(password)
        self.save(update_fields=["password"])
