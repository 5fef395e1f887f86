"""Human decisions, read back: the newest judgement on a subject holds."""

from __future__ import annotations

from collections.abc import Iterable

from careo.web.records.models import Judgement


def verdicts(subjects: Iterable[str]) -> dict[str, str]:
    """The verdict that holds for each of the subjects that have one."""
    rows = Judgement.objects.filter(subject__in=list(subjects)).order_by("id")
    return dict(rows.values_list("subject", "verdict"))


def reviewed_entities(keys: Iterable[str]) -> set[str]:
    """The keys among `keys` whose entity a person has accepted."""
    held = verdicts(f"entity:{key}" for key in keys)
    accepted = Judgement.Verdict.ACCEPTED
    return {s.removeprefix("entity:") for s, verdict in held.items() if verdict == accepted}
