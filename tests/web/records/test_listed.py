"""To be on somebody's list makes nobody public (T3)."""

from __future__ import annotations

from typing import Any

import pytest

from careo.authority.loader import authority
from careo.pipeline import fingerprint
from careo.values import EntityType
from careo.web.records import models
from inventing import Marks, annotations, article, capture, done

NAME = "Aurelio Tamboril"
OURS = next(e.id for e in authority().values() if e.type is EntityType.PERSON)


def saved(records: Any, kind: EntityType, id_: str) -> models.Entity:
    page = capture()
    found = annotations(**{NAME: (kind, id_)})
    records.save(page, fingerprint(page), done(article(), found=found), Marks())
    return models.Entity.objects.get(authority=id_)


@pytest.mark.parametrize(("id_", "public"), [("ofac-11", False), (OURS, True)])
def test_a_person_is_public_by_our_record_and_not_by_a_list(
    records: Any, id_: str, public: bool
) -> None:
    person = saved(records, EntityType.PERSON, id_)
    assert person.public is public
    if not public:
        assert person.public_reason == "a private person, read by the machine alone"


def test_a_listed_company_is_public_as_another_is(records: Any) -> None:
    assert saved(records, EntityType.COMPANY, "ofac-13").public
