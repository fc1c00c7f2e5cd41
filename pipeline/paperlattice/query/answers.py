"""Asking a store, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph

from paperlattice.query.catalogue import QueryError

__all__ = ["Answer", "Cell", "ask", "refuse_service"]

Cell = pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode | pyoxigraph.Triple | None

# What may hold the word without being it: addresses, texts, comments, variables, prefixed names.
_TOKENS = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:[^"\\]|\\.|"(?!""))*"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | \#[^\r\n]* | [?$]\w+ | [\w-]*:[\w-]*""",
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A table of terms; a cell is None where the variable is not bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def ask(store: pyoxigraph.Store, sparql: str) -> Answer:
    """Return a store's answer to a query; the default graph is the union of all graphs.

    SELECT gives its variables, ASK one column `answer`, CONSTRUCT and DESCRIBE the columns
    `subject`, `predicate`, `object`. Raises QueryError where the text is not valid SPARQL, or
    would ask another server: nothing leaves this machine.
    """
    refuse_service(sparql)
    try:
        found = store.query(sparql, use_default_graph_as_union=True)
        if isinstance(found, pyoxigraph.QueryBoolean):
            truth = pyoxigraph.Literal(bool(found))
            return Answer(columns=("answer",), rows=((truth,),))
        if isinstance(found, pyoxigraph.QueryTriples):
            triples = sorted(((t.subject, t.predicate, t.object) for t in found), key=str)
            return Answer(columns=("subject", "predicate", "object"), rows=tuple(triples))
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns=columns, rows=tuple(tuple(solution) for solution in found))
    except SyntaxError as error:
        raise QueryError(
            f"not valid SPARQL: {error}", remedy="mend the query's text", place="query"
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(
            f"the query failed: {error}", remedy="ask for less, or mend the query"
        ) from error


def refuse_service(sparql: str) -> None:
    """Raise QueryError where a query would ask another server."""
    if _SERVICE.search(_TOKENS.sub(" ", sparql)):
        raise QueryError(
            "SERVICE would ask another server", remedy="ask this graph alone", place="query"
        )
