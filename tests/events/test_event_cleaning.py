"""Lines of any list made alike."""

from __future__ import annotations

from detente.events.event_chunks import Chunk
from detente.events.event_cleaning import Cleaner
from detente.events.event_formats import EVENT_FORMATS
from detente.events.event_layout import Layout
from detente.events.event_rejections import Rejections


def cleaner(delimiter: str = ",", *, header: bool = False, width: int = 3) -> Cleaner:
    """Make a cleaner for lines of three fields, all used."""
    layout = Layout(
        format=EVENT_FORMATS["plain"],
        delimiter=delimiter,
        quoted=delimiter == ",",
        header=header,
        width=width,
        fewest=width,
        roles={"date": 0, "source": 1, "target": 2},
        scheme="score",
    )
    return Cleaner(layout=layout, file="f", rejections=Rejections())


def cleaned(content: bytes, made: Cleaner, first: int = 1) -> tuple[bytes, list[int]]:
    """Give the lines and numbers that are left."""
    found = made.clean(Chunk(content=content, first=first))
    return found.content, found.numbers.tolist()


def test_marks_headers_and_carriage_returns_go() -> None:
    """Byte order mark, header, empty lines and carriage returns go; tabs in fields are blanks."""
    content = b"\xef\xbb\xbfx,y,z\r\n\r\na,b\tb,c\r\nd,e\rf,g\r\n"
    made = cleaner(header=True)
    assert cleaned(content, made) == (b"a\tb b\tc\nd\te f\tg\n", [3, 4])
    assert made.rows == 2


def test_the_header_is_only_in_the_first_chunk() -> None:
    """Later chunks have no header."""
    assert cleaned(b"a,b,c\n", cleaner(header=True), first=9) == (b"a\tb\tc\n", [9])


def test_bad_lines_are_counted_with_their_numbers() -> None:
    """Each bad line is counted once, for its own reason."""
    made = cleaner("\t")
    content = b"a\tb\tc\na\tb\na\t\0\tc\n" + b"x" * (1 << 21) + b"\na\tb\tc\td\n"
    assert cleaned(content, made) == (b"a\tb\tc\n", [1])
    assert made.rejections.counts == {"long line": 1, "nul": 1, "fields": 2}
    assert made.rejections.examples["nul"] == ["f:3: a \\0 c"]
    assert made.rejections.examples["fields"] == ["f:2: a b", "f:5: a b c d"]
    assert made.rows == 4


def test_latin_lines_are_read_one_by_one() -> None:
    """A line that is no UTF-8 does not spoil those that are."""
    made = cleaner("\t")
    content = "é\tb\tc\n".encode() + "é\tb\tc\n".encode("latin-1")
    assert cleaned(content, made) == ("é\tb\tc\né\tb\tc\n".encode(), [1, 2])
    assert made.latin == 1


def test_rows_over_the_ends_of_chunks() -> None:
    """A row in quotation marks that two chunks share is whole and has its first line's number."""
    made = cleaner()
    assert cleaned(b'a,"b\n', made) == (b"", [])
    assert cleaned(b'b",c\nd,e,f\n', made, first=2) == (b"a\tb b\tc\nd\te\tf\n", [1, 3])
    assert (len(made.rest()), made.rows) == (0, 2)


def test_an_open_row_at_the_end_is_counted() -> None:
    """What is left open at the end of the file is a counted rejection."""
    made = cleaner()
    cleaned(b'a,"b,c\n', made)
    assert (len(made.rest()), made.rejections.counts, made.rows) == (0, {"quotes": 1}, 1)
