"""The explorer's data: columns that say the same as the tables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from explorer_data import ASTRAL_TITLE, explorer_tables
from paperlattice.exporters.explorer.arrangement import arrange
from paperlattice.exporters.explorer.items import Items, read_items
from paperlattice.exporters.explorer.overview import MOST_ENTITIES, overview
from paperlattice.exporters.explorer.payload import payload, short_label, utf16
from paperlattice.records import Paper
from paperlattice.tables import Tables, frame, records


def _payload(tables: Tables) -> tuple[Items, dict]:
    items = read_items(tables)
    shown = overview(items)
    return items, payload(tables, items, arrange(items, shown).tolist())


def _utf16_slice(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le")


def test_mentions_point_at_their_text_in_utf16_units():
    items, data = _payload(explorer_tables())
    first = 0
    rows = data["mentions"]
    texts = []
    for paper, count in zip(items.papers, rows["count"], strict=True):
        for row in range(first, first + count):
            end = rows["start"][row] + rows["length"][row]
            texts.append(_utf16_slice(paper.text, rows["start"][row], end))
        first += count
    assert texts == [mention.text for mention in items.mentions]
    assert any(paper.title == ASTRAL_TITLE for paper in items.papers)


def test_sentences_are_those_of_the_mentions():
    items, data = _payload(explorer_tables())
    texts = {paper.paper_id: paper.text for paper in items.papers}
    first_mention, first_sentence = 0, 0
    for paper, mentions, sentences in zip(
        items.papers, data["mentions"]["count"], data["sentences"]["count"], strict=True
    ):
        for row in range(first_mention, first_mention + mentions):
            mention = items.mentions[row]
            at = first_sentence + data["mentions"]["sentence"][row]
            shown = _utf16_slice(
                paper.text, data["sentences"]["start"][at], data["sentences"]["end"][at]
            )
            expected = texts[mention.paper_id][mention.sentence_start : mention.sentence_end]
            assert shown == expected
        first_mention += mentions
        first_sentence += sentences


def test_assertions_keep_their_evidence():
    items, data = _payload(explorer_tables())
    rows = data["assertions"]
    first_of_paper = {}
    for row, mention in enumerate(items.mentions):
        first_of_paper.setdefault(mention.paper_id, row)
    for row, assertion in enumerate(items.assertions):
        evidence = {
            items.mentions[first_of_paper[assertion.paper_id] + at].mention_id
            for at in rows["evidence"][row]
        }
        assert evidence == set(assertion.evidence)
        assert data["predicates"][rows["predicate"][row]] == assertion.predicate
        entity = items.entities[rows["entity"][row] - len(items.papers)]
        assert entity.entity_id == assertion.entity_id


def test_what_is_missing_stays_missing():
    items, data = _payload(explorer_tables())
    known = [paper.n_authors for paper in items.papers]
    assert data["papers"]["authors"] == known
    assert None in known


def test_dois_and_arxiv_ids_are_web_addresses_and_counts_are_numbers():
    tables = explorer_tables()
    known = replace(
        records(tables.papers, Paper)[0],
        authors=("<b>Ada</b>", "\u202eB"),
        doi="10.1234/<script>",
        arxiv_id="2406.04328",
        venue="NeurIPS",
        n_citations=3,
    )
    rest = records(tables.papers, Paper)[1:]
    _, data = _payload(replace(tables, papers=frame("papers", [known, *rest])))
    row = data["papers"]["id"].index(known.paper_id)
    other = data["papers"]["id"].index(rest[0].paper_id)
    assert data["papers"]["names"][row] == ["<b>Ada</b>", "\u202eB"]
    assert data["papers"]["doi"][row] == "https://doi.org/10.1234/%3Cscript%3E"
    assert data["papers"]["arxiv"][row] == "https://arxiv.org/abs/2406.04328"
    assert data["papers"]["venue"][row] == "NeurIPS"
    assert (data["papers"]["citations"][row], data["papers"]["upvotes"][row]) == (3, None)
    assert (data["papers"]["doi"][other], data["papers"]["names"][other]) == ("", [])


def test_shuffled_tables_give_the_same_data():
    tables = explorer_tables()
    shuffled = Tables(**{name: table.iloc[::-1] for name, table in tables.items()})
    assert _payload(tables)[1] == _payload(shuffled)[1]


def test_the_overview_leaves_out_what_joins_nothing():
    items = read_items(explorer_tables())
    shown = overview(items)
    linked = items.links_of()
    entities = [item for item in shown.items if item >= len(items.papers)]
    assert entities
    assert all(len(linked[item]) > 1 for item in entities)
    assert len(entities) <= MOST_ENTITIES
    assert set(shown.links) <= set(items.links)


def test_no_two_shown_marks_stand_on_one_spot():
    items = read_items(explorer_tables())
    shown = overview(items)
    places = [tuple(place) for place in arrange(items, shown)[shown.items].tolist()]
    assert len(set(places)) == len(places)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_utf16_offsets_count_units(text: str):
    offsets = utf16(text) or list(range(len(text) + 1))
    assert len(offsets) == len(text) + 1
    for position, offset in enumerate(offsets):
        assert offset == len(text[:position].encode("utf-16-le")) // 2


def test_a_long_label_gives_way_to_its_abbreviation():
    assert short_label("Natural Scenes Dataset for vision", ["NSD", "scenes"]) == "NSD"
    assert short_label("image", ["IMG"]) == "image"
    assert short_label("a label without any abbreviation", ["Other"]).startswith("a label")
