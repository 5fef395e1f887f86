"""What the templates need beside Django's own tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careo.web.site import assets, dates

register = template.Library()


@register.simple_tag
def sheet(name: str) -> str:
    """The address of one of our style sheets."""
    return assets.sheet(name)


@register.simple_tag
def built(name: str) -> str:
    """The address of a built script or sheet; "" without the front-end build."""
    return assets.built(name)


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], page: str, **parts: Any) -> str:
    """The path of a page in the edition being read."""
    return context["edition"].address(page, **parts)


@register.filter
def all_machine_read(entities: Iterable[Any]) -> bool:
    """Whether no person has confirmed any of them, so that one mark can stand for all."""
    return all(not entity.reviewed for entity in entities)


@register.simple_tag
def date(iso: str | None) -> SafeString | str:
    """A `time` element as precise as the date is known; "" without one."""
    shown = dates.short(iso)
    known = dates.parts(iso)
    if not shown or known is None:
        return ""
    year, month, day = known
    machine = f"{year:04d}"
    machine += f"-{month:02d}" if month else ""
    machine += f"-{day:02d}" if day and month else ""
    return format_html('<time datetime="{}">{}</time>', machine, shown)
