"""Block files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from tests.bundles.kept_runs import arrays_of

from detente.bundles import blocks
from detente.bundles.blocks import DamagedBlockError, digest_of, file_name, pack, unpack
from detente.bundles.kept_cell import KeptCell
from detente.errors import RunError, TooLargeError

CELL = KeptCell(name="base/ü.judge", stage="judge", job="base/ü", start=64, count=64, digest="")

ARRAYS = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1, max_size=8),
    hnp.arrays(
        st.one_of(
            hnp.integer_dtypes(), hnp.floating_dtypes(), hnp.boolean_dtypes(), hnp.unicode_string_dtypes()
        ),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    ),
    max_size=4,
)


def packed(arrays: dict[str, NDArray[Any]]) -> bytes:
    """A block of these arrays."""
    return pack(replace(CELL, digest=digest_of(arrays)), arrays)


@settings(deadline=None, max_examples=40)
@given(ARRAYS)
def test_there_and_back(arrays: dict[str, NDArray[Any]]) -> None:
    """Every plain array comes back to the byte, with type and shape, and so does the cell."""
    cell, found = unpack(packed(arrays))
    assert cell == replace(CELL, digest=digest_of(arrays))
    assert list(found) == sorted(arrays)
    for name, array in arrays.items():
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert found[name].tobytes() == array.tobytes()


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_flipped_bit_or_a_cut_is_noticed(data: st.DataObject) -> None:
    """What is believed is what was written: any damage is found, or does not touch the arrays."""
    whole = packed(arrays_of(0))
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    for content in (bytes(changed), whole[:at]):
        try:
            cell, found = unpack(content)
        except DamagedBlockError:
            continue
        assert digest_of(found) == digest_of(arrays_of(0)) == cell.digest


@settings(deadline=None, max_examples=30)
@given(st.binary(max_size=200))
def test_anything_else_is_damaged(content: bytes) -> None:
    """No bytes make it fail in another way."""
    with pytest.raises(DamagedBlockError):
        unpack(content)


def test_the_same_arrays_give_the_same_bytes() -> None:
    """Order of names and order in memory do not matter."""
    one = {"a": np.arange(6).reshape(2, 3), "b": np.ones(2)}
    other = {"b": np.ones(4)[::2], "a": np.asfortranarray(one["a"])}
    assert digest_of(one) == digest_of(other)
    assert packed(one) == packed(dict(reversed(one.items())))


@pytest.mark.parametrize(
    "other",
    [
        {"b": np.array([1, 2])},
        {"a": np.array([1, 2], np.int32)},
        {"a": np.array([[1, 2]])},
        {"a": np.array([1, 3])},
        {"a": np.array([1, 2]), "b": np.array([])},
        {},
    ],
)
def test_digests_tell_arrays_apart(other: dict[str, NDArray[Any]]) -> None:
    """By name, type, shape, content and number."""
    assert digest_of({"a": np.array([1, 2])}) != digest_of(other)


def test_numpy_opens_it() -> None:
    """Without pickles."""
    with np.load(io.BytesIO(packed(arrays_of(0))), allow_pickle=False) as found:
        assert found["passed"].tobytes() == arrays_of(0)["passed"].tobytes()


def test_objects_are_refused() -> None:
    """Only plain arrays are kept."""
    with pytest.raises(RunError, match="'a' of a cell holds Python objects"):
        digest_of({"a": np.array([None])})


def test_a_name_that_is_taken() -> None:
    """The block's own member cannot be overwritten."""
    with pytest.raises(RunError, match="that name is taken"):
        packed({"__cell__": np.ones(1)})


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """No block grows past its bound."""
    monkeypatch.setattr(blocks, "MAX_BYTES", 2**10)
    with pytest.raises(TooLargeError, match="of arrays"):
        packed({"a": np.ones(200)})


def test_a_block_that_would_unfold_is_refused() -> None:
    """A compressed member, or a shape larger than its bytes, asks for no memory."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"\0" * 10_000)
    with pytest.raises(DamagedBlockError, match="compressed"):
        unpack(stream.getvalue())
    array, huge = io.BytesIO(), io.BytesIO()
    np.lib.format.write_array_header_1_0(array, {"descr": "<f8", "fortran_order": False, "shape": (10**15,)})
    with zipfile.ZipFile(huge, "w") as archive:
        archive.writestr("a.npy", array.getvalue())
    with pytest.raises(DamagedBlockError, match="not as long as it says"):
        unpack(huge.getvalue())


def test_file_names() -> None:
    """Any name gives a plain file name of its own, at most as long as file systems take."""
    names = ["a", "A b", "../../x", ".", "..", "a/b", "a\\b", "a:b", "ü", "x" * 400, "x" * 401, "a%2Fb", ""]
    files = [file_name(name) for name in names]
    assert len(set(files)) == len(names)
    assert all(len(file) < 200 and "/" not in file and "\\" not in file for file in files)
    assert all(not file.startswith(".") for file in files if file != ".npz")
