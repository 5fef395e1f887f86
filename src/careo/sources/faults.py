"""What is wrong with JSON and XML, in our words: where, never in the parser's."""

from __future__ import annotations

import json

from lxml import etree


def json_fault(error: Exception, *, within: str = "") -> str:
    """Why a text is no JSON, for the error that `json.loads` raised. Line and column
    count from the start of what was parsed, which `within` names ("of the record")."""
    if isinstance(error, json.JSONDecodeError):
        return " ".join(
            f"not valid JSON: line {error.lineno}, column {error.colno} {within}".split()
        )
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    return "not valid JSON: a number with too many digits"


def xml_fault(error: etree.XMLSyntaxError) -> str:
    """Where an XML parser stopped, as its error tells; empty when it does not."""
    line, column = error.position
    return f"line {line}, column {column}" if line else ""
