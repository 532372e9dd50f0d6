"""Runs the blocks of a page, one after the other, as a reader would.

- ``python``: run in one namespace for the whole page; a session with ``>>>`` must print what it shows.
- ``console``: every ``$ detente ...`` is run; lines below it, if any, must be its output, with ``...``
  for whatever is left out.
- ``yaml``: beginning with ``# file: NAME`` it is written to that file, with ``# add to: NAME`` it is
  put at its end; otherwise it is a fragment, which must be valid when merged into the page's last file.
- ``sh``: every ``detente ...`` must be a command with options that exist; nothing is run.
- ``json``: must be JSON.
- ``text`` and directives in braces are not code.
"""

from __future__ import annotations

import doctest
import json
import re
import shlex
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from detente.cli import cli
from detente.dossier import load_text
from detente.dossier.yaml_text import read_yaml
from markdown_blocks import Block

__all__ = ["Page"]

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_FILE = re.compile(r"# (file|add to): (\S+)\n")


class Page:
    """A page being read: its names, its folder and its last dossier."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.dossier: dict[str, Any] = {}

    def run(self, block: Block) -> None:
        """Run one block; raise AssertionError where it does not do what it says."""
        if block.language.startswith("{") or block.language == "text":
            return
        step = {
            "python": self.python,
            "console": self.console,
            "sh": self.shell,
            "yaml": self.yaml,
            "json": self.json,
        }
        assert block.language in step, f"{self.where(block)}: nothing runs {block.language!r} blocks"
        step[block.language](block)

    def where(self, block: Block) -> str:
        """Name the block for a message."""
        return f"{self.name}:{block.line}"

    def python(self, block: Block) -> None:
        """Run code, or a session that shows its results."""
        if ">>>" not in block.text:
            exec(compile(block.text, self.where(block), "exec"), self.names)
            return
        session = doctest.DocTestParser().get_doctest(
            block.text, self.names, self.name, self.where(block), block.line - 1
        )
        said: list[str] = []
        failed = doctest.DocTestRunner(optionflags=OPTIONS).run(session, out=said.append, clear_globs=False)
        self.names.update(session.globs)
        assert not failed.failed, f"{self.where(block)}\n{''.join(said)}"

    def console(self, block: Block) -> None:
        """Run each command and compare what it prints with what the page shows."""
        commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        assert not commands[0].strip(), f"{self.where(block)}: a command begins with a dollar sign"
        for part in commands[1:]:
            command, _, shown = part.replace("\\\n", " ").partition("\n")
            printed = self.command(command, block)
            if shown.strip():
                matches = doctest.OutputChecker().check_output(shown, printed, OPTIONS)
                assert matches, f"{self.where(block)}: $ {command}\nshown:\n{shown}\nprinted:\n{printed}"

    def command(self, command: str, block: Block) -> str:
        """Run one command of the tool and return what it prints on either stream."""
        program, *arguments = shlex.split(command, comments=True)
        assert program == "detente", f"{self.where(block)}: only detente is run here, not {program!r}"
        result = CliRunner().invoke(cli, arguments, prog_name="detente")
        assert result.exit_code == block.exit_code, (
            f"{self.where(block)}: $ {command} returned {result.exit_code}\n{result.output}"
        )
        return result.output

    def shell(self, block: Block) -> None:
        """Parse each command of the tool without running it."""
        for line in block.text.splitlines():
            words = shlex.split(line.split("|")[0].split(">")[0], comments=True)
            if words[:1] == ["detente"]:
                context = click.Context(cli, info_name="detente")
                name, command, arguments = cli.resolve_command(context, words[1:])
                assert command is not None, f"{self.where(block)}: {line}"
                command.make_context(name, arguments, parent=context)

    def yaml(self, block: Block) -> None:
        """Write a file, or check a fragment."""
        data = read_yaml(block.text, file=self.where(block), prefix=()).data
        if named := _FILE.match(block.text):
            with (self.folder / named[2]).open("w" if named[1] == "file" else "a", encoding="utf-8") as file:
                file.write(block.text)
            self.dossier = _merged(self.dossier, data) if named[1] == "add to" else data
            return
        assert self.dossier, f"{self.where(block)}: a fragment needs a file above it"
        load_text(json.dumps(_merged(self.dossier, data)), file=self.where(block))

    def json(self, block: Block) -> None:
        """Check that it is JSON."""
        json.loads(block.text)


def _merged(base: Any, change: Any) -> Any:
    """Lay one mapping over another; anything but a mapping is replaced."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    return {**base, **{key: _merged(base.get(key), value) for key, value in change.items()}}
