"""Asking a store, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph

from paperlattice.query.catalogue import QueryError

__all__ = ["Answer", "Cell", "ask"]

Cell = pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode | pyoxigraph.Triple | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A table of terms; a cell is None where the variable is not bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def ask(store: pyoxigraph.Store, sparql: str) -> Answer:
    """Return a store's answer to a query; the default graph is the union of all graphs.

    SELECT gives its variables, ASK one column `answer`, CONSTRUCT and DESCRIBE the columns
    `subject`, `predicate`, `object`. Raises QueryError where the text is not valid SPARQL.
    """
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
