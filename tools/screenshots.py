"""The pictures in the README, taken from a running demo: `python -m tools.screenshots http://localhost:8000`.

Everybody in them is invented. Each picture stays below 200 kB, so that the README opens quickly.
"""

import argparse
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
MOST_BYTES = 200_000


@dataclass(frozen=True)
class Picture:
    """One picture: who looks, at what, and how large the window is."""

    name: str
    persona: str
    address: str
    width: int
    height: int
    follow: str = ""
    """The selector of a link on the page, whose page is the picture; empty stays on the page."""


PICTURES = (
    Picture("board", "Djerv Øksnevad", "/tavle/", 1280, 800),
    Picture("inbox", "Trygg Havn", "/innboks/", 1280, 800),
    Picture("person", "Djerv Øksnevad", "/tavle/", 1280, 960, follow="tbody th a:has-text('Vakker Blomst')"),
    Picture("results", "Djerv Øksnevad", "/resultater/", 1280, 960),
    Picture("day", "Blid Morgen", "/besok/i-dag/", 390, 760),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8000", help="where the demo answers")
    base = parser.parse_args().address.rstrip("/")

    from playwright.sync_api import sync_playwright

    brought = Path(sys.prefix) / "bin" / "fotfeste-browser"
    browser_path = os.environ.get("CHROMIUM") or (str(brought) if brought.exists() else shutil.which("chromium"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            context = browser.new_context(
                viewport={"width": picture.width, "height": picture.height},
                locale="nb-NO",
                color_scheme="light",
                has_touch=picture.width < 500,
            )
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.goto(f"{base}/demo/")
            page.get_by_role("button", name=re.compile(rf"^{picture.persona}")).click()
            page.wait_for_url(lambda url: "/demo/" not in url)
            page.goto(base + picture.address)
            if picture.follow:
                page.goto(base + str(page.locator(picture.follow).first.get_attribute("href")))
            page.wait_for_load_state("networkidle")
            file = FOLDER / f"{picture.name}.png"
            page.screenshot(path=file)
            context.close()
            size = file.stat().st_size
            print(f"{file.name} {size / 1000:.0f} kB")
            if size > MOST_BYTES:
                print(f"{file.name} is larger than {MOST_BYTES // 1000} kB; choose a smaller window.", file=sys.stderr)
                return 1
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
