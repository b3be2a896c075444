"""What is sent to the terminal: as little as shows the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from mlops_path.tui.widgets.line_painter import joined

STYLES = st.sampled_from(
    [
        None,
        Style(color="red"),
        Style(color="green", bold=True),
        Style(color="red", bgcolor="blue"),
        Style(color="green", bgcolor="blue"),
        Style(color="red", underline=True),
        Style(color="red", reverse=True),
        Style(color="red", link="https://a.example"),
        Style(color="red") + Style.from_meta({"@click": "app.bell"}),
        Style(color="red") + Style.from_meta({"offset": (0, 0)}),
    ]
)
SEGMENTS = st.lists(st.tuples(st.text("ab 漢", min_size=1, max_size=4), STYLES), max_size=8)


def seen(strip: Strip) -> list[tuple[str, object, object, object]]:
    """Of each character what shows of it; of a blank only what is beneath and through it."""
    found: list[tuple[str, object, object, object]] = []
    for text, style, _ in strip:
        for c in text:
            lines = style and (style.underline, style.reverse, style.link, style.meta.get("@click"))
            over = (style.color, style.bold) if style and c != " " else None
            found.append((c, style and style.bgcolor, lines if lines and any(lines) else None, over))
    return found


@given(SEGMENTS)
def test_pieces_that_look_the_same_are_sent_as_one(segments: list[tuple[str, Style | None]]) -> None:
    strip = Strip([Segment(text, style) for text, style in segments])
    whole = joined(strip)

    assert seen(whole) == seen(strip)
    assert whole.cell_length == strip.cell_length
    assert all(one.style != other.style for one, other in zip(whole, [*whole][1:], strict=False))


def test_blanks_take_the_colour_of_what_stands_beside_them() -> None:
    red, green = Style(color="red"), Style(color="green")
    pieces = [
        Segment("  ", green),
        Segment("Jib", red),
        Segment(" ", green),
        Segment("  ", red),
        Segment("Boom", green),
    ]

    assert [(segment.text, segment.style) for segment in joined(Strip(pieces))] == [("  Jib   ", red), ("Boom", green)]
