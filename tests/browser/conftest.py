"""The explorer in headless Chromium: the page, the browser, and what a reader does with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from explorer_browser import Explorer, find_browser, start_browser

from explorer_data import explorer_tables
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
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    binary, driver = find_browser()
    if not (binary and driver):
        pytest.skip("no Chromium with chromedriver found: the browser tests are skipped")
    started = start_browser(binary, driver, tmp_path_factory.mktemp("chromium"))
    yield started
    started.quit()


@pytest.fixture
def explorer(browser: object, explorer_page: ExplorerPage) -> Iterator[Explorer]:
    opened = Explorer(browser, explorer_page.path)
    opened.open()
    yield opened
    errors = opened.console_errors()
    assert not errors, errors


@pytest.fixture
def tables(explorer_page: ExplorerPage) -> Tables:
    return explorer_page.tables
