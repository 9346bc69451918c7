"""The real nginx with the configuration of ``deploy/``, on loopback, as whoever runs the tests."""

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from paths import ROOT
from waiting import LIMIT, wait_until

PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MAIN = """\
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def get(port: int, path: str, **headers: str) -> Answer:
    """The answer as it comes, with the names of headers in lower case."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())


@contextmanager
def nginx(folder: Path, root: Path) -> Iterator[int]:
    """Serves a folder by the rules of ``deploy/nginx.conf``; gives the port. Without nginx the
    tests are skipped."""
    if PROGRAM is None:
        pytest.skip("nginx is not installed")
    folder.mkdir()
    port = free_port()
    (folder / "site.conf").write_text(_configuration(port, root), "utf-8")
    user = "user root;" if os.getuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, user=user), "utf-8")
    command = [PROGRAM, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(main)]
    process = subprocess.Popen(command)
    try:
        wait_until(lambda: answers(process, port, folder), "nginx answers")
        yield port
    finally:
        process.terminate()
        process.wait()


def _configuration(port: int, root: Path) -> str:
    """The file as it is installed, with another port and another root."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    text, ports = re.subn(r"listen 8080;", f"listen 127.0.0.1:{port};", text)
    text, roots = re.subn(r"(?m)^    root .*;$", f"    root {root};", text)
    assert (ports, roots) == (1, 1)
    return text


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(process: subprocess.Popen[bytes], port: int, folder: Path) -> bool:
    """Whether the server takes connections yet. Fails if it has ended."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        assert process.poll() is None, (folder / "error.log").read_text("utf-8")
        return False
    return True
