"""The catalogue of queries: SPARQL files that say in their head what they answer.

A file opens with comment lines: `# title:`, `# comment:`, and a line a parameter, `# required
NAME: meaning` or `# optional NAME: meaning`. The text below is plain SPARQL that runs as it
stands: each parameter is a `VALUES ?NAME { value }` block, whose value is the default of an
optional parameter and the example of a required one. Binding replaces the value in each such
block. The block that looks a name up has a LIMIT that it never reaches: it tells an engine that
few entities come out, so that what follows is joined from there and not from the whole graph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paperlattice.errors import PaperLatticeError

__all__ = ["CATALOGUE", "Parameter", "Query", "QueryError", "bind", "catalogue", "find", "parse"]

CATALOGUE = Path(__file__).resolve().parents[1] / "queries"

_HEAD = re.compile(r"#\s*(title|comment|required|optional)\b\s*(\w*)\s*:\s*(\S.*)")
_VALUE = r'("(?:[^"\\\n]|\\.)*"|-?[0-9]+)'
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class QueryError(PaperLatticeError):
    """A query that does not exist, lacks a parameter, or is not valid SPARQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query may be asked with; `value` is the default, or the example if it is required."""

    name: str
    meaning: str
    value: str
    required: bool
    whole_number: bool

    @property
    def option(self) -> str:
        """Return the option of the command line."""
        return f"--{self.name.replace('_', '-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query of the catalogue; `text` runs as it stands, with the examples as its values."""

    name: str
    title: str
    comment: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def catalogue(folder: Path = CATALOGUE) -> Mapping[str, Query]:
    """Return the queries of a folder by name, in the order of their names.

    Raises QueryError where a file's head is incomplete.
    """
    paths = sorted(folder.glob("*.rq"))
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def find(name: str, folder: Path = CATALOGUE) -> Query:
    """Return the query of a name, or raise QueryError with the names that come near."""
    queries = catalogue(folder)
    if name in queries:
        return queries[name]
    words = set(name.lower().split("-"))
    near = [other for other in queries if words & set(other.split("-"))]
    hint = f"did you mean {', '.join(near)}?" if near else "`paperlattice query --list` shows all"
    raise QueryError(f"there is no query {name!r}", remedy=hint)


def parse(name: str, text: str) -> Query:
    """Return a query from its file's text, or raise QueryError naming what its head lacks."""
    heads: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        match = _HEAD.fullmatch(line.strip())
        if match is None:
            continue
        kind, parameter, value = match.groups()
        if kind in {"title", "comment"}:
            heads[kind] = f"{heads.get(kind, '')} {value}".strip()
        else:
            parameters.append(_parameter(name, text, parameter, value, required=kind == "required"))
    for kind in ("title", "comment"):
        if kind not in heads:
            raise QueryError(
                f"no {kind}", remedy=f"begin the file with `# {kind}: ...`", place=f"{name}.rq"
            )
    return Query(
        name=name,
        title=heads["title"],
        comment=heads["comment"],
        parameters=tuple(parameters),
        text=text,
    )


def bind(query: Query, values: Mapping[str, str]) -> str:
    """Return the SPARQL text of a query with values for its parameters.

    Texts are escaped: no value can change the query. Raises QueryError for a parameter that the
    query has not, that is required and not given, or that is no whole number where one is due.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            options = ", ".join(parameter.option for parameter in query.parameters) or "none"
            raise QueryError(
                f"{query.name} has no parameter {name!r}", remedy=f"its parameters: {options}"
            )
    text = query.text
    for parameter in query.parameters:
        if parameter.name in values:
            block = f"VALUES ?{parameter.name} {{ {_literal(parameter, values[parameter.name])} }}"
            text = block.join(_blocks(parameter.name).split(text)[::2])
        elif parameter.required:
            raise QueryError(
                f"{query.name} needs {parameter.option}",
                remedy=f'for example {parameter.option} "{parameter.value}"',
            )
    return text


def _parameter(query: str, text: str, name: str, meaning: str, *, required: bool) -> Parameter:
    blocks = {match[1] for match in _blocks(name).finditer(text)}
    if len(blocks) != 1:
        raise QueryError(
            f"parameter {name!r} has {len(blocks)} values",
            remedy=f"give it one value, in `VALUES ?{name} {{ ... }}`",
            place=f"{query}.rq",
        )
    value = blocks.pop()
    return Parameter(
        name=name,
        meaning=meaning,
        value=value.strip('"'),
        required=required,
        whole_number=not value.startswith('"'),
    )


def _blocks(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{re.escape(name)} \{{ {_VALUE} \}}")


def _literal(parameter: Parameter, value: str) -> str:
    if not parameter.whole_number:
        clean = value.encode("utf-8", "replace").decode("utf-8")
        return '"' + "".join(_ESCAPES.get(character, character) for character in clean) + '"'
    try:
        return str(int(value))
    except ValueError:
        raise QueryError(
            f"{parameter.option} is {value!r}, which is no whole number",
            remedy=f"for example {parameter.option} {parameter.value}",
        ) from None
