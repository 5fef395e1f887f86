"""How names are cut out, typed and joined; every name is invented."""

from __future__ import annotations

import pytest

from annotating.writing import annotate, by_name
from careo.values import EntityType

PERSON, GROUP, AGENCY = EntityType.PERSON, EntityType.GROUP, EntityType.AGENCY
PLACE, OUTLET, ORG, COMPANY = (
    EntityType.PLACE,
    EntityType.OUTLET,
    EntityType.ORG,
    EntityType.COMPANY,
)


@pytest.mark.parametrize(
    ("text", "language", "name", "type_"),
    [
        ("A group called the Torda clan left.", "en", "Torda", GROUP),
        ("They fled from the Lurín and Torda clans at night.", "en", "Lurín", GROUP),
        ("He hid in Cotuquí national park for a year.", "en", "Cotuquí", PLACE),
        ("Lomaria Abierta reported that two men fled.", "en", "Lomaria Abierta", OUTLET),
        ("They fought the 40th Front for years.", "en", "40th Front", GROUP),
        ("Los mató el Frente 10 en la selva.", "es", "Frente 10", GROUP),
        ("Vivía en la calle Torda con su madre.", "es", "Torda", PLACE),
        ("La compañía minera Lumbrela pagó la multa.", "es", "Lumbrela", COMPANY),
        ("Habló con la alcaldía de Medellín ayer.", "es", "alcaldía de Medellín", AGENCY),
        ("Los detuvo la policía federal el lunes.", "es", "policía federal", AGENCY),
        ("Ayer lo dijo el Congreso en un comunicado.", "es", "Congreso", AGENCY),
    ],
)
def test_the_words_beside_a_name_tell_its_type(
    text: str, language: str, name: str, type_: EntityType
) -> None:
    assert by_name(annotate(text, language=language))[name].type is type_


def test_the_guessed_members_of_a_list_are_what_the_firm_ones_are() -> None:
    found = by_name(annotate("Pasaron por Medellín, Quindola y Bogotá el lunes.", language="es"))
    assert found["Quindola"].type is PLACE


def test_what_an_office_is_about_is_nobodys_name() -> None:
    found = annotate(
        "Secretary of Security Rosa Quintanilla spoke.", "La ministra de Asuntos Raros habló."
    )
    assert set(by_name(found)) & {"Security", "Secretary of Security Rosa Quintanilla"} == set()
    assert by_name(found)["Rosa Quintanilla"].type is PERSON


def test_what_a_title_says_of_itself_is_left_out() -> None:
    found = by_name(annotate("Mexican Security Secretary Rosa Quintanilla said so."))
    assert found["Rosa Quintanilla"].type is PERSON
    assert "Mexican Security" not in found


def test_a_nickname_set_after_the_name_is_an_alias() -> None:
    found = by_name(annotate("Rosa Quintanilla, “La Torda” (August 2020)", "La Torda fled."))
    assert found["La Torda"] is found["Rosa Quintanilla"]


def test_a_part_of_a_group_known_by_a_name_is_not_the_group() -> None:
    found = by_name(annotate("A faction of the Lemon Cartel known as La Torda Negra did it."))
    assert found["La Torda Negra"] is not found["Lemon Cartel"]
    assert found["La Torda Negra"].type is GROUP


def test_the_alias_after_a_groups_name_is_its_leaders() -> None:
    text = "Murió el jefe del Cártel de Lumbrela, alias ‘Torda’, dijo la policía."
    found = by_name(annotate(text, language="es"))
    assert found["Torda"].type is PERSON
    assert found["Torda"] is not found["Cártel de Lumbrela"]


def test_a_bare_word_is_the_one_body_that_it_opens() -> None:
    found = by_name(
        annotate(
            "La Fiscalía Especial de Lumbrela investiga. Según la Fiscalía, huyó.", language="es"
        )
    )
    assert found["Fiscalía"] is found["Fiscalía Especial de Lumbrela"]


def test_a_second_surname_that_comes_later_is_the_same_person() -> None:
    found = by_name(
        annotate("Rosa Quintanilla salió. Quintanilla Torda dijo que no.", language="es")
    )
    assert found["Quintanilla Torda"] is found["Rosa Quintanilla"]


def test_a_town_of_the_gazetteer_has_its_country_when_the_article_tells_it() -> None:
    found = by_name(annotate("Vivía en Ojocaliente y en Mazatlán.", language="es"))
    assert found["Ojocaliente"].country == "MX"


@pytest.mark.parametrize(
    ("text", "is_firm"),
    [
        ("Vivía en el municipio de Ojocaliente.", True),
        ("Vivía en Ojocaliente, Zacatecas.", True),
        ("Tenía confianza en Ojocaliente.", False),
    ],
)
def test_only_a_region_or_a_noun_beside_it_makes_a_town_sure(text: str, is_firm: bool) -> None:
    town = by_name(annotate(text, language="es"))["Ojocaliente"]
    assert town.type is PLACE
    assert town.ground.is_firm is is_firm


def test_the_words_of_the_text_are_kept_as_an_alias_when_a_nickname_stands_inside() -> None:
    rosa = by_name(annotate("Rosa “La Torda” Quintanilla fled."))["Rosa Quintanilla"]
    assert "Rosa “La Torda” Quintanilla" in rosa.aliases
