"""One written form for each DOI and arXiv id, and nothing else taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlattice.identifiers import arxiv_address, arxiv_id, doi, doi_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1038/S41586-020-2649-2", "10.1038/s41586-020-2649-2"),
        ("https://doi.org/10.1038%2Fs41586", "10.1038/s41586"),
        ("http://dx.doi.org/10.1000/a(1)", "10.1000/a(1)"),
        ("doi:10.1000/a.", "10.1000/a"),
        ("DOI: 10.1000/A", "10.1000/a"),
        ("10.1000/a b", ""),
        ("10.1000", ""),
        ("11.1000/a", ""),
        ('10.1000/"><script>', ""),
        ("see 10.1000/a", ""),
        ("10.1000/" + "a" * 600, ""),
        ("10.1000/\ud800", ""),
        ("", ""),
    ],
)
def test_a_doi_is_known_by_its_form(text: str, expected: str) -> None:
    assert doi(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2406.04328", "2406.04328"),
        ("2406.04328v12", "2406.04328"),
        ("arXiv:0704.0001v1", "0704.0001"),
        ("http://arxiv.org/abs/2406.04328v2", "2406.04328"),
        ("https://arxiv.org/pdf/2406.04328v2.pdf", "2406.04328"),
        ("https://www.arxiv.org/abs/hep-th/9901001?context=cs", "hep-th/9901001"),
        ("oai:arXiv.org:math/0309136", "math/0309136"),
        ("math.GT/0309136v1", "math/0309136"),
        ("https://doi.org/10.48550/arXiv.2406.04328", "2406.04328"),
        ("10.48550/arxiv.2406.04328", "2406.04328"),
        ("https://huggingface.co/papers/2406.04328", "2406.04328"),
        ("2406.043288", ""),
        ("24060.4328", ""),
        ("2406.04328 and more", ""),
        ("10.1000/a", ""),
        ("\u0662\u0664\u0660\u0666.04328", ""),
        ("", ""),
    ],
)
def test_an_arxiv_id_loses_version_and_subject_class(text: str, expected: str) -> None:
    assert arxiv_id(text) == expected


@given(st.text())
def test_any_text_gives_an_identifier_that_stays_itself_or_none(text: str) -> None:
    for read in (doi, arxiv_id):
        assert read(read(text)) == read(text)


@given(st.from_regex(r"10\.[0-9]{4}/[!-~]{1,20}", fullmatch=True))
def test_an_address_holds_nothing_that_ends_a_link(text: str) -> None:
    if found := doi(text):
        assert not set(doi_address(found)) & set("\"'<> ")
        assert doi(doi_address(found)) == found


def test_addresses() -> None:
    assert arxiv_address("math/0309136") == "https://arxiv.org/abs/math/0309136"
    assert doi_address("10.1000/a") == "https://doi.org/10.1000/a"
