"""Spanish frames of saying, each in a sentence of its own: who, with which word, how. Every
name here is invented."""

from __future__ import annotations

import pytest

from annotating.claiming import read, speaker
from annotating.writing import annotate

NOBODY = "-"

FRAMES = [
    (
        "La banda extorsionó a veinte personas, según reveló un informe publicado por la Fiscalía.",
        [("un informe", "reveló", "alleges")],
    ),
    (
        "El puerto quedó cerrado, según informó la Policía Nacional.",
        [("Policía Nacional", "informó", "asserts")],
    ),
    (
        "Según explicó Rosa Quintanilla, el puerto quedó cerrado.",
        [("Rosa Quintanilla", "explicó", "asserts")],
    ),
    (
        "Tal como denunció Rosa Quintanilla, los policías torturaron a dos jóvenes.",
        [("Rosa Quintanilla", "denunció", "alleges")],
    ),
    (
        "En palabras de Rosa Quintanilla, la ciudad vive con miedo.",
        [("Rosa Quintanilla", "En palabras de", "asserts")],
    ),
    (
        "A juicio del fiscal Tomás Rebolledo, el alcalde encubrió a los sicarios.",
        [("Tomás Rebolledo", "A juicio del", "alleges")],
    ),
    ("Trascendió que el alcalde huyó a Panamá.", [("-", "Trascendió", "asserts")]),
    ("Se informó que hubo tres detenidos.", [("-", "informó", "asserts")]),
    ("Se presume que el autor huyó a Panamá.", [("-", "presume", "speculates")]),
    ("Se sospecha que el alcalde cobraba cuotas.", [("-", "sospecha", "speculates")]),
    ("El detenido habría ordenado el asesinato de dos jueces.", [("-", "habría", "alleges")]),
    ("La banda tendría nexos con funcionarios del puerto.", [("-", "tendría", "alleges")]),
    (
        "El gobernador Tomás Rebolledo exigió a la Fiscalía que investigue a los policías.",
        [("Tomás Rebolledo", "exigió", "urges")],
    ),
    (
        "La alcaldesa Rosa Quintanilla llamó a la población a denunciar las extorsiones.",
        [("Rosa Quintanilla", "llamó", "urges")],
    ),
    (
        "Rosa Quintanilla hizo un llamado a las autoridades para que protejan a los testigos.",
        [("Rosa Quintanilla", "hizo", "urges")],
    ),
    (
        "Rosa Quintanilla presentó una denuncia contra el alcalde por desvío de recursos.",
        [("Rosa Quintanilla", "denuncia", "alleges")],
    ),
    (
        "El alcalde Tomás Rebolledo negó tener vínculos con la banda.",
        [("Tomás Rebolledo", "negó", "denies")],
    ),
    (
        "El alcalde Tomás Rebolledo rechazó las acusaciones en su contra.",
        [("Tomás Rebolledo", "rechazó", "denies")],
    ),
    (
        "El alcalde Tomás Rebolledo desmintió que haya huido.",
        [("Tomás Rebolledo", "desmintió", "denies")],
    ),
    (
        "El alcalde Tomás Rebolledo dijo que no conoce a los detenidos.",
        [("Tomás Rebolledo", "dijo", "asserts")],
    ),
    (
        "El alcalde Tomás Rebolledo aseguró que nunca recibió sobornos.",
        [("Tomás Rebolledo", "aseguró", "denies")],
    ),
    (
        "El alcalde Tomás Rebolledo admitió que la policía cometió errores.",
        [("Tomás Rebolledo", "admitió", "admits")],
    ),
    ("El alcalde Tomás Rebolledo se declaró inocente.", [("Tomás Rebolledo", "declaró", "denies")]),
    ("El sicario se declaró culpable de tres homicidios.", [("El sicario", "declaró", "admits")]),
    ("El grupo se adjudicó el atentado contra el cuartel.", [("El grupo", "adjudicó", "admits")]),
    (
        "Las autoridades le atribuyen al grupo el atentado contra el cuartel.",
        [("Las autoridades", "atribuyen", "alleges")],
    ),
    ("Al grupo se le atribuyen doce homicidios.", [("-", "atribuyen", "alleges")]),
    ("Tomás Rebolledo, acusado de lavar dinero, fue detenido ayer.", [("-", "acusado", "alleges")]),
    (
        "Tomás Rebolledo, señalado como jefe de la banda, fue detenido ayer.",
        [("-", "señalado", "alleges")],
    ),
    (
        "Tomás Rebolledo, señalado por la Fiscalía de lavar dinero, fue detenido ayer.",
        [("Fiscalía", "señalado", "alleges")],
    ),
    (
        "La fiscal Rosa Quintanilla dijo que Tomás Rebolledo había negado los cargos.",
        [("Rosa Quintanilla", "dijo", "asserts"), ("Tomás Rebolledo", "negado", "denies")],
    ),
    (
        "La fiscal Rosa Quintanilla señaló que, según un testigo, el alcalde recibió dinero.",
        [("Rosa Quintanilla", "señaló", "asserts"), ("un testigo", "según", "asserts")],
    ),
    (
        "El ministro Tomás Rebolledo advirtió que la violencia podría aumentar.",
        [("Tomás Rebolledo", "advirtió", "speculates")],
    ),
    (
        "El ministro Tomás Rebolledo sostuvo que es necesario reforzar la frontera.",
        [("Tomás Rebolledo", "sostuvo", "urges")],
    ),
    (
        "El ministro Tomás Rebolledo dijo que hay que reforzar la frontera.",
        [("Tomás Rebolledo", "dijo", "urges")],
    ),
    (
        "“Exigimos justicia para nuestros hijos”, dijo Rosa Quintanilla.",
        [("Rosa Quintanilla", "dijo", "urges")],
    ),
    (
        "“Rechazamos las acusaciones del gobierno”, afirmó Rosa Quintanilla.",
        [("Rosa Quintanilla", "afirmó", "denies")],
    ),
    (
        "La acusación de que el alcalde cobraba cuotas indignó a los vecinos.",
        [("-", "acusación", "alleges")],
    ),
    ("El rumor de que el alcalde huyó recorrió la ciudad.", [("-", "rumor", "speculates")]),
    (
        "Testigos relataron que hombres armados dispararon contra el bar.",
        [("Testigos", "relataron", "asserts")],
    ),
    (
        "Los vecinos aseguran que la policía golpeó a los jóvenes.",
        [("Los vecinos", "aseguran", "alleges")],
    ),
    (
        "El informe concluye que el ejército ejecutó a doce civiles.",
        [("El informe", "concluye", "asserts")],
    ),
    (
        "Fuentes de inteligencia indicaron que el capo se esconde en la sierra.",
        [("Fuentes de inteligencia", "indicaron", "asserts")],
    ),
    ("La Fiscalía investiga si el alcalde recibió dinero.", []),
    ("El juez ordenó la captura del alcalde.", []),
    (
        "Tomás Rebolledo confirmó la muerte de tres soldados.",
        [("Tomás Rebolledo", "confirmó", "asserts")],
    ),
    (
        "Tomás Rebolledo lamentó la muerte de tres soldados.",
        [("Tomás Rebolledo", "lamentó", "asserts")],
    ),
    (
        "De acuerdo con la Fiscalía, los detenidos operaban una red de trata.",
        [("Fiscalía", "De acuerdo con", "alleges")],
    ),
    ("La Fiscalía acusó a Tomás Rebolledo de lavar dinero.", [("Fiscalía", "acusó", "alleges")]),
    ("La Fiscalía imputó cargos a Tomás Rebolledo.", []),
    (
        "El gobernador prometió más policías y pidió paciencia.",
        [("El gobernador", "prometió", "asserts"), ("El gobernador", "pidió", "urges")],
    ),
    (
        "En un comunicado, la empresa informó que suspendió sus operaciones.",
        [("la empresa", "informó", "asserts")],
    ),
    (
        "A través de su cuenta de Twitter, Rosa Quintanilla denunció amenazas de muerte.",
        [("Rosa Quintanilla", "denunció", "alleges")],
    ),
    (
        "Rosa Quintanilla, presidenta del colectivo, quien busca a su hijo desde 2015, pidió a la "
        "Fiscalía que no cierre el caso.",
        [("Rosa Quintanilla", "pidió", "urges")],
    ),
    ("Para la Fiscalía, el caso está cerrado.", [("Fiscalía", "Para", "asserts")]),
    ("No se descarta que haya más detenidos.", [("-", "descarta", "speculates")]),
    ("El vocero no descartó que haya más detenidos.", [("El vocero", "no descartó", "speculates")]),
    ("La Policía prevé que lleguen más refuerzos.", [("Policía", "prevé", "speculates")]),
    (
        "El gobierno estima que la banda tiene cien miembros.",
        [("El gobierno", "estima", "speculates")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), FRAMES, ids=[text[:40] for text, _ in FRAMES])
def test_a_spanish_frame_gives_its_speaker_and_stance(
    text: str, wanted: list[tuple[str, str, str]]
) -> None:
    found = annotate(text, language="es")
    given = [(speaker(found, c) or NOBODY, c.cue, str(c.stance)) for c in found.claims]
    assert len(given) == len(wanted), given
    for (who, cue, stance), (name, word, how) in zip(given, wanted, strict=True):
        assert name.lower() in who.lower()
        assert word.lower() in cue.lower()
        assert stance == how


# --- who is meant across sentences ---------------------------------------------


def names(*paragraphs: str) -> list[str | None]:
    return [who for who, _, _ in read(*paragraphs, language="es")]


@pytest.mark.parametrize("again", ["El mandatario", "El gobernador", "El gobernante"])
def test_words_that_are_used_for_a_role_mean_its_bearer(again: str) -> None:
    found = names(
        "El gobernador de Arenales, Tomás Rebolledo, recibió ayer a la alcaldesa Rosa Quintanilla.",
        f"{again} dijo que habrá más policías.",
    )
    assert found == ["Tomás Rebolledo"]


def test_an_official_with_an_indefinite_article_is_nobody_named() -> None:
    assert names(
        "El director del puerto, Tomás Rebolledo, llegó ayer.",
        "Según un funcionario, el puerto abrirá mañana.",
    ) == ["un funcionario"]


def test_of_two_who_bear_a_role_the_body_tells_who_is_meant() -> None:
    assert names(
        "El titular de la Secretaría de Seguridad, Tomás Rebolledo, y el titular de la "
        "Secretaría de Salud, Luis Aranda, recorrieron el puerto.",
        "El titular de la Secretaría de Salud precisó que no hay heridos.",
    ) == ["Luis Aranda"]


def test_a_verb_between_commas_has_the_speaker_of_the_sentence_before() -> None:
    assert names(
        "Rosa Quintanilla dijo que el puerto está cerrado.",
        "Los barcos, aseguró, saldrán mañana.",
    ) == ["Rosa Quintanilla", "Rosa Quintanilla"]


def test_the_number_of_a_verb_without_subject_chooses_among_those_who_spoke() -> None:
    found = names(
        "Rosa Quintanilla dijo que el puerto está cerrado.",
        "Los pescadores denunciaron que nadie les avisó.",
        "Agregó que abrirá el lunes.",
    )
    assert found[-1] == "Rosa Quintanilla"


def test_what_is_coordinated_with_the_reporting_verb_is_no_part_of_what_is_said() -> None:
    found = read(
        "El ministro Tomás Rebolledo informó que los soldados saldrán mañana y pidió calma a "
        "los vecinos.",
        language="es",
    )
    assert [(who, cue) for who, cue, _ in found] == [
        ("Tomás Rebolledo", "informó"),
        ("Tomás Rebolledo", "pidió"),
    ]
    assert "calma" not in found[0][2]


def test_a_document_in_which_something_is_said_speaks() -> None:
    assert names("En el informe se afirma que el puerto sigue cerrado.") == ["el informe"]


def test_an_unnamed_reader_of_a_fact_is_nobody() -> None:
    assert names("Se supo que el puerto sigue cerrado.") == [None]


def test_a_source_is_found_by_its_comma_where_the_parse_fails() -> None:
    found = read(
        "De acuerdo con la Fiscalía, Luis Aranda “presta servicios y protección a la banda, y es "
        "también responsable de cobrar cuotas”.",
        language="es",
    )
    assert found[0][0] == "Fiscalía"
    assert "presta servicios" in found[0][2]


# --- what is no claim ------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "La banda cuenta con sesenta hombres.",
        "El juez condenó a Tomás Rebolledo a veinte años.",
        "El juez negó la libertad a Tomás Rebolledo.",
        "Los detenidos fueron identificados como Tomás Rebolledo y Luis Aranda.",
        "Los agentes aseguraron a tres hombres armados.",
        "¿Cuántos jueces plantean que la ley cambie?",
        "El periodo señalado de 2010 a 2012 fue violento.",
        "La ley permite que la defensa solicite una audiencia.",
    ],
)
def test_other_senses_of_reporting_words_report_nothing(text: str) -> None:
    assert read(text, language="es") == []


# --- quotations -------------------------------------------------------------------


def test_a_curly_quotation_may_end_in_a_straight_mark() -> None:
    found = read(
        'Rosa Quintanilla habló. “El puerto está cerrado desde ayer", dijo. “Nadie avisó a '
        "los pescadores de la zona”, agregó.",
        language="es",
    )
    assert [cue for _, cue, _ in found] == ["dijo", "agregó"]
