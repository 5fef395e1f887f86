"""Django's settings, all drawn from the archive's careo.toml and the environment.

CAREO_ARCHIVE     folder of the archive (default: the current one)
CAREO_DEBUG       1 for Django's debug pages; never on a public machine
CAREO_SECRET_KEY  signing key, instead of the archive's own file
DATABASE_URL      a PostgreSQL instead of the archive's SQLite file
"""

from __future__ import annotations

import os
import secrets
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
CAREO_SITE = {"base_url": ARCHIVE.base_url.rstrip("/"), **ARCHIVE.site}
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
    "careo.web.site",
]

MIDDLEWARE = [
    # First: a kept page answers without touching the rest.
    "careo.web.site.cache.PageCache",
    "careo.web.site.security.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careo.web.site.security.EditionLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "careo",
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
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "careo.web.site.views.errors.unproven"
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
