"""Settings: everything an operator may change comes from the environment."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zhiben.config.database import database_settings
from zhiben.config.paths import ROOT, data_dir
from zhiben.config.secrets import secret

BASE_DIR = ROOT
DATA_DIR = data_dir()
PACKS_DIR = Path(os.environ.get("ZHIBEN_PACKS_DIR") or ROOT / "packs")
DEBUG = os.environ.get("ZHIBEN_DEBUG") == "1"
SECRET_KEY = secret("django")
ALLOWED_HOSTS = os.environ.get("ZHIBEN_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
PORT = int(os.environ.get("ZHIBEN_PORT", "8700"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "zhiben.core",
    "zhiben.ui",
    "zhiben.domains.places",
    "zhiben.domains.organisations",
    "zhiben.domains.people",
    "zhiben.domains.notices",
    "zhiben.domains.instruments",
    "zhiben.domains.plans",
    "zhiben.domains.duties",
    "zhiben.domains.hazards",
    "zhiben.domains.reports",
    # After ours, so that the templates of people replace those of allauth.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "zhiben.config.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhiben.config.middleware.chinese_first",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhiben.config.middleware.acting",
    "zhiben.config.middleware.refusals",
]

ROOT_URLCONF = "zhiben.config.urls"
WSGI_APPLICATION = "zhiben.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhiben.ui.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "zhiben.domains.people.adapters.SignIn",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "zhiben.domains.people.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    }
}
SESSION_ENGINE = "zhiben.core.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = False
SECURE_COOKIES = os.environ.get("ZHIBEN_HTTPS") == "1"
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [
    Path(__file__).parent.parent / "core" / "locale",
    Path(__file__).parent.parent / "ui" / "locale",
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = Path(__file__).parent.parent / "ui" / "static" / "built" / "collected"
STATICFILES_DIRS = [Path(__file__).parent.parent / "ui" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/built/[a-z]+\.[0-9a-f]{12}\."
STORAGES = {
    "default": {
        "BACKEND": "zhiben.core.files.disk.WholeFileStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
"""Bytes of a body that is no file: 10,000 activities with their words come in one request of the API."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
ZHIBEN_MAX_UPLOAD = 60 * 1024 * 1024
ZHIBEN_API_RATE = int(os.environ.get("ZHIBEN_API_RATE", "6000"))

PROCRASTINATE_ON_APP_READY = "zhiben.core.jobs.outages.on_app_ready"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "zhiben.config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZHIBEN_LOG", "WARNING")},
}

EMAIL_HOST = os.environ.get("ZHIBEN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("ZHIBEN_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("ZHIBEN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ZHIBEN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ZHIBEN_SMTP_SECURITY", "starttls") == "starttls"
EMAIL_USE_SSL = os.environ.get("ZHIBEN_SMTP_SECURITY") == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ZHIBEN_SMTP_FROM") or EMAIL_HOST_USER
"""The mail server; without a host nothing is mailed."""
