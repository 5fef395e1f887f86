"""docs/annotation.md names the components in the order they run."""

from __future__ import annotations

import re

from careo.annotating.rules import COMPONENTS
from support import ROOT


def test_the_docs_list_the_components_in_order() -> None:
    text = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
    section = text.partition("\n## Components\n")[2].partition("\n## ")[0]
    described = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
    assert described == [name for name, _ in COMPONENTS]
