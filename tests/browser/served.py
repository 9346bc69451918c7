"""Sites built by the real host and served on this machine under the policy, and a browser
that notes whatever goes against it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
)

from generator.policy import HEADER, POLICY

BREACHES = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) =>
  breaches.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""
"""Runs in every page before anything of the page does."""


class _Bare(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Handler(_Bare):
    def end_headers(self) -> None:
        self.send_header(HEADER, POLICY)
        super().end_headers()


@contextmanager
def serving(site: Path, *, policy: bool = True) -> Iterator[str]:
    """Serves a folder, with or without the policy; gives its address without the last slash."""
    handler = partial(_Handler if policy else _Bare, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


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
