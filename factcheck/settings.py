"""Wiring only. What a desk may change comes from the environment; README lists every name."""

import sys
from pathlib import Path
from typing import NoReturn

import django
import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from factcheck import secrets

env = environ.Env()


def refuse(why: str) -> NoReturn:
    """One line without a traceback, which would bury it."""
    sys.exit(f"Factcheck does not start: {why}")


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("FACTCHECK_DATA", default=BASE_DIR / "var")
DATA_DIR = Path(str(DATA_DIR))
DATA_DIR.mkdir(parents=True, exist_ok=True)

# The production switch: behind TLS, with a key and host names of its own.
PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
if PRODUCTION and DEBUG:
    refuse("DEBUG must be off when PRODUCTION is on.")

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
try:
    if SECRET_KEY or PRODUCTION:
        secrets.checked(SECRET_KEY)
    else:
        SECRET_KEY = secrets.kept_in(DATA_DIR / "secret_key")
    for old_key in SECRET_KEY_FALLBACKS:
        secrets.checked(old_key)
except ImproperlyConfigured as refusal:
    refuse(str(refusal))
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
if PRODUCTION and not ALLOWED_HOSTS:
    refuse("ALLOWED_HOSTS must name the hosts of this desk.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# -- the application ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "annotations.apps.AnnotationsConfig",
    "annotations.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
]
MIDDLEWARE = [
    # Outermost, so that whatever answers below, an early refusal too, carries the policy.
    "csp.middleware.CSPMiddleware",
    "annotations.web.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "annotations.web.limits.limits",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "annotations.web.refusals.unstorable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "annotations.web.refusals.signed_out",
    "annotations.web.refusals.LockedArticles",
    "annotations.web.access.RolesOnly",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEST_RUNNER = "factcheck.runner.PytestRunner"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "annotations.web.context.csp_nonce",
                "annotations.web.context.abilities",
                "annotations.web.context.unread",
            ],
        },
    }
]

# -- data ---------------------------------------------------------------------------------------
# SQLite: readers never wait (WAL), writers queue instead of failing (IMMEDIATE), and what was
# acknowledged survives a power cut (FULL). Therefore no ATOMIC_REQUESTS: every atomic() writes.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
        "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
    ),
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file for the tests too: in memory there is neither WAL nor a lock to test.
    DATABASES["default"] |= {
        "OPTIONS": SQLITE,
        "CONN_MAX_AGE": 60,
        "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
    }
else:
    DATABASES["default"] |= {"OPTIONS": {"pool": {"max_size": 8}}, "CONN_MAX_AGE": 0}

# -- accounts -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "annotations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORDS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": PASSWORDS + "UserAttributeSimilarityValidator"},
    {"NAME": PASSWORDS + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": PASSWORDS + "CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "articles"
LOGOUT_REDIRECT_URL = "login"

# Ten wrong passwords for one name from one address in 15 minutes; a stranger elsewhere cannot lock
# the owner out. The bucket per address is `web/throttle.py`; it counts the failure log.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "annotations.web.views.sessions.locked"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 1000
AXES_RESET_ON_SUCCESS = True
# A locked-out attempt is no guess: it neither counts nor makes the wait longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "annotations.web.throttle.client_address"
AXES_VERBOSE = False
# How many proxies of ours stand in front; what more X-Forwarded-For says, anybody may have written.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)

# Counts of the last minute and hour (`services/rates.py`), with room for that many addresses, and
# public pages (`web/kept.py`), each of some ten kilobytes.
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": IN_MEMORY, "OPTIONS": {"MAX_ENTRIES": 50_000}},
    "pages": {
        "BACKEND": IN_MEMORY,
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# -- what is published --------------------------------------------------------------------------
# The licence that published data (ClaimReview) names; empty names none.
DATA_LICENSE = env.str("DATA_LICENSE", default="https://creativecommons.org/licenses/by/4.0/")

# -- the web: articles and sources by their address, webhooks --------------------------------------
FETCH_ENABLED = env.bool("FETCH_ENABLED", default=True)

# -- mail: only the digest sends any, to the terminal unless a server is named --------------------
MAIL = env.email_url("EMAIL_URL", default="consolemail://")
MAIL_SERVER = {
    "host": MAIL["EMAIL_HOST"],
    "port": MAIL["EMAIL_PORT"] or 25,
    "username": MAIL["EMAIL_HOST_USER"] or "",
    "password": MAIL["EMAIL_HOST_PASSWORD"] or "",
    "use_tls": MAIL.get("EMAIL_USE_TLS", False),
    "use_ssl": MAIL.get("EMAIL_USE_SSL", False),
    "timeout": 30,  # seconds
}
if django.VERSION >= (6, 1):
    OPTIONS = MAIL_SERVER if MAIL["EMAIL_HOST"] else {}
    MAILERS = {"default": {"BACKEND": MAIL["EMAIL_BACKEND"], "OPTIONS": OPTIONS}}
else:
    EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER["host"] or "localhost", MAIL_SERVER["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER["username"], MAIL_SERVER["password"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER["use_tls"], MAIL_SERVER["use_ssl"]
    EMAIL_TIMEOUT = MAIL_SERVER["timeout"]
# A desk without a mail server is a whole desk: its digest goes to the terminal, as README says.
SILENCED_SYSTEM_CHECKS = ["mail.E001"]
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="factcheck@localhost")

# -- the browser --------------------------------------------------------------------------------
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "factcheck_session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "factcheck_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_HTTPONLY = True
# One cookie less: flashes live in the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "annotations.web.refusals.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# -- limits: a body is refused before anything reads it -----------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_100_000  # an article of 5 MB and the rest of its form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

# -- static files -------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "factcheck.static.HashedStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION

# -- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message!r}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
