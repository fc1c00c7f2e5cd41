"""A headless Chromium, and an explorer opened in it."""

from __future__ import annotations

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
        self.requests: list[str] = []

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

    def wait(self, ready: Callable[[], Found], seconds: float = 10.0) -> Found:
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
        return json.loads(self.run("return document.getElementById('data').textContent"))

    def item(self, key: str) -> int:
        """Return the item number of `paper/ID` or an entity's id."""
        data = self.data()
        papers = data["papers"]["id"]
        if key.startswith("paper/"):
            return papers.index(key.removeprefix("paper/"))
        return len(papers) + data["entities"]["id"].index(key)

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
        pointer = ActionChains(self.browser)
        pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        pointer.w3c_actions.pointer_action.click()
        if double:
            pointer.w3c_actions.pointer_action.click()
        pointer.perform()

    def move_to(self, x: float, y: float) -> None:
        pointer = ActionChains(self.browser)
        pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        pointer.perform()

    def on_map(self) -> set[int]:
        """Return the items that vis-network holds."""
        return set(self.run("return testNetwork.body.data.nodes.getIds()"))

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
