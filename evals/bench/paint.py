"""How long pages of a running service take to their first contentful paint, in a Chromium without a cache.

`python -m evals.bench.paint http://127.0.0.1:8000 / /articles/…`, in milliseconds since the navigation began.
"""

import argparse
import shutil
import statistics

from playwright.sync_api import Browser, sync_playwright

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_FIRST_PAINT = """() => new Promise((told) => new PerformanceObserver((seen) => {
  const [paint] = seen.getEntriesByName("first-contentful-paint");
  if (paint) told(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""


def first_paints(browser: Browser, url: str, times: int) -> list[float]:
    """Each visit is a new browser session. Sorted."""
    found = []
    for _ in range(times):
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            page = context.new_page()
            page.goto(url)
            found.append(float(page.evaluate(_FIRST_PAINT)))
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", help="address of the service")
    parser.add_argument("paths", nargs="+", help="pages")
    parser.add_argument("--times", type=int, default=20, help="visits of each page")
    parser.add_argument("--browser", default=shutil.which("chromium") or "chromium", help="a Chromium")
    chosen = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chosen.browser, args=_FLAGS)
        for path in chosen.paths:
            paints = first_paints(browser, chosen.site.rstrip("/") + path, chosen.times)
            print(f"{path}: median {statistics.median(paints):.0f} ms, slowest {paints[-1]:.0f} ms of {len(paints)}")
        browser.close()


if __name__ == "__main__":
    main()
