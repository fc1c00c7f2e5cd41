"""Answers as a table for people, as Markdown, CSV or SPARQL JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import pyoxigraph

from paperlattice.exporters.rdf.turtle import compact
from paperlattice.query.answers import Answer, Cell

__all__ = ["FORMATS", "as_csv", "as_json", "as_markdown", "as_table"]

_WIDEST = 72


def as_table(answer: Answer) -> str:
    """Return an answer as aligned columns; a long value is cut, IRIs are shortened."""
    rows = [[_cut(_readable(cell)) for cell in row] for row in answer.rows]
    widths = [
        max([len(column), *(len(row[index]) for row in rows)])
        for index, column in enumerate(answer.columns)
    ]
    lines = [list(answer.columns), ["-" * width for width in widths], *rows]
    table = "".join(
        "  ".join(value.ljust(width) for value, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )
    return f"{table}{_total(answer)}\n"


def as_markdown(answer: Answer) -> str:
    """Return an answer as a Markdown table; what would be read as markup is escaped."""
    head = ["| " + " | ".join(answer.columns) + " |", "|" + " --- |" * len(answer.columns)]
    rows = [
        "| " + " | ".join(_markdown(_readable(cell)) for cell in row) + " |" for row in answer.rows
    ]
    return "\n".join([*head, *rows]) + "\n"


def as_csv(answer: Answer) -> str:
    """Return an answer as CSV, with a header and full IRIs, after the W3C's SPARQL results."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_value(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Return an answer as JSON, after the W3C's SPARQL results."""
    bindings = [
        {
            column: _json_term(cell)
            for column, cell in zip(answer.columns, row, strict=True)
            if cell is not None
        }
        for row in answer.rows
    ]
    document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
    "table": as_table,
}


def _value(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, pyoxigraph.Triple) else cell.value


def _readable(cell: Cell) -> str:
    if isinstance(cell, pyoxigraph.NamedNode):
        return compact(str(cell)).strip("<>")
    # Control characters of a hostile text must not reach a terminal.
    return "".join(
        " " if character.isspace() else character
        for character in _value(cell)
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _total(answer: Answer) -> str:
    return "1 row" if len(answer.rows) == 1 else f"{len(answer.rows)} rows"


def _markdown(text: str) -> str:
    for character in "\\|*_`[]~":
        text = text.replace(character, f"\\{character}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json_term(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, pyoxigraph.NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": cell.value}
    if not isinstance(cell, pyoxigraph.Literal):
        return {"type": "literal", "value": _value(cell)}
    term: dict[str, Any] = {"type": "literal", "value": cell.value}
    if cell.language:
        term["xml:lang"] = cell.language
    elif cell.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        term["datatype"] = cell.datatype.value
    return term
