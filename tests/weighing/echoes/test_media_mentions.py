"""Who cited or republished us, when, and with what credit."""

from __future__ import annotations

from dataclasses import replace

from careo.weighing.echoes.finding import find_echoes
from careo.weighing.echoes.media_mentions import (
    MediaMention,
    MentionKind,
    media_mentions,
    outlet_reports,
)
from careo.weighing.echoes.texts import EchoText, Outlet
from weighing.echo_texts import GAZETTE, MONITOR, link, prose, text

PAGE = "https://harrow-gazette.example/ledger"
OURS = text("ours", prose(1), url=PAGE, published="2031-05-01", licence="CC BY 4.0")
HERALD = Outlet("herald", ("Salt Herald",))


def theirs(key: str, words: str, **known: object) -> EchoText:
    return replace(
        text(key, words, outlet=MONITOR, published="2031-05-04"),
        **known,  # type: ignore[arg-type]
    )


def mentions(*texts: EchoText) -> tuple[MediaMention, ...]:
    return media_mentions(GAZETTE, (OURS, *texts), find_echoes((OURS, *texts)))


def test_a_copy_is_a_republication_and_no_citation_beside() -> None:
    words = f"From the Harrow Gazette.\n\n{prose(1)}"
    (found,) = mentions(theirs("copy", words, links=(link(PAGE, 0),)))
    assert (found.outlet, found.of, found.kind) == ("monitor", "ours", MentionKind.REPUBLISHED)
    assert found.when == "2031-05-04"
    assert found.is_credited
    assert found.terms is not None
    assert found.terms.missing == ("byline", "link at the bottom", "licence")


def test_an_excerpt_owes_credit_and_no_republishing_terms() -> None:
    (found,) = mentions(theirs("part", f"{prose(1, 6)}\n\n{prose(2, 20)}"))
    assert found.kind is MentionKind.EXCERPTED
    assert not found.is_credited
    assert found.terms is None


def test_a_link_to_an_article_cites_that_article() -> None:
    words = f"As the Harrow Gazette found. {prose(2)}"
    citing = theirs("cite", words, links=(link(f"{PAGE}?utm_source=x", 3), link(PAGE, 9)))
    (found,) = mentions(citing)
    assert (found.kind, found.of) == (MentionKind.CITED, "ours")
    assert found.spans[0].of(words) == "Harrow Gazette"


def test_a_name_without_a_link_cites_the_outlet_alone() -> None:
    (found,) = mentions(theirs("cite", f"The Harrow Gazette asked first. {prose(2)}"))
    assert (found.kind, found.of) == (MentionKind.CITED, None)


def test_our_own_articles_and_strangers_are_no_mentions() -> None:
    own = text("own", f"The Harrow Gazette asks. {prose(3)}", links=(link(PAGE, 0),))
    assert mentions(own, theirs("other", prose(4))) == ()


def test_what_came_before_ours_copies_nothing_of_ours() -> None:
    assert mentions(theirs("copy", prose(1), published="2031-04-01")) == ()
    assert mentions(theirs("copy", prose(1), published=None)) == ()


def test_a_report_counts_by_kind_and_says_who_forgot_the_credit() -> None:
    texts = (
        theirs("copy", prose(1)),
        theirs("cite", f"The Harrow Gazette asked. {prose(2)}", published="2031-06-01"),
        theirs("far", f"The Harrow Gazette asked. {prose(5)}", outlet=HERALD),
    )
    monitor, herald = outlet_reports(mentions(*texts))
    assert (monitor.outlet, herald.outlet) == ("monitor", "herald")
    assert [one.article for one in monitor.mentions] == ["cite", "copy"]
    assert monitor.count(MentionKind.REPUBLISHED) == 1
    assert [one.article for one in monitor.uncredited] == ["copy"]
    assert monitor.terms_met == (0, 1)
    assert herald.terms_met == (0, 0)
