"""The real nginx, Caddy and Apache with the configurations of ``deploy/audiences``, on loopback."""

import base64
import hashlib
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from nginx import MAIN, PROGRAM, free_port
from paths import ROOT
from servers import APACHE_MAIN, APACHE_MODULES, CADDY_MAIN, MODULES, find_program, running

AudienceServer = Callable[[Path, Path, Sequence[str]], AbstractContextManager[int]]
"""Serves a release to identities, given a folder for its own files too; gives the port."""
PASSWORD = "pass"
AUTH_MODULES = ("auth_basic", "authn_core", "authn_file", "authz_user")


def passwords(identities: Sequence[str]) -> str:
    """Lines of a file of passwords; all have the same one."""
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
    return "".join(f"{identity}:{{SHA}}{digest}\n" for identity in identities)


def credentials(identity: str) -> str:
    """The value of ``Authorization`` for an identity."""
    return "Basic " + base64.b64encode(f"{identity}:{PASSWORD}".encode()).decode()


@contextmanager
def nginx(folder: Path, release: Path, identities: Sequence[str]) -> Iterator[int]:
    """Serve by user names and passwords. Without nginx tests are skipped."""
    folder.mkdir()
    (folder / "passwords").write_text(passwords(identities), "utf-8")
    with serve_by(
        folder, release, 1, {"/etc/nginx/scorebook.passwords": folder / "passwords"}
    ) as port:
        yield port


@contextmanager
def serve_by(folder: Path, release: Path, way: int, changes: dict[str, object]) -> Iterator[int]:
    """Let nginx serve by one of the three ways to know an identity."""
    if PROGRAM is None:
        pytest.skip("nginx is not installed")
    port = free_port()
    ssl = " ssl" if way == 2 else ""
    text = _configuration(
        "nginx.conf",
        {
            r"listen 8080;": f"listen 127.0.0.1:{port}{ssl};",
            "/srv/scorebook/site/current": release,
            **changes,
        },
        way,
    )
    (folder / "site.conf").write_text(text, "utf-8")
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
    command = [PROGRAM, "-p", str(folder), "-e", str(folder / "error.log")]
    with running([*command, "-c", str(folder / "nginx.conf")], folder, port):
        yield port


@contextmanager
def caddy(folder: Path, release: Path, identities: Sequence[str]) -> Iterator[int]:
    """Serve by user names and passwords. Without Caddy tests are skipped."""
    program = find_program("caddy")
    folder.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import crypt  # noqa: PLC0415 - which warns that later Pythons have none
    hashed = crypt.crypt(PASSWORD, "$2b$04$abcdefghijklmnopqrstuu")
    lines = "".join(f'"{identity}" {hashed}\n' for identity in identities)
    (folder / "passwords").write_text(lines, "utf-8")
    port = free_port()
    changes = {
        r"(?m)^:8080 \{": f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1",
        "/srv/scorebook/site/current": release,
        "/etc/caddy/scorebook.passwords": folder / "passwords",
    }
    (folder / "Caddyfile").write_text(CADDY_MAIN + _configuration("Caddyfile", changes), "utf-8")
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    command = [program, "run", "--config", "Caddyfile", "--adapter", "caddyfile"]
    with running(command, folder, port, own):
        yield port


@contextmanager
def apache(folder: Path, release: Path, identities: Sequence[str]) -> Iterator[int]:
    """Serve by user names and passwords, from a copy that Apache's user may read. Without Apache
    tests are skipped."""
    program = find_program("apache2")
    folder.mkdir()
    port = free_port()
    with tempfile.TemporaryDirectory() as open_to_all:
        os.chmod(open_to_all, 0o755)
        copy = shutil.copytree(release, Path(open_to_all) / "site" / "current")
        (copy.parent / "passwords").write_text(passwords(identities), "utf-8")
        changes = {
            r"\*:8080": f"127.0.0.1:{port}",
            "/srv/scorebook/site": copy.parent,
            "/etc/apache2/scorebook.passwords": copy.parent / "passwords",
        }
        (folder / "site.conf").write_text(_configuration("apache.conf", changes), "utf-8")
        names = (*APACHE_MODULES, *AUTH_MODULES)
        loaded = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names]
        main = APACHE_MAIN.format(folder=folder, port=port, modules="\n".join(loaded))
        (folder / "apache.conf").write_text(main, "utf-8")
        command = [program, "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
        with running(command, folder, port):
            yield port


SERVERS: dict[str, AudienceServer] = {"nginx": nginx, "caddy": caddy, "apache": apache}


def _configuration(name: str, changes: dict[str, object], way: int = 1) -> str:
    """A file as it is installed, with another port, other folders, and one way to know an
    identity."""
    text = (ROOT / "deploy" / "audiences" / name).read_text("utf-8")
    for pattern, new in changes.items():
        text, count = re.subn(pattern, str(new), text)
        assert count, pattern
    return text if way == 1 else _choose(text, "一二三"[way - 1])


def _choose(text: str, way: str) -> str:
    """Turn the lines of the first way off and those of another on, as the comments say."""
    lines, section = [], ""
    for line in text.splitlines():
        if heading := re.search("三选一（(.)）", line):
            section = heading[1]
        elif not line.strip():
            section = ""
        if heading:
            lines.append(line)
        elif section == "一":
            lines.append(f"#{line}")
        else:
            lines.append(re.sub(r"^(\s*)#", r"\1", line) if section == way else line)
    return "\n".join(lines) + "\n"
