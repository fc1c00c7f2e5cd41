"""The corpus' panels: what a paper and an entity are, and the sentences that say so."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from explorer_facts import Facts

from paperlattice.naming import entity_iri

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("title", ["MindEye2", "NeuroPictor"])
def test_a_paper_shows_its_text_with_every_mention_marked(corpus: Explorer, facts: Facts, title):
    paper = facts.papers[facts.paper_like(title)]
    corpus.open(f"#item=paper/{paper.paper_id}")
    assert corpus.heading() == paper.title
    assert corpus.texts("#panel .abstract") == [paper.abstract]
    own = sorted(
        (m for m in facts.mentions.values() if m.paper_id == paper.paper_id and m.entity_id),
        key=lambda m: m.start,
    )
    inside = [m for m in own if m.start > len(paper.title)]
    marks = corpus.run(
        "return [...document.querySelectorAll('#panel .abstract a.item')].map((a) =>"
        " [a.textContent, a.dataset.item, a.querySelector('mark').className])"
    )
    kinds = {m.mention_id: f"type-{facts.entities[m.entity_id].type.lower()}" for m in inside}
    assert marks == [[m.text, m.entity_id, kinds[m.mention_id]] for m in inside]
    assert corpus.texts("#panel h2 mark") == [m.text for m in own if m.end <= len(paper.title)]


def test_a_paper_says_when_who_where_and_from_which_pages(corpus: Explorer, facts: Facts):
    dated = [p for p in facts.papers.values() if p.published_precision == "day" and p.n_authors]
    paper = dated[0]
    corpus.open(f"#item=paper/{paper.paper_id}")
    said = corpus.texts("#panel .facts")[0]
    assert paper.published in said
    assert f"{paper.n_authors:.0f} author" in said
    assert all(source in said for source in paper.sources)
    inferred = next(p for p in facts.papers.values() if p.published_precision == "inferred-year")
    corpus.open(f"#item=paper/{inferred.paper_id}")
    assert f"{inferred.published} (year inferred)" in corpus.texts("#panel .facts")[0]


def test_a_paper_groups_what_it_says_by_predicate(corpus: Explorer, facts: Facts):
    key = f"paper/{facts.paper_like('MindEye2')}"
    corpus.open(f"#item={key}")
    own = facts.of(key)
    part = corpus.section("What it says")
    groups = corpus.run(
        "return Object.fromEntries([...arguments[0].querySelectorAll('.group')].map((g) =>"
        " [g.querySelector('h4').textContent,"
        " [...g.querySelectorAll('li.line > a.item')].map((a) => a.dataset.item)]))",
        part,
    )
    spoken = {"evaluatesOn": "evaluates on", "comparesWith": "compares with"}
    wanted: dict[str, set[str]] = {}
    for fact in own:
        wanted.setdefault(spoken.get(fact.predicate, fact.predicate), set()).add(fact.entity_id)
    assert {name: set(items) for name, items in groups.items()} == wanted


def test_a_paper_names_those_like_it_and_what_they_share(corpus: Explorer, facts: Facts):
    paper = facts.paper_like("MindEye2")
    corpus.open(f"#item=paper/{paper}")
    rows = facts.tables.similarities
    own = rows[(rows.source == paper) | (rows.target == paper)]
    best = own.sort_values("weight", ascending=False).iloc[0]
    other = best.target if best.source == paper else best.source
    part = corpus.section("Most similar papers")
    assert f"Most similar papers {len(own)}" in part.text
    lines = part.find_elements("css selector", "li.line")
    first = lines[0].find_element("css selector", "a.item")
    assert first.get_attribute("data-item") == f"paper/{other}"
    for shared in best.shared[:3]:
        assert facts.entities[shared].label in lines[0].text


@pytest.mark.parametrize("kind", ["Dataset", "Modality", "BrainRegion"])
def test_an_entity_shows_its_papers_by_predicate_each_with_its_sentence(
    corpus: Explorer, facts: Facts, kind: str
):
    key = facts.most_named(kind)
    entity = facts.entities[key]
    corpus.open(f"#item={key}")
    assert corpus.heading() == entity.label
    said = corpus.texts("#panel .facts")[0]
    assert entity.definition in said
    assert all(alias in said for alias in entity.alt_labels[:8])
    corpus.run("document.querySelectorAll('#panel button.more').forEach((b) => b.click())")
    part = corpus.section("Papers")
    assert corpus.texts_in(part, "h3 .count") == [f" {len(facts.links[key])}"]
    shown = corpus.run(
        "return [...arguments[0].querySelectorAll('li.with-sentence')].map((li) =>"
        " [li.querySelector('a.item').dataset.item,"
        " li.querySelector('blockquote').textContent,"
        " [...li.querySelectorAll(':scope > blockquote mark')].map((m) => m.textContent)])",
        part,
    )
    own = facts.of(key)
    assert sorted((item, said) for item, said, _ in shown) == sorted(
        (f"paper/{fact.paper_id}", facts.sentences(fact)[0]) for fact in own
    )
    marks = {(f"paper/{f.paper_id}", f.predicate): facts.marks(f) for f in own}
    every = set().union(*marks.values())
    assert all(words and set(words) <= every for _, _, words in shown)


def test_an_entity_says_where_it_stands_and_one_can_walk_there(corpus: Explorer, facts: Facts):
    key = next(e.entity_id for e in facts.entities.values() if e.broader and e.n_papers > 5)
    corpus.open(f"#item={key}")
    part = corpus.section("Broader and narrower")
    above = facts.entities[key].broader
    below = {e.entity_id for e in facts.entities.values() if key in e.broader}
    corpus.run("document.querySelectorAll('#panel button.more').forEach((b) => b.click())")
    assert corpus.linked_in(part) == {*above, *below} & facts.entities.keys()
    part.find_element("css selector", f"a[data-item='{above[0]}']").click()
    assert corpus.heading() == facts.entities[above[0]].label
    assert entity_iri(above[0]) in corpus.section("Identifiers").text


def test_an_entity_draws_its_papers_by_year(corpus: Explorer, facts: Facts):
    key = facts.most_named("Modality")
    corpus.open(f"#item={key}")
    years = [year for link in facts.links[key] if (year := facts.year(link[6:]))]
    drawn = [bar.get_attribute("aria-label") for bar in corpus.all("#panel .years .bar")]
    for label in drawn:
        year, said = label.split(": ")
        assert int(said.split()[0]) == years.count(int(year)), label


def test_an_entity_says_what_it_occurs_with_beyond_chance(corpus: Explorer, facts: Facts):
    key = facts.most_named("Modality")
    corpus.open(f"#item={key}")
    together = facts.together(key)
    corpus.run("document.querySelectorAll('#panel button.more').forEach((b) => b.click())")
    part = corpus.section("Occurs with")
    assert corpus.linked_in(part) == {other for other, papers in together.items() if papers > 1}
    for other, said in corpus.run(
        "return [...arguments[0].querySelectorAll('li.line')].map((li) =>"
        " [li.querySelector('a.item').dataset.item, li.querySelector('button').textContent])",
        part,
    )[:20]:
        expected = len(facts.links[key]) * len(facts.links[other]) / len(facts.papers)
        papers, lift = said.split(" · ×")
        assert int(papers) == together[other]
        assert float(lift) == pytest.approx(together[other] / expected, abs=0.051)
