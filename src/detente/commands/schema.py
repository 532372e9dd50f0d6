"""``detente schema``: the format of a dossier as a JSON Schema."""

from __future__ import annotations

import json

import click

from detente.dossier.json_schema import json_schema

__all__ = ["print_schema"]


def print_schema() -> None:
    """Print the schema as JSON in UTF-8."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    click.echo(text.encode("utf-8"), nl=False)
