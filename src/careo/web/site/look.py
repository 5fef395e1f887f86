"""What a newsroom makes its own: name, colour, logo, licence; read from the settings.

`settings.CAREO_SITE` holds the `[site]` table of careo.toml. The accent colour is
moved towards the ink until it is readable on the paper of either scheme (WCAG 2.2,
contrast 4.5:1), so that no choice of colour makes a page that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

LOGO_LIMIT = 512 * 1024
LOGO_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", None})
ACCENT = "#0b5a6b"
CONTRAST = 4.5
DARK_CONTRAST = 7.0
"""Thin coloured letters need more of it on a dark page than on a light one."""
LIGHT_PAPER = "#f4f1ea"
DARK_PAPER = "#1c1e21"
_CC = re.compile(r"^CC ?(0|zero|BY(?: NC)?(?: (?:SA|ND))?)(?: (\d\.\d))?(?: .*)?$", re.I)
_HEX = re.compile(r"^#[0-9a-fA-F]{6}$")

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """The site's own face; every field can be set in `[site]` of careo.toml.

    `shared_cache_seconds` is how long a cache in front may answer by itself: long
    enough to carry a crowd, short enough for a correction.
    """

    name: str = "Careo"
    tagline: str = ""
    accent: str = ACCENT
    logo: str = ""
    base_url: str = ""
    licence: str = ""
    email: str = ""
    shared_cache_seconds: int = 5

    @property
    def licence_url(self) -> str:
        return licence_address(self.licence)


def look_of(table: Mapping[str, Any]) -> Look:
    """The look that the table describes; empty values leave the default, as does an
    accent that is not `#rrggbb`; keys that are not ours are left to others."""
    given = {f.name: table[f.name] for f in fields(Look) if table.get(f.name)}
    if not _HEX.match(str(given.get("accent", ""))):
        given.pop("accent", None)
    return Look(**given)


def look() -> Look:
    """The look in force."""
    return look_of(getattr(settings, "CAREO_SITE", {}))


def base_url(request: HttpRequest) -> str:
    """Scheme and host of absolute addresses, without a slash at the end: the public
    address, or, while that is only this machine, wherever the site was asked for."""
    public = look().base_url.rstrip("/")
    if public and urlsplit(public).hostname not in LOOPBACK:
        return public
    return f"{request.scheme}://{request.get_host()}"


def licence_address(licence: str) -> str:
    """Where the text of a Creative Commons licence is; "" for other licences.

    Knows the six licences and CC0 as people write them: "CC BY-NC 4.0", "cc-by-sa-3.0".
    """
    found = _CC.match(" ".join(licence.replace("-", " ").split()))
    if not found:
        return ""
    terms, version = found.groups()
    if terms.lower() in ("0", "zero"):
        return f"https://creativecommons.org/publicdomain/zero/{version or '1.0'}/"
    code = terms.lower().replace(" ", "-")
    return f"https://creativecommons.org/licenses/{code}/{version or '4.0'}/"


def logo_file(name: str, media: Path) -> Path | None:
    """The logo `name` in the folder `media`, if it is a picture there of a sane size."""
    if not name or "\0" in name:
        return None
    path = (media / name).resolve()
    inside = path.is_relative_to(media.resolve()) and path.suffix.lower() in LOGO_TYPES
    return path if inside and path.is_file() and path.stat().st_size <= LOGO_LIMIT else None


def rgb(colour: str) -> Rgb:
    """`#rrggbb` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: Rgb) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [
        c / 12.92 if (c := value / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for value in colour
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: str, two: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(rgb(one)), _luminance(rgb(two))))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, paper: str, wanted: float = CONTRAST) -> str:
    """`colour`, moved towards black or white as little as needed to stand out from
    `paper` by the contrast `wanted`."""
    target = 0 if _luminance(rgb(paper)) > 0.18 else 255
    for step in range(101):
        mixed = tuple(round(c + (target - c) * step / 100) for c in rgb(colour))
        candidate = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(candidate, paper) >= wanted:
            return candidate
    raise AssertionError("black or white is readable on any paper")


@cache
def stylesheet(accent: str) -> str:
    """The few rules that carry the site's own colour."""
    light, dark = readable(accent, LIGHT_PAPER), readable(accent, DARK_PAPER, DARK_CONTRAST)
    on_light = readable("#ffffff", light) if contrast("#ffffff", light) < CONTRAST else "#ffffff"
    on_dark = readable("#10191b", dark)
    return (
        ":root{"
        f"--accent:light-dark({light},{dark});"
        f"--on-accent:light-dark({on_light},{on_dark})"
        "}\n"
    )
