"""The copied query, run on the store of the same build, gives what the view shows."""

from __future__ import annotations

from collections import Counter

import pyoxigraph
import pytest
from explorer_browser import Explorer
from explorer_facts import Facts
from explorer_store import store_of
from rdflib.plugins.sparql import prepareQuery

from paperlattice.naming import entity_iri, paper_iri, term_iri
from paperlattice.query.answers import ask

pytestmark = pytest.mark.browser

EEG = "modality/electroencephalography"
NSD = "dataset/natural-scenes-dataset"
SPOKEN = {"evaluatesOn": "evaluates on", "comparesWith": "compares with"}


@pytest.fixture(scope="module")
def store(corpus_page) -> pyoxigraph.Store:
    return store_of(corpus_page.tables)


def _query(explorer: Explorer) -> str:
    explorer.click("#exports summary")
    explorer.click("#copy-sparql")
    query = explorer.one("#offer-text").get_attribute("value")
    explorer.click("#offer .close")
    return query


def _found(store: pyoxigraph.Store, query: str) -> set[tuple[str, str, str]]:
    answer = ask(store, query)
    at = [answer.columns.index(name) for name in ("paper", "predicate", "entity")]
    return {tuple(row[column].value for column in at) for row in answer.rows}


def _rows(explorer: Explorer) -> set[tuple[str, str, str]]:
    """Return the links that the view lists, as the query would name them."""
    names = {SPOKEN.get(name, name): name for name in explorer.data()["predicates"]}
    explorer.run("location.hash = `${location.hash}${location.hash ? '&' : ''}view=links`")
    explorer.wait(lambda: explorer.all("#table table.links"))
    return {
        (
            paper_iri(row["paper_id"]),
            term_iri(names[row["predicate"]]),
            entity_iri(row["entity_id"]),
        )
        for row in explorer.rows()
    }


@pytest.mark.parametrize(
    "view",
    [
        "",
        "#hide=Method+Concept&years=2023-2024&support=2",
        "#sources={source}&communities=1&without=mentions",
        f"#out={EEG}&communities=0+2",
        f"#item={EEG}&hide=Modality",
        f"#item={EEG}&around={EEG}",
        f"#item={EEG}&around={EEG}&hide=Modality&years=2024-2025",
        f"#item={NSD}&around={NSD}&hide=Paper+Method",
        f"#path={EEG}+{NSD}&without=mentions",
        f"#compare={EEG}+modality/image&support=2",
        "#compare=paper/{mind}+paper/{neuro}",
        f"#link=paper/{{captioning}}+{NSD}&support=8",
    ],
)
def test_it_gives_what_the_view_shows(
    corpus: Explorer, facts: Facts, store: pyoxigraph.Store, view: str
):
    corpus.open(
        view.format(
            source=corpus.data()["sources"][0],
            mind=facts.paper_like("MindEye2"),
            neuro=facts.paper_like("NeuroPictor"),
            captioning=facts.paper_like("Brain Captioning"),
        )
    )
    query = _query(corpus)
    prepareQuery(query)
    found = _found(store, query)
    assert found
    assert found == _rows(corpus)


def test_it_restates_every_filter(corpus: Explorer, facts: Facts, store: pyoxigraph.Store):
    communities = {
        row.item_id: row.community
        for row in facts.tables.placements.itertuples()
        if row.kind == "paper"
    }
    passing = [
        fact
        for fact in facts.assertions
        if facts.entities[fact.entity_id].type != "Method"
        and fact.support >= 2
        and 0 < facts.year(fact.paper_id) <= 2025
        and fact.predicate != "mentions"
    ]
    # The source and the community that most of these facts are of.
    (source, community), _ = Counter(
        (source, communities[fact.paper_id])
        for fact in passing
        for source in facts.papers[fact.paper_id].sources
    ).most_common(1)[0]
    corpus.open(
        f"#hide=Method&support=2&sources={source}&communities={community}&years=-2025"
        "&without=mentions"
    )
    wanted = {
        (paper_iri(fact.paper_id), term_iri(fact.predicate), entity_iri(fact.entity_id))
        for fact in passing
        if source in facts.papers[fact.paper_id].sources and communities[fact.paper_id] == community
    }
    assert wanted
    assert _found(store, _query(corpus)) == wanted
