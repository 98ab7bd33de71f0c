"""The books of logins, kept by django-axes: for superusers, and not to be rewritten by them.

An AccessAttempt is no book but the lock itself: deleting it lets somebody in again.
"""

from axes.admin import AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin

from annotations import policy
from annotations.admin.base import ByPolicy

admin.site.unregister([AccessLog, AccessFailureLog])


@admin.register(AccessLog)
class LoginAdmin(ByPolicy, AccessLogAdmin):
    view_action = policy.MANAGE_ACCOUNTS


@admin.register(AccessFailureLog)
class FailedLoginAdmin(ByPolicy, AccessFailureLogAdmin):
    view_action = policy.MANAGE_ACCOUNTS
