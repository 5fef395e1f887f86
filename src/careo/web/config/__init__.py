"""Settings, addresses and wiring; `configure` readies Django for one archive."""

from __future__ import annotations

import os
from pathlib import Path


def configure(folder: Path) -> None:
    """Sets Django up for the archive in `folder`; once per process.

    Raises ConfigError when its careo.toml is at fault.
    """
    os.environ["CAREO_ARCHIVE"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careo.web.config.settings")
    import django

    django.setup()
