from __future__ import annotations

from careo.reading.html_page import squeeze
from careo.reading.html_prune import Pruned, prune
from reading.pages import FIRST, SECOND, THIRD, page, parsed

HEADLINE = "<h1>Three clerks charged in the port of Valdemora</h1>"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def pruned(body: str) -> tuple[str, Pruned]:
    """The text left over and what was taken out."""
    found = parsed(page(body))
    taken = prune(found)
    return squeeze(" ".join(found.tree.itertext())), taken


def test_elements_named_like_furniture_are_taken_out_and_listed() -> None:
    left, taken = pruned(
        f'<article>{HEADLINE}{BODY}<div class="newsletter-box">Our letter</div></article>'
    )
    assert "Our letter" not in left
    assert taken.furniture == ["Our letter"]
    assert THIRD in left


def test_the_frame_of_the_body_stays_whatever_its_name() -> None:
    left, _ = pruned(f'<div class="social related banner">{BODY}</div>')
    assert left == f"{FIRST} {SECOND} {THIRD}"


def test_a_page_that_names_everything_like_furniture_is_left_alone() -> None:
    issue = "".join(
        f'<div class="newsletter"><div><p>{text}</p></div></div>' for text in (FIRST, SECOND, THIRD)
    )
    left, _ = pruned(issue)
    assert SECOND in left


def test_a_full_paragraph_stays_whatever_its_class() -> None:
    left, _ = pruned(f'{HEADLINE}{BODY}<p class="ad-after">{FIRST} And so it went on.</p>')
    assert left.endswith("And so it went on.")


def test_quoted_posts_in_a_social_wrapper_stay() -> None:
    left, _ = pruned(
        f'{BODY}<div class="social-embed"><blockquote>Said the mayor</blockquote></div>'
    )
    assert "Said the mayor" in left


def test_pictures_and_frames_are_noted_with_the_paragraph_before_them() -> None:
    _, taken = pruned(
        f'<p>{FIRST}</p><figure><img src="/a.jpg"><figcaption>A crane</figcaption></figure>'
        f'<p>{SECOND}</p><iframe src="https://video.example/1" title="Film"></iframe>'
    )
    image, embed = taken.insets
    assert (image.kind, image.url, image.text) == (
        "image",
        "https://courier.example/a.jpg",
        "A crane",
    )
    assert FIRST.startswith(image.after)
    assert (embed.kind, embed.text) == ("embed", "Film")
    assert SECOND.startswith(embed.after)


def test_icons_data_pictures_and_script_frames_are_no_insets() -> None:
    _, taken = pruned(
        f'{BODY}<img src="/dot.gif" width="1" height="1"><img src="data:image/gif;base64,x">'
        '<iframe src="javascript:x"></iframe>'
    )
    assert taken.insets == []


def test_text_behind_a_taken_element_stays() -> None:
    left, _ = pruned(f'{BODY}<div>before <span class="share-bar">share</span> after</div>')
    assert left.endswith("before after")


def test_a_form_around_the_whole_page_stays() -> None:
    left, _ = pruned(f"<form>{HEADLINE}{BODY}</form><form>search</form>")
    assert FIRST in left
    assert "search" not in left


def test_further_articles_with_their_own_headline_go() -> None:
    left, _ = pruned(
        f"<article>{HEADLINE}{BODY}</article><article><h1>A bridge falls</h1>{BODY}</article>"
    )
    assert "bridge" not in left
