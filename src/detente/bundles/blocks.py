"""Block files: the arrays of one cell in the ``.npz`` form, each a witness to its own content.

A block carries, besides its arrays, a member ``__cell__`` with the cell's name, stage, job and
draws and the digest of the arrays, so that a lost ledger can be rebuilt from the blocks. The same
cell gives the same bytes. ``numpy.load(path, allow_pickle=False)`` opens one.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from detente.bundles.kept_cell import KeptCell
from detente.errors import RunError, TooLargeError

__all__ = ["MAX_BYTES", "Arrays", "DamagedBlockError", "digest_of", "file_name", "pack", "unpack"]

Arrays = dict[str, NDArray[Any]]

#: No block is larger: a summary of 64 draws is far below.
MAX_BYTES = 256 * 2**20
ABOUT = "__cell__"
SUFFIX = ".npz"
LONGEST_NAME, NAME_KEPT = 180, 140


class DamagedBlockError(Exception):
    """A block file that is not what was written; says what is wrong with it."""


def file_name(cell: str) -> str:
    """Return the file name of a cell's block: the cell's name, with what no file may bear escaped.

    Examples
    --------
    >>> file_name("base.judge.00000064-0064"), file_name("../a b")
    ('base.judge.00000064-0064.npz', '%2E.%2Fa%20b.npz')
    """
    safe = quote(cell, safe="+,=@")
    if safe.startswith("."):
        safe = f"%2E{safe[1:]}"
    if len(safe) > LONGEST_NAME:
        safe = f"{safe[:NAME_KEPT]}-{hashlib.sha256(cell.encode()).hexdigest()[:16]}"
    return safe + SUFFIX


def digest_of(arrays: Mapping[str, NDArray[Any]]) -> str:
    """Hash named arrays: SHA-256 over name, type, shape and bytes of each, in the order of names.

    Parameters
    ----------
    arrays : mapping of str to array
        Of any shape, in any order in memory; no Python objects.

    Returns
    -------
    str
        64 hexadecimal digits; those of nothing for no arrays. Values that compare equal but have
        other bytes (0.0 and -0.0, or int32 and int64) have other digests.

    Raises
    ------
    RunError
        For an array of Python objects.
    """
    whole = hashlib.sha256()
    for name in sorted(arrays):
        array = _plain(name, arrays[name])
        head = json.dumps([name, npy.dtype_to_descr(array.dtype), list(array.shape)])
        whole.update(head.encode() + b"\n")
        whole.update(array.tobytes(order="C"))
    return whole.hexdigest()


def _plain(name: str, array: Any) -> NDArray[Any]:
    found = np.asarray(array)
    if found.dtype.hasobject:
        raise RunError(f"the array {name!r} of a cell holds Python objects; only numbers and text are kept")
    return found


def pack(cell: KeptCell, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the content of a block file.

    Parameters
    ----------
    cell : KeptCell
        Whose ``digest`` is that of the arrays.
    arrays : mapping of str to array
        None of the name ``__cell__``.

    Raises
    ------
    RunError
        For arrays of Python objects.
    TooLargeError
        For more than :data:`MAX_BYTES`.
    """
    if ABOUT in arrays:
        raise RunError(f"an array of a cell may not be named {ABOUT!r}; that name is taken")
    size = sum(np.asarray(array).nbytes for array in arrays.values())
    if size > MAX_BYTES // 2:
        raise TooLargeError(
            f"cell {cell.name} has {size / 2**20:.0f} MB of arrays; {MAX_BYTES // 2**21} MB are kept at most"
        )
    about = np.frombuffer(_about(cell), np.uint8)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, array in sorted({**arrays, ABOUT: about}.items()):
            # A ZipInfo of its own has a fixed date, so that the same arrays give the same bytes.
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w") as member:
                npy.write_array(member, _plain(name, array), allow_pickle=False)
    return stream.getvalue()


def _about(cell: KeptCell) -> bytes:
    about = {
        "name": cell.name,
        "stage": cell.stage,
        "job": cell.job,
        "start": cell.start,
        "count": cell.count,
        "digest": cell.digest,
    }
    return json.dumps(about, ensure_ascii=False, sort_keys=True).encode()


def unpack(content: bytes) -> tuple[KeptCell, Arrays]:
    """Read a block back and check it against its own digest.

    Nothing of a block is ever evaluated, and no more memory is used than its own size.

    Returns
    -------
    KeptCell, dict of str to array
        The cell without time and worker.

    Raises
    ------
    DamagedBlockError
        For anything but an undamaged block, with what is wrong.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if any(member.compress_type != zipfile.ZIP_STORED for member in members):
                raise DamagedBlockError("it is compressed, which no block is")
            arrays = {
                member.filename.removesuffix(".npy"): _array(archive.read(member)) for member in members
            }
        cell = KeptCell(**json.loads(arrays.pop(ABOUT).tobytes()))
        digest = digest_of(arrays)
    except DamagedBlockError:
        raise
    # Each stage of reading has errors of its own; none of them matters but that it failed.
    except Exception as error:
        raise DamagedBlockError("it is cut short or changed, and cannot be read") from error
    if digest != cell.digest:
        raise DamagedBlockError("its arrays do not fit the digest it carries")
    return cell, arrays


def _array(content: bytes) -> NDArray[Any]:
    """Read one array; its size is compared with the file's before memory is asked for."""
    stream = io.BytesIO(content)
    version = npy.read_magic(stream)
    header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, is_fortran, dtype = header(stream)
    start = stream.tell()
    if dtype.hasobject or math.prod(shape) * dtype.itemsize != len(content) - start:
        raise DamagedBlockError("an array of it is not as long as it says")
    kept: NDArray[Any] = np.ndarray(shape, dtype, content, start, order="F" if is_fortran else "C")
    return kept.copy(order="K")
