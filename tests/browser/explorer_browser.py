"""A headless Chromium, and an explorer opened in it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

Found = TypeVar("Found")

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_DATA: dict[str, dict[str, Any]] = {}

KEEP_NETWORK = """
let held;
Object.defineProperty(window, "vis", {
  get: () => held,
  set: (value) => {
    held = value;
    let kept;
    Object.defineProperty(value, "Network", {
      enumerable: true,
      get: () => kept,
      set: (Network) => {
        kept = class extends Network {
          constructor(...given) { super(...given); window.testNetwork = this; }
        };
      },
    });
  },
});
"""
"""Lets a test ask where on the screen the map draws an item."""


def find_browser() -> tuple[str | None, str | None]:
    """Return the paths of Chromium and its driver, None for what is not there."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    binary = next((found for name in names if (found := shutil.which(name))), None)
    return binary, shutil.which("chromedriver")


def start_browser(binary: str, driver: str, folder: Path) -> webdriver.Chrome:
    """Start a browser with a profile of its own; downloads go to `folder / "downloads"`."""
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in [*FLAGS, f"--user-data-dir={folder / 'profile'}", "--window-size=1400,900"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    downloads = folder / "downloads"
    downloads.mkdir()
    started.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)}
    )
    started.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": KEEP_NETWORK})
    started.downloads = downloads
    return started


class Explorer:
    """The page as a reader uses it."""

    def __init__(self, browser: webdriver.Chrome, path: Path) -> None:
        self.browser = browser
        self.address = path.as_uri()

    def open(self, view: str = "", size: tuple[int, int] = (1400, 900)) -> None:
        """Load the page afresh at a view."""
        self.resize(*size)
        self.browser.get("about:blank")
        self.browser.get_log("browser")
        self.browser.get_log("performance")
        self.browser.get(self.address + view)
        self.wait(lambda: self.run("return performance.getEntriesByName('first-picture').length"))

    def resize(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def run(self, script: str, *given: Any) -> Any:
        return self.browser.execute_script(script, *given)

    def wait(self, ready: Callable[[], Found], seconds: float = 30.0) -> Found:
        """Return what `ready` returns once that is true."""
        end = time.monotonic() + seconds
        while True:
            found = ready()
            if found or time.monotonic() > end:
                assert found, f"waited {seconds} s in vain"
                return found
            time.sleep(0.02)

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """Return the text content of elements, shown or not."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
            selector,
        )

    def click(self, selector: str) -> None:
        self.one(selector).click()

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def press_shift(self, key: str) -> None:
        """Press a key with Shift held."""
        shifted = ActionChains(self.browser)
        shifted.key_down(Keys.SHIFT).send_keys(key).key_up(Keys.SHIFT).perform()

    def type(self, text: str) -> None:
        """Type into the search field, as its key `/` lets one do at once."""
        self.press("/", text)

    def search(self, query: str, *, enter: bool = True) -> None:
        field = self.one("#search")
        field.clear()
        field.send_keys(query)
        if enter:
            field.send_keys(Keys.ENTER)

    def options(self) -> list[str]:
        """Return the search results as read out."""
        return [" ".join(text.split()) for text in self.texts("#hits [role=option]")]

    def heading(self) -> str:
        return self.texts("#panel h2")[0]

    def view(self) -> str:
        return self.run("return decodeURIComponent(location.hash)")

    def section(self, title: str) -> WebElement:
        """Return the panel's section under a heading that starts with a title."""
        return self.run(
            "return [...document.querySelectorAll('#panel section')]"
            ".find((s) => s.querySelector('h3').textContent.startsWith(arguments[0]))",
            title,
        )

    def data(self) -> dict[str, Any]:
        """Return what the page holds; it never changes, so it is asked for once."""
        if self.address not in _DATA:
            text = self.run("return document.getElementById('data').textContent")
            _DATA[self.address] = json.loads(text)
        return _DATA[self.address]

    def items(self) -> list[str]:
        """Return `paper/ID` or the entity's id of every item, by number."""
        data = self.data()
        return [*(f"paper/{paper}" for paper in data["papers"]["id"]), *data["entities"]["id"]]

    def item(self, key: str) -> int:
        """Return the number of an item."""
        return self.items().index(key)

    def places(self) -> dict[str, tuple[float, float]]:
        """Return where the map draws each item, in its frame."""
        return self.run(
            "const on = (p) => { const at = testNetwork.canvasToDOM(p); return [at.x, at.y]; };"
            "return Object.fromEntries(Object.entries(testNetwork.getPositions())"
            ".map(([id, p]) => [id, on(p)]))"
        )

    def drawn_labels(self) -> list[tuple[tuple[float, float, float, float], list[str]]]:
        """Return the box and the lines of every label that the map draws, read from its SVG."""
        self.run("document.getElementById('save-svg').click()")
        drawn = self.downloaded("paperlattice.svg").decode("utf-8")
        rows = self.run(
            "const box = document.createElement('div'); box.innerHTML = arguments[0];"
            "document.body.append(box);"
            "const rows = [...box.querySelectorAll('g.label')].map((g) => { const b = g.getBBox();"
            " return [[b.x, b.y + 2, b.x + b.width, b.y + b.height - 2],"
            " [...g.querySelectorAll('text')].map((t) => t.textContent)]; });"
            "box.remove(); return rows",
            drawn,
        )
        return [(tuple(box), lines) for box, lines in rows]

    def texts_in(self, element: WebElement, selector: str) -> list[str]:
        """Return the text content of what lies in an element."""
        return self.run(
            "return [...arguments[0].querySelectorAll(arguments[1])].map((e) => e.textContent)",
            element,
            selector,
        )

    def linked_in(self, element: WebElement) -> set[str]:
        """Return the items that a part of the panel lists."""
        return set(
            self.run(
                "return [...arguments[0].querySelectorAll('li.line > a.item')]"
                ".map((a) => a.dataset.item)",
                element,
            )
        )

    def place(self, key: str) -> tuple[float, float]:
        """Return where on the screen the map draws an item."""
        place = self.run(
            "const p = testNetwork.canvasToDOM(testNetwork.getPosition(arguments[0]));"
            "const r = document.getElementById('map').getBoundingClientRect();"
            "return [p.x + r.left, p.y + r.top]",
            self.item(key),
        )
        return place[0], place[1]

    def click_at(self, x: float, y: float, *, double: bool = False) -> None:
        """Click on the screen; a double click again where it came too slowly to be one."""
        self.run(
            "window.doubled = false;"
            "addEventListener('dblclick', () => { window.doubled = true; }, { once: true });"
        )
        pointer = ActionChains(self.browser)
        pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        pointer.w3c_actions.pointer_action.click()
        if double:
            pointer.w3c_actions.pointer_action.click()
        pointer.perform()
        for _ in range(3):
            if not double or self.run("return window.doubled"):
                return
            pointer.perform()

    def ask_at(self, x: float, y: float) -> None:
        """Click with the right button."""
        pointer = ActionChains(self.browser)
        pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        pointer.w3c_actions.pointer_action.context_click()
        pointer.perform()

    def point(self, selector: str) -> None:
        """Move the pointer to an element and click it, as one can who sees it only then."""
        ActionChains(self.browser).move_to_element(self.one(selector)).click().perform()

    def drag(self, start: str, end: str) -> None:
        """Press on one element and let go on another."""
        ActionChains(self.browser).drag_and_drop(self.one(start), self.one(end)).perform()

    def move_to(self, x: float, y: float) -> None:
        pointer = ActionChains(self.browser)
        pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        pointer.perform()

    def on_map(self) -> set[int]:
        """Return the items that vis-network holds."""
        return set(self.run("return testNetwork.body.data.nodes.getIds()"))

    def shown(self) -> set[str]:
        """Return `paper/ID` or the entity's id of what vis-network holds."""
        items = self.items()
        return {items[item] for item in self.on_map()}

    def listed(self) -> set[str]:
        """Return what the list links to."""
        links = "return [...document.querySelectorAll('#table a.item')].map((a) => a.dataset.item)"
        return set(self.run(links))

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of the CSV file that the page hands out."""
        self.click("#save-csv")
        text = self.downloaded("paperlattice.csv").decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def downloaded(self, name: str) -> bytes:
        """Return a file that the page has just handed out, and remove it."""
        path = self.browser.downloads / name
        self.wait(lambda: path.exists() and path.stat().st_size > 0)
        content = path.read_bytes()
        path.unlink()
        return content

    def console_errors(self) -> list[str]:
        return [e["message"] for e in self.browser.get_log("browser") if e["level"] != "INFO"]

    def requested(self) -> list[str]:
        """Return every address that the page has asked for, but for itself and what it made."""
        messages = [
            json.loads(e["message"])["message"] for e in self.browser.get_log("performance")
        ]
        addresses = [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
        own = (self.address, "data:", "blob:", "about:")
        return [address for address in addresses if not address.startswith(own)]
