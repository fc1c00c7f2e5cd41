"""From a name to the sentence: search, panels, evidence."""

from __future__ import annotations

import pytest
from explorer_browser import Explorer
from selenium.webdriver.common.keys import Keys

from paperlattice.naming import entity_iri
from paperlattice.records import Assertion, Mention
from paperlattice.tables import Tables, records

pytestmark = pytest.mark.browser

NSD = "dataset/natural-scenes-dataset"


def _text(tables: Tables, paper: str) -> str:
    row = tables.papers[tables.papers.paper_id == paper].iloc[0]
    return f"{row.title}\n{row.abstract}"


def _facts(tables: Tables, **where: str) -> list[Assertion]:
    found = records(tables.assertions, Assertion)
    return [fact for fact in found if all(getattr(fact, k) == v for k, v in where.items())]


def _sentences(tables: Tables, fact: Assertion) -> list[str]:
    """Return the sentences behind an assertion, in the order of the text."""
    mentions = {m.mention_id: m for m in records(tables.mentions, Mention)}
    spans = sorted({(mentions[e].sentence_start, mentions[e].sentence_end) for e in fact.evidence})
    return [_text(tables, fact.paper_id)[start:end] for start, end in spans]


def test_a_dataset_is_found_by_its_abbreviation_and_says_its_sentence(explorer, tables: Tables):
    explorer.search("NSD", enter=False)
    naming = {fact.paper_id for fact in _facts(tables, entity_id=NSD)}
    assert explorer.options()[0].startswith("Natural Scenes Dataset")
    assert f"Dataset · {len(naming)} papers" in explorer.options()[0]
    explorer.press(Keys.ENTER)
    assert explorer.heading() == "Natural Scenes Dataset"
    shown = explorer.texts("#panel .with-sentence blockquote")
    facts = _facts(tables, entity_id=NSD)
    assert sorted(shown) == sorted(s for fact in facts for s in _sentences(tables, fact))
    assert len(explorer.all("#panel .with-sentence")) == len(facts)
    assert set(explorer.texts("#panel .with-sentence mark")) <= {"NSD", "Natural Scenes Dataset"}


@pytest.mark.parametrize(
    "query",
    ["nsd", "NATURAL SCENES", "natural-scenes dataset", "Natrual Scenes Dataset", "scenes"],
)
def test_search_forgives(explorer: Explorer, query: str):
    explorer.search(query, enter=False)
    assert any(option.startswith("Natural Scenes Dataset") for option in explorer.options()), query


def test_search_says_when_nothing_is_found(explorer: Explorer):
    explorer.search("zzzzqqqq", enter=False)
    assert explorer.options() == []
    assert "Nothing bears that name" in explorer.one("#hits").text


def test_search_finds_what_the_filters_hide_and_says_so(explorer: Explorer):
    explorer.open("#hide=Dataset")
    explorer.search("NSD", enter=False)
    assert "hidden by filters" in explorer.options()[0]


def test_arrows_choose_among_results(explorer: Explorer):
    explorer.search("contrastive", enter=False)
    second = explorer.options()[1]
    explorer.press(Keys.ARROW_DOWN, Keys.ENTER)
    assert second.startswith(explorer.heading())


def test_a_paper_shows_its_abstract_with_every_mention_marked(explorer: Explorer, tables: Tables):
    paper = tables.papers[tables.papers.title.str.startswith("MindEye2")].iloc[0]
    explorer.open(f"#item=paper%2F{paper.paper_id}")
    assert explorer.texts("#panel .abstract") == [paper.abstract]
    mentions = [m for m in records(tables.mentions, Mention) if m.paper_id == paper.paper_id]
    inside = [m for m in sorted(mentions, key=lambda m: m.start) if m.start > len(paper.title)]
    assert explorer.texts("#panel .abstract mark") == [m.text for m in inside]
    links = explorer.all("#panel .abstract a")
    assert [link.get_attribute("data-item") for link in links] == [m.entity_id for m in inside]
    said = explorer.one("#panel .facts").text
    assert "2024-03-17" in said
    assert "3 authors" in said
    assert explorer.one("#panel .facts a").get_attribute("href") == "https://example.org/paper"
    assert all(source in said for source in paper.sources)


def test_a_mention_leads_to_its_entity(explorer: Explorer, tables: Tables):
    paper = tables.papers[tables.papers.title.str.startswith("MindEye2")].iloc[0]
    explorer.open(f"#item=paper%2F{paper.paper_id}")
    explorer.click("#panel .abstract a[data-item='task/image-reconstruction']")
    assert explorer.heading() == "image reconstruction"
    assert "item=task/image-reconstruction" in explorer.view()


def test_a_paper_groups_what_it_says_by_predicate(explorer: Explorer, tables: Tables):
    paper = tables.papers[tables.papers.title.str.startswith("MindEye2")].iloc[0]
    explorer.open(f"#item=paper%2F{paper.paper_id}")
    facts = _facts(tables, paper_id=paper.paper_id)
    part = explorer.section("What it says")
    assert f"What it says {len(facts)}" in part.text
    groups = [h4.text for h4 in part.find_elements("css selector", "h4")]
    assert groups[0] == "introduces"
    assert set(groups) <= {"introduces", "evaluates on", "uses", "addresses", "studies", "reports"}


def test_a_paper_names_the_papers_like_it_and_what_is_shared(explorer: Explorer, tables: Tables):
    paper = tables.papers[tables.papers.title.str.startswith("NeuroPictor")].iloc[0]
    explorer.open(f"#item=paper%2F{paper.paper_id}")
    rows = tables.similarities
    of = rows[(rows.source == paper.paper_id) | (rows.target == paper.paper_id)]
    part = explorer.section("Most similar papers")
    assert f"Most similar papers {len(of)}" in part.text
    assert "shares" in part.text


def test_an_entity_says_its_names_place_and_identifiers(explorer: Explorer):
    explorer.open("#item=brain-region%2Fhippocampus")
    link = explorer.section("Identifiers").find_element("css selector", "a")
    assert link.get_attribute("href") == "http://purl.obolibrary.org/obo/UBERON_0002421"
    assert entity_iri("brain-region/hippocampus") in explorer.section("Identifiers").text
    explorer.open("#item=dataset%2Fnatural-scenes-dataset")
    assert explorer.one("#panel .aliases").text == "Also NSD"
    assert "7T fMRI of people" in explorer.one("#panel .definition").text
    explorer.open("#item=method%2Fdiffusion-model")
    explorer.section("Broader").find_element("css selector", "a").click()
    assert explorer.heading() == "generative model"
    assert "diffusion model" in explorer.section("Broader").text


def test_an_entity_draws_its_papers_by_year(explorer: Explorer, tables: Tables):
    explorer.open("#item=modality%2Felectroencephalography")
    naming = {fact.paper_id for fact in _facts(tables, entity_id="modality/electroencephalography")}
    dated = tables.papers[tables.papers.paper_id.isin(naming) & (tables.papers.published != "")]
    years = dated.published.str[:4].value_counts().sort_index()
    said = [bar.get_attribute("aria-label") for bar in explorer.all("#panel .years .bar")]
    drawn = [text for text in said if not text.endswith(": 0 papers")]
    plural = {1: "paper"}
    assert drawn == [f"{y}: {n} {plural.get(n, 'papers')}" for y, n in years.items()]


def test_an_entity_says_what_it_occurs_with_beyond_chance(explorer: Explorer, tables: Tables):
    explorer.open("#item=condition%2Fstress")
    stress = {fact.paper_id for fact in _facts(tables, entity_id="condition/stress")}
    task = {fact.paper_id for fact in _facts(tables, entity_id="task/emotion-recognition")}
    lift = len(stress & task) * len(tables.papers) / (len(stress) * len(task))
    part = explorer.section("Occurs with")
    assert "emotion recognition" in part.text
    assert f"{len(stress & task)} · ×{lift:.1f}" in part.text


def test_a_link_is_asked_why(explorer: Explorer, tables: Tables):
    fact = _facts(tables, entity_id="dataset/wesad")[0]
    explorer.open("#item=dataset%2Fwesad&around=dataset%2Fwesad")
    (ax, ay), (bx, by) = explorer.place("dataset/wesad"), explorer.place(f"paper/{fact.paper_id}")
    explorer.click_at((ax * 2 + bx) / 3, (ay * 2 + by) / 3)
    assert explorer.view().startswith("#link=")
    assert explorer.texts("#panel blockquote") == _sentences(tables, fact)
    grounds = explorer.one("#panel .grounds").text
    assert grounds.startswith(f"evaluates on · {fact.support} mention")
    assert f"rule: {fact.rule}" in grounds


def test_three_tasks_take_few_actions(explorer: Explorer, tables: Tables):
    explorer.search("NSD")
    assert explorer.all("#panel .with-sentence blockquote")

    explorer.open()
    explorer.search("MindEye2: Shared")
    explorer.click("#act-path")
    explorer.search("NeuroPictor: Ref")
    assert explorer.view().startswith("#path=paper/mindeye2")
    assert "ways between" in explorer.heading()
    joining = set(explorer.texts("#panel .hop a"))
    assert {"diffusion model", "Natural Scenes Dataset"} <= joining

    explorer.open()
    explorer.search("contrastive learning")
    explorer.run("document.getElementById('type-1-only').click()")
    explorer.click("#save-csv")
    rows = explorer.downloaded("paperlattice.csv").decode("utf-8-sig").splitlines()[1:]
    facts = _facts(tables, entity_id="method/contrastive-learning")
    papers = {fact.paper_id for fact in facts}
    expected = {
        fact.entity_id
        for fact in _facts(tables)
        if fact.paper_id in papers and fact.entity_id.startswith("modality/")
    }
    found = {row.split(",")[0] for row in rows}
    assert found - {"method/contrastive-learning"} == expected
