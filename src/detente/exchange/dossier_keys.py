"""Keys for a dossier made from names, and words and texts as YAML reads them back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["keys_of_names", "yaml_text", "yaml_word"]

#: Longest key that is made, in characters.
_LENGTH = 40
#: Words that a reader of YAML takes for something else.
_SPECIAL = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
_SAFE_WORD = re.compile(r"[a-z][a-z0-9-]*")
_SAFE_TEXT = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()'/%.-]*[A-Za-z0-9)%.])?")


def keys_of_names(names: Iterable[str], kind: str) -> dict[str, str]:
    """Make a key for each name.

    Parameters
    ----------
    names : iterable of str
        All different.
    kind : str
        ``issue``, ``option`` or ``party``: what a key is called, with its number, when nothing
        of the name can be part of it.

    Returns
    -------
    dict of name to key
        Small letters without accents, digits and hyphens; a name whose key is taken gets ``-2``,
        ``-3`` and so on.

    Examples
    --------
    >>> keys_of_names(["Réforme!", "reforme", "???"], "issue")
    {'Réforme!': 'reforme', 'reforme': 'reforme-2', '???': 'issue-3'}
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    copies: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        stem = _stem(name) or f"{kind}-{number}"
        key = stem
        while key in taken:
            copies[stem] = copies.get(stem, 1) + 1
            key = f"{stem}-{copies[stem]}"
        taken.add(key)
        keys[name] = key
    return keys


def _stem(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
    if len(stem) <= _LENGTH:
        return stem
    # No half words, unless the first word is too long itself.
    return stem[: _LENGTH + 1].rpartition("-")[0] or stem[:_LENGTH]


def yaml_word(key: str) -> str:
    """Write a key so that it stays a word: in quotes where it could be taken for a number or the like."""
    return key if _SAFE_WORD.fullmatch(key) and key not in _SPECIAL else json.dumps(key)


def yaml_text(text: str) -> str:
    """Write any text so that YAML reads it back, on one line and only in characters that can be seen.

    Half characters, which no file can hold, become question marks.
    """
    if _SAFE_TEXT.fullmatch(text) and text.casefold() not in _SPECIAL:
        return text
    whole = "".join("?" if "\ud800" <= c <= "\udfff" else c for c in text)
    quoted = json.dumps(whole, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
