"""The `rejected/` folder: bad records with their bytes, and a list of them.

The rows are the truth; `rejected/index.jsonl` is written from them, line by line
while a build goes on and whole at its end.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from careo.errors import StoreError
from careo.values import Rejection
from careo.web.records import models

INDEX = "index.jsonl"
REASON = 2_000


class RejectedFolder:
    """Keeps bad records aside."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, rejection: Rejection) -> bool:
        """Keeps one, unless it is kept already; says whether it was new.

        Raises StoreError when the disk refuses.
        """
        sha256 = hashlib.sha256(rejection.body).hexdigest()
        locator, reason = (text[:REASON] for text in (rejection.locator, rejection.reason))
        mark = hashlib.sha256(
            "\n".join((rejection.source, locator, reason, sha256)).encode(errors="replace")
        ).hexdigest()
        if models.Rejection.objects.filter(fingerprint=mark).exists():
            return False
        if rejection.body:
            self._write(self._folder / f"{sha256}.bin", rejection.body)
        row = models.Rejection.objects.create(
            source=rejection.source,
            locator=locator,
            reason=reason,
            sha256=sha256 if rejection.body else "",
            fingerprint=mark,
        )
        self._append(row)
        return True

    def write_index(self) -> None:
        """Writes the list anew from the rows."""
        lines = (_line(row) for row in models.Rejection.objects.order_by("id").iterator())
        self._write(self._folder / INDEX, "".join(lines).encode())

    def sweep(self) -> None:
        """Removes what killed processes left half-written."""
        for path in self._folder.glob(".*"):
            path.unlink(missing_ok=True)

    def _append(self, row: models.Rejection) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / INDEX).open("a", encoding="utf-8") as file:
                file.write(_line(row))
        except OSError as error:
            raise StoreError(f"cannot be written: {error}", where=str(self._folder)) from error

    def _write(self, path: Path, body: bytes) -> None:
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(body)
            fresh.replace(path)
        except OSError as error:
            raise StoreError(f"cannot be written: {error}", where=str(path)) from error


def _line(row: models.Rejection) -> str:
    data = {
        "locator": row.locator,
        "reason": row.reason,
        "source": row.source,
        "file": f"{row.sha256}.bin" if row.sha256 else None,
        "when": row.when.isoformat(timespec="seconds"),
    }
    return json.dumps(data, ensure_ascii=False) + "\n"
