from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = _("Fact-checking")


class DeskAdminConfig(AdminConfig):
    default_site = "annotations.admin.site.DeskSite"

    def ready(self):
        super().ready()
        # Not in the package's __init__: looking for the site imports that, and would lose all
        # that registers before the site exists.
        import_module("annotations.admin.nouns")
