"""The real Caddy and Apache with the configurations of ``deploy/``, on loopback."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from nginx import answers, free_port, nginx
from paths import ROOT
from waiting import wait_until

Server = Callable[[Path, Path], AbstractContextManager[int]]
"""Serves a folder, given one for its own files too; gives the port."""

PATHS = f"{os.environ.get('PATH', '')}:/usr/sbin"
MODULES = Path("/usr/lib/apache2/modules")
APACHE_MODULES = (
    *("alias", "authz_core", "deflate", "dir", "env", "filter"),
    *("headers", "mime", "mpm_event", "rewrite"),
)
"""Those that Debian loads unasked and the configuration needs, and those that it says to load."""

CADDY_MAIN = """\
{
	admin off
	auto_https off
}
"""
APACHE_MAIN = """\
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
User www-data
Group www-data
ServerName localhost
TypesConfig /etc/mime.types
{modules}
<Directory />
    Require all denied
</Directory>
Include {folder}/site.conf
"""


@contextmanager
def caddy(folder: Path, root: Path) -> Iterator[int]:
    """Serve a folder by the rules of ``deploy/Caddyfile``; without Caddy tests are skipped."""
    program = find_program("caddy")
    folder.mkdir()
    port = free_port()
    site = f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1"
    text = _configuration(
        "Caddyfile", {r"(?m)^:8080 \{": site, r"/srv/scorebook/site/current": root}
    )
    (folder / "Caddyfile").write_text(CADDY_MAIN + text, "utf-8")
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    command = [program, "run", "--config", "Caddyfile", "--adapter", "caddyfile"]
    with running(command, folder, port, own):
        yield port


@contextmanager
def apache(folder: Path, root: Path) -> Iterator[int]:
    """Serve a folder by the rules of ``deploy/apache.conf``; without Apache tests are skipped.

    Started by root, Apache serves as a user of its own, who may not look into the folders of the
    tests: it serves a copy.
    """
    program = find_program("apache2")
    folder.mkdir()
    port = free_port()
    with tempfile.TemporaryDirectory() as open_to_all:
        os.chmod(open_to_all, 0o755)
        copy = shutil.copytree(root, Path(open_to_all) / "site" / "current")
        changes = {r"\*:8080": f"127.0.0.1:{port}", "/srv/scorebook/site": copy.parent}
        (folder / "site.conf").write_text(_configuration("apache.conf", changes), "utf-8")
        loaded = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in APACHE_MODULES]
        main = APACHE_MAIN.format(folder=folder, port=port, modules="\n".join(loaded))
        (folder / "apache.conf").write_text(main, "utf-8")
        command = [program, "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
        with running(command, folder, port):
            yield port


SERVERS: dict[str, Server] = {"nginx": nginx, "caddy": caddy, "apache": apache}


def find_program(name: str) -> str:
    """Where a program is; without it the test is skipped."""
    program = shutil.which(name, path=PATHS)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program


def _configuration(name: str, changes: dict[str, object]) -> str:
    """A file as it is installed, with another port and another root."""
    text = (ROOT / "deploy" / name).read_text("utf-8")
    for pattern, new in changes.items():
        text, count = re.subn(pattern, str(new), text)
        assert count, pattern
    return text


@contextmanager
def running(
    command: list[str], folder: Path, port: int, variables: dict[str, str] | None = None
) -> Iterator[None]:
    """A server while it is needed. What it prints goes into ``error.log``."""
    with (folder / "error.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(variables or {})}, stdout=log, stderr=log
        )
    try:
        wait_until(lambda: answers(process, port, folder), f"{command[0]} answers")
        yield
    finally:
        process.terminate()
        process.wait()
