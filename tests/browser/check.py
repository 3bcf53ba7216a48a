"""The pages and the notebooks in a real browser: `python3 do.py browse [SITE]`, by default build/seeds/site.

Every page at 390 and 1280, light and dark: axe finds no violation, no text runs off, nothing is asked of anywhere. Every link
and place is there, every stop of the keyboard is reached and seen, search and print work. Then every notebook in JupyterLab:
its figures show before it is trusted, Run All ends without an error, and what is committed is as it was.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "seeds" / "site"
FETCHED = ROOT / "build" / ".browser"  # where do.py puts what drives a browser
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
WIDTHS, SCHEMES = (390, 1280), ("light", "dark")
STOPS = 2_000  # of the keyboard on a page, at most
SECONDS = 240  # for a notebook in JupyterLab
LINKS = """() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"""
PLACES = """() => [...document.querySelectorAll('[id]')].map(e => e.id)"""
BARE = """() => [...document.querySelectorAll('.said')]
  .filter(e => getComputedStyle(e).textDecorationLine !== 'underline').length"""
STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  if (at === document.body) return null;
  const all = window.stops = window.stops || new Map();
  const again = all.has(at); all.set(at, true);
  return {again, what: at.outerHTML.slice(0, 90), x: box.width,
          seen: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0,
          order: [...all.keys()].slice(-2)};
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], summary, button, input, [tabindex="0"]')]
  .filter(e => e.checkVisibility({contentVisibilityAuto: true}) && !e.disabled && !window.stops.has(e))
  .map(e => e.outerHTML.slice(0, 90))"""


def main(arguments: list[str]) -> int:
    """Check, tell each fault in a line, and count; 0 where there is none."""
    started = time.monotonic()
    site = Path(arguments[0]).resolve() if arguments else SITE
    if not (site / "index.html").is_file():
        print(f"{site}: no pages there; `python3 do.py run` writes them.")
        return 2
    sys.path.append(str(FETCHED))
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = launched(playwright.chromium)
        except Error:
            print("No browser: install Chromium or Chrome (on Debian: apt-get install chromium) and try again.")
            return 2
        faults = [*of_site(browser, site), *([] if arguments else of_notebooks(browser))]
        browser.close()
    print("\n".join(faults))
    print(f"{len(faults)} faults, in {time.monotonic() - started:.0f} s")
    return 1 if faults else 0


def launched(chromium: Any) -> Any:
    """A browser of this machine; where it has none, the one that playwright brings."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and not Path(chromium.executable_path).is_file():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    return chromium.launch(executable_path=path, args=["--no-sandbox"])


# --- the pages


def of_site(browser: Any, site: Path) -> Iterator[str]:
    """The faults of every page."""
    pages = sorted(path.name for path in site.glob("*.html"))
    links: dict[str, list[str]] = {}
    places: dict[str, set[str]] = {}
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page, asked = context.new_page(), []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("console", lambda said, asked=asked: asked.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error, asked=asked: asked.append(str(error)))
            count = 0
            for name in pages:
                where = f"{name} at {width}, {scheme}"
                page.goto((site / name).as_uri())
                here = [url for url in asked if not url.startswith(((site / name).as_uri(), "data:"))]
                asked.clear()
                yield from (f"{where}: asked for or said {url[:200]}" for url in here)
                for fault in violations(page):
                    count += 1
                    yield f"{where}: {fault}"
                if bare := page.evaluate(BARE):
                    yield f"{where}: {bare} statements are not seen underlined"
                if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                    yield f"{where}: {wide} wide"
                if (width, scheme) == (WIDTHS[-1], SCHEMES[0]):
                    links[name], places[name] = page.evaluate(LINKS), set(page.evaluate(PLACES))
                    yield from (f"{name}: {fault}" for fault in of_use(page))
            print(f"{len(pages)} pages at {width}, {scheme}: {count} violations by axe", flush=True)
            context.close()
    dead = list(dead_links(site, links, places))
    print(f"{sum(map(len, links.values()))} links: {len(dead)} dead", flush=True)
    yield from dead


def violations(page: Any) -> list[str]:
    """What axe finds on the page that is open."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"axe {v['id']}: {v['help']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:160]}" for v in found]


def dead_links(site: Path, links: dict[str, list[str]], places: dict[str, set[str]]) -> Iterator[str]:
    """Links within the site that lead to no file, or to no place in it."""
    for name, found in links.items():
        for link in dict.fromkeys(found):
            target, _, place = link.partition("#")
            if re.match(r"(https?|mailto):", link):
                continue
            missing = not (site / unquote(target or name)).is_file()
            if missing or (place and unquote(place) not in places.get(unquote(target or name), ())):
                yield f"{name}: the link {link} leads nowhere"


def of_use(page: Any) -> Iterator[str]:
    """Keyboard, search and print, on the page that is open."""
    page.evaluate("window.stops = new Map()")
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            break
        if not stop["seen"]:
            yield f"the keyboard's stop is not seen: {stop['what']}"
    else:
        yield f"more than {STOPS} stops of the keyboard"
    yield from (f"not reached by the keyboard: {what}" for what in page.evaluate(REACHABLE)[:3])
    rows = page.locator("[data-row], #pages li")
    if (box := page.query_selector(".search input")) and rows.count():
        word = re.findall(
            r"\w{3,}",
            (page.locator("#index").text_content() if page.locator("#index").count() else rows.first.inner_text()),
        )[0]
        box.fill(word)
        told, shown = (
            page.locator(".search output").inner_text(),
            page.locator("[data-row]:visible, #pages li:visible").count(),
        )
        if not 0 < shown <= rows.count() or not re.fullmatch(rf"{shown}( pages)? found", told):
            yield f"search for {word}: {shown} of {rows.count()} shown, and it says “{told}”"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    if closed := page.locator("details:not([open])").count():
        yield f"{closed} folded parts stay folded in print"


# --- the notebooks


def of_notebooks(browser: Any) -> Iterator[str]:
    """The faults of every notebook in JupyterLab, opened and run from a folder of settings that nobody has used."""
    before = changed()
    with lab() as address:
        page = browser.new_page(viewport={"width": 1400, "height": 1600})
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            page.goto(f"{address}/lab/tree/notebooks/{path.name}?reset", timeout=SECONDS * 1_000)
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=SECONDS * 1_000)
            page.wait_for_timeout(3_000)
            shown, wanted = page.locator(".jp-OutputArea img").count(), path.read_text("utf-8").count('"image/png": "')
            if shown < wanted:
                yield f"{path.name}: {shown} of {wanted} figures show before it is run"
            if page.locator(".Toastify__toast").count():
                yield f"{path.name}: JupyterLab greets with a pop-up"
            seconds, errors = run_all(page)
            print(f"{path.name}: {wanted} figures shown unrun, Run All in {seconds:.0f} s, {errors} errors", flush=True)
            if errors:
                yield f"{path.name}: Run All ended with {errors} errors"
        page.close()
    yield from (f"JupyterLab changed what is committed: {line}" for line in changed() if line not in before)


def run_all(page: Any) -> tuple[float, int]:
    """Run every cell and save; the seconds it took, and the cells that failed (all, where it did not end)."""
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=SECONDS * 1_000)
    started = idle_since = time.monotonic()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    indicator = page.locator(".jp-Notebook-ExecutionIndicator").first  # cells out of sight are not on the page
    while time.monotonic() - started < SECONDS and time.monotonic() - idle_since < 3:
        page.wait_for_timeout(100)
        if indicator.get_attribute("data-status") != "idle":
            idle_since = time.monotonic()
    seconds = idle_since - started
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2_000)
    failed = page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]').count()
    failed += page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]').count()
    return seconds, failed + (time.monotonic() - idle_since < 3)


@contextmanager
def lab() -> Iterator[str]:
    """JupyterLab as `do.py lab` starts it, but on a port of its own and without opening a browser; its address."""
    port = 8_700 + os.getpid() % 200
    extra = ["--no-browser", f"--port={port}", "--IdentityProvider.token=", "--allow-root"]
    log = ROOT / "build" / "lab.log"
    with log.open("w") as said:
        server = subprocess.Popen([sys.executable, "-m", "hearsay.cli", "lab", *extra], stdout=said, stderr=said)
        try:
            for _ in range(120):
                if server.poll() is not None:
                    raise RuntimeError(f"JupyterLab did not start: {log.read_text()[-400:]}")
                if f":{port}/" in log.read_text():
                    break
                time.sleep(0.5)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(30)
    log.unlink()


def changed() -> list[str]:
    """What git says is changed."""
    told = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
