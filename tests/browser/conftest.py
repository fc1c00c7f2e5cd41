"""The explorer in headless Chromium: the page, the browser, and what a reader does with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from explorer_browser import Explorer, find_browser, start_browser
from explorer_facts import Facts
from selenium import webdriver

from explorer_data import explorer_tables
from paperlattice.errors import ArtefactError
from paperlattice.exporters import tabular
from paperlattice.exporters.explorer import write_explorer
from paperlattice.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerPage:
    """An explorer's file and the tables that it was written from."""

    path: Path
    tables: Tables


@pytest.fixture(scope="session")
def explorer_page(tmp_path_factory: pytest.TempPathFactory) -> ExplorerPage:
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    tables = explorer_tables()
    write_explorer(tables, path)
    return ExplorerPage(path=path, tables=tables)


@pytest.fixture(scope="session")
def corpus_page(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> ExplorerPage:
    """The explorer of the project's corpus, written afresh from the tables in `output/`.

    Where those are not there, or have other columns than today's, the corpus is read anew.
    """
    path = tmp_path_factory.mktemp("corpus-explorer") / "explorer.html"
    try:
        tables = tabular.read(Path(__file__).resolve().parents[2] / "output")
    except ArtefactError:
        tables = tabular.read(request.getfixturevalue("corpus_output"))
    write_explorer(tables, path)
    return ExplorerPage(path=path, tables=tables)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    binary, driver = find_browser()
    if not (binary and driver):
        pytest.skip("no Chromium with chromedriver found: the browser tests are skipped")
    started = start_browser(binary, driver, tmp_path_factory.mktemp("chromium"))
    yield started
    started.quit()


def _opened(browser: webdriver.Chrome, page: ExplorerPage) -> Iterator[Explorer]:
    """Open a page, and after the test see that it has asked for nothing and met no error."""
    opened = Explorer(browser, page.path)
    opened.open()
    yield opened
    errors = opened.console_errors()
    assert not errors, errors
    assert opened.requested() == []


@pytest.fixture
def explorer(browser: webdriver.Chrome, explorer_page: ExplorerPage) -> Iterator[Explorer]:
    yield from _opened(browser, explorer_page)


@pytest.fixture
def corpus(browser: webdriver.Chrome, corpus_page: ExplorerPage) -> Iterator[Explorer]:
    yield from _opened(browser, corpus_page)


@pytest.fixture
def facts(corpus_page: ExplorerPage) -> Facts:
    return Facts(corpus_page.tables)


@pytest.fixture
def tables(explorer_page: ExplorerPage) -> Tables:
    return explorer_page.tables
