from careo.annotating.language.models import load_pipeline

TEXT = "The court sentenced Aurelio Tamboril to nine years, officials in Puerto Vado said."


def _read(bare: bool) -> list[tuple[str, str, int, str]]:
    doc = load_pipeline("en", bare=bare)(TEXT)
    return [(token.tag_, token.dep_, token.head.i, token.ent_type_) for token in doc]


def test_another_multiplier_of_matrices_reads_the_same() -> None:
    assert _read(bare=False) == _read(bare=True)


def test_ours_leaves_out_what_no_component_reads() -> None:
    assert set(load_pipeline("en").pipe_names) <= set(load_pipeline("en", bare=True).pipe_names)
