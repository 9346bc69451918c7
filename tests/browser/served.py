"""Sites built by the real host and served on this machine under the policy, and a browser
that notes whatever goes against it."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    sync_playwright,
)

from generator.policy import HEADER, POLICY

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
BREACHES = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) =>
  breaches.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""
"""Runs in every page before anything of the page does."""


def project(folder: Path, standards: Path, results: Path) -> Path:
    """A folder with the site's own configuration and guides around other data."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(standards, folder / "standards")
    shutil.copytree(results, folder / "results")
    return folder


def start_build(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(build: subprocess.Popen[str]) -> None:
    output, _ = build.communicate(timeout=180)
    assert build.returncode == 0, output


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header(HEADER, POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serves a folder under the policy; gives its address without the last slash."""
    handler = partial(_Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped, but never in the pipeline."""
    if CHROMIUM is None and "CI" not in os.environ:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page of a browser, and what went wrong on all pages that it showed."""

    def __init__(self, context: BrowserContext) -> None:
        self.wrong: list[str] = []
        context.add_init_script(BREACHES)
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("dialog", self._asked)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self._note(said.text)

    def _asked(self, dialog: Dialog) -> None:
        self._note(dialog.message)
        dialog.dismiss()

    def _note(self, text: str) -> None:
        self.wrong.append(f"{self.page.url}: {text}")

    def open(self, address: str) -> None:
        """Show a page, wait until all it asks for is there, and note its breaches."""
        self.page.goto(address, wait_until="networkidle")
        self.gather()

    def gather(self) -> None:
        """Note the breaches of the page that is shown."""
        for breach in self.page.evaluate("breaches.splice(0)"):
            self._note(breach)
