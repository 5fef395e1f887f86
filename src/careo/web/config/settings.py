"""Django's settings, all drawn from the archive's careo.toml and the environment.

CAREO_ARCHIVE     folder of the archive (default: the current one)
CAREO_DEBUG       1 for Django's debug pages; never on a public machine
CAREO_SECRET_KEY  signing key, instead of the archive's own file
DATABASE_URL      a PostgreSQL instead of the archive's SQLite file
"""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from careo.web.config import archive as archives
from careo.web.config.database import configuration

ARCHIVE = archives.load(archives.chosen_folder())
PACKAGE = Path(__file__).resolve().parents[1]

# --- what Careo's own applications read ----------------------------------
CAREO_POLICY = ARCHIVE.policy
CAREO_BASE_URL = ARCHIVE.base_url.rstrip("/")
CAREO_NEWSROOM = ARCHIVE.newsroom
CAREO_PAGE_CACHE_SECONDS = ARCHIVE.page_cache_seconds
CAREO_CAPTURES = ARCHIVE.captures
CAREO_INDEX = ARCHIVE.index
CAREO_REJECTED = ARCHIVE.rejected
CAREO_SEARCH = "careo.web.records.search.tantivy.TantivySearch"

# --- Django ---------------------------------------------------------------
DEBUG = os.environ.get("CAREO_DEBUG") == "1"
# Without a key of its own an archive still runs for one process (tests, checks);
# `careo serve` refuses, since its workers must agree on one.
CAREO_OWN_SECRET = bool(ARCHIVE.secret_key())
SECRET_KEY = ARCHIVE.secret_key() or secrets.token_urlsafe(48)
ALLOWED_HOSTS = list(ARCHIVE.hosts)
ROOT_URLCONF = "careo.web.config.urls"
WSGI_APPLICATION = "careo.web.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": configuration(os.environ.get("DATABASE_URL", ""), ARCHIVE.database)}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "careo.web.records",
]
_SITE_READY = find_spec("careo.web.site.apps") is not None
if _SITE_READY:
    INSTALLED_APPS.append("careo.web.site")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "careo.web.config.middleware.PageHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

_CONTEXT = ["django.template.context_processors.request"]
if find_spec("careo.web.site.context") is not None:
    _CONTEXT.append("careo.web.site.context.newsroom")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    }
]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": ARCHIVE.page_cache_seconds,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

LANGUAGE_CODE = ARCHIVE.language
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
TIME_ZONE = ARCHIVE.time_zone
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ARCHIVE.folder / "data" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = ARCHIVE.media
# Files are served from the package itself, so that no collecting step is needed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- safety ---------------------------------------------------------------
_HTTPS = urlsplit(ARCHIVE.base_url).scheme == "https"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

CAREO_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
