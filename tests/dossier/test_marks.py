"""Places by path: exact where known, the nearest thing around otherwise."""

from detente.dossier.marks import Mark, Marks, dotted

TOP, KEY, VALUE, ITEM = (Mark("d.yaml", n, n) for n in (1, 2, 3, 4))


def marks() -> Marks:
    """Mark a key with its value, and one item of a list."""
    return Marks({("a",): KEY}, {(): TOP, ("a",): VALUE, ("a", 0): ITEM})


def test_a_key_and_its_value_stand_apart() -> None:
    """Each is found where it is."""
    assert marks().key(("a",)) == KEY
    assert marks().value(("a",)) == VALUE


def test_a_list_item_has_no_key() -> None:
    """Asked for its key, the item itself is pointed at."""
    assert marks().key(("a", 0)) == ITEM


def test_what_is_missing_is_sought_around_it() -> None:
    """The nearest enclosing key, and in the end the whole file, stands in."""
    assert marks().value(("a", "b", "c")) == KEY
    assert marks().value(("x", "y")) == TOP
    assert Marks().key(("a",)) is None


def test_a_copy_is_independent() -> None:
    """Marking a copy leaves the original as it was."""
    original = marks()
    copied = original.copy()
    copied.keys["b",] = ITEM
    del copied.values["a",]
    assert original == marks()


def test_transplanted_data_keep_their_places() -> None:
    """Everything below the moved value goes with it; what has no place is passed over."""
    source = Marks({("set", "x", "k"): KEY}, {("set", "x"): VALUE, ("set", "x", "k", 1): ITEM, ("z",): TOP})
    here = Marks()
    here.transplant({"k": [1, 2], "unmarked": 3}, ("set", "x"), ("stakes", "us"), source)
    assert here.keys == {("stakes", "us", "k"): KEY}
    assert here.values == {("stakes", "us"): VALUE, ("stakes", "us", "k", 1): ITEM}


def test_a_path_is_written_with_dots() -> None:
    """List positions are numbers from 0, and the whole file is nothing."""
    assert dotted(("ratification", "us", 0, "needs")) == "ratification.us.0.needs"
    assert dotted(()) == ""
