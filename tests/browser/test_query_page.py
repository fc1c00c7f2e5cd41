"""The query page in headless Chromium: an example is chosen, run, and leads into the explorer."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import rdf_data
import serve_data

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    directory = rdf_data.write(tmp_path_factory.mktemp("place") / "output")
    (directory / "explorer.html").write_text("<!doctype html><title>explorer</title>")
    with serve_data.running(directory) as found:
        yield found


@pytest.fixture
def page(browser, address):
    browser.get(f"{address}/query")
    wait(browser, lambda: Select(browser.find_element(By.ID, "example")).options)
    browser.get_log("browser")
    return browser


def wait(browser, condition):
    WebDriverWait(browser, 20).until(lambda _: condition())


def run(page, sparql):
    text = page.find_element(By.ID, "text")
    page.execute_script("arguments[0].value = arguments[1]", text, sparql)
    text.send_keys(Keys.CONTROL, Keys.ENTER)
    wait(page, lambda: page.find_element(By.ID, "status").text not in {"", "Asking…"})
    return page.find_element(By.ID, "status").text


def test_an_example_runs_and_its_rows_link_into_the_explorer(page, address):
    Select(page.find_element(By.ID, "example")).select_by_value("most-named")
    assert "VALUES" in page.find_element(By.ID, "text").get_property("value")
    page.find_element(By.CSS_SELECTOR, "button").click()
    wait(page, lambda: page.find_elements(By.CSS_SELECTOR, "tbody tr"))
    assert page.find_element(By.ID, "status").text.startswith("1 row in ")
    link = page.find_element(By.CSS_SELECTOR, "tbody a")
    link.click()
    assert page.current_url == f"{address}/#item=dataset%2Fnatural-scenes-dataset"


def test_hostile_text_is_shown_as_text(page):
    status = run(
        page,
        "SELECT ?title WHERE { ?s <http://purl.org/dc/terms/title> ?title "
        'FILTER (CONTAINS(?title, "<b>")) }',
    )
    assert status.startswith("1 row")
    cell = page.find_element(By.CSS_SELECTOR, "tbody td")
    assert "<b>|x|</b>" in cell.text
    assert not cell.find_elements(By.CSS_SELECTOR, "*")
    assert page.get_log("browser") == []


def test_a_graph_is_shown_as_turtle_and_a_truth_as_a_word(page):
    run(page, "DESCRIBE <https://w3id.org/paperlattice/method/gan>")
    assert "generative adversarial network" in page.find_element(By.CSS_SELECTOR, "pre").text
    assert run(page, "ASK {}").startswith("Answered")
    assert page.find_element(By.CSS_SELECTOR, "pre").text == "true"


def test_a_fault_is_told(page):
    assert "not valid SPARQL" in run(page, "SELECT")
    assert "wrong" in page.find_element(By.ID, "status").get_attribute("class")
