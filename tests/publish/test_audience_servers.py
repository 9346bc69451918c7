"""Every identity × every tree × many addresses under the real servers: nobody gets what is not
his, and what is his he gets."""

import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from audience_servers import SERVERS, credentials, nginx, serve_by
from waiting import LIMIT

from generator.publish.identities import NOBODY, Grant, identity_files

pytestmark = pytest.mark.system
IDS = [f"org-{number:02}" for number in range(1, 25)]
GRANTS = [
    *(Grant(f"user-{id}", "trees/own/shared", f"trees/own/own/{id}") for id in IDS[3:]),
    Grant("财务部 一组", "trees/own/shared", "trees/own/own/org-01"),
    Grant("CN=org-02,O=Union", "trees/own/shared", "trees/own/own/org-02"),
    Grant("a.b+c@x", "trees/own/shared", "trees/own/own/org-03"),
    Grant(f"CN={'长' * 82}", "trees/own/shared", "trees/own/own/org-03"),
    Grant("office", "trees/office/shared"),
]
STRANGERS = ("stranger", "OFFICE", "office2", "offic", "User-Org-04", "trees/office/shared")
"""Who is verified but not named: by other letters, by another case, by the name of a tree."""
PATHS = (
    *("/", "/index.html", "/standards/", "/standards", "/404.html", "/denied", "/nowhere/"),
    *("/results/", "/results", "/results/2025/", "/results/2025", "/feed.xml", "/own.csv"),
    *("/results/2025/org-01/", "/results/2025/org-01", "/results/2025/org-01/card.json"),
    *("/results/2025/org-02/", "/results/2025/org-03/index.html", "/results/2025/org-04/"),
    *("/results/2025/org-24/", "/results/2025/ORG-01/", "/results/2025/org-01./"),
    *("/results/2025/org-01/.", "/results/2025/org-01/./", "/results//2025//org-01/"),
    *("/trees/office/shared/", "/trees/office/shared/index.html", "/trees/own/own/org-01/"),
    *("/maps/", "/maps/identities.json", "/maps/nginx.map", "/../maps/identities.json"),
    *("/../../office/shared/index.html", "/..%2f..%2foffice%2fshared%2findex.html"),
    *("/%2e%2e/%2e%2e/office/shared/", "/results/../../office/shared/index.html"),
    *("/results%2f2025%2forg-01%2f", "/results/2025%2Forg-01/", "/results/2025/org%2D01/"),
    *("/results/2025/org-01/card.json%00", "/results/2025/org-01;x=1/", "/results/2025/org-01/?x"),
    *("/results/2025/org-01/card.json/", "/results/2025/%6Frg-01/", "/RESULTS/2025/org-01/"),
    *("//trees/office/shared/index.html", "/.git/config", "/.well-known/x", "/release.json"),
    *("/results/2025/org-01\\..\\org-02/", "/..\\..\\office\\shared\\index.html"),
    *("/assets/app.0123abcd.min.js", "/own/../own.csv", "/results/2025/org-02/%2e%2e/org-01/"),
)
FORGED = {
    "X-Remote-User": "office",
    "X-Auth-Request-User": "office",
    "Remote-User": "office",
    "X-Forwarded-User": "office",
    "Cookie": "user=office; scorebook_identity=office; scorebook_shared=trees/office/shared",
    "X-Original-URL": "/trees/office/shared/index.html",
    "X-Rewrite-URL": "/trees/office/shared/index.html",
    "X-Forwarded-Host": "office",
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three kinds of trees; every file says which one it stands in and where."""
    folder = tmp_path_factory.mktemp("release") / "current"
    common = ("index.html", "404.html", "standards/index.html", "results/2025/index.html")
    more = ("feed.xml", "assets/app.0123abcd.min.js")
    for tree in ("trees/own/shared", "trees/office/shared"):
        _fill(folder, tree, (*common, *more))
    for id in IDS:
        card = (f"results/2025/{id}/index.html", f"results/2025/{id}/card.json")
        _fill(folder, f"trees/own/own/{id}", (*card, "own.csv"))
        _fill(folder, "trees/office/shared", card)
    _fill(folder, ".", (".git/config", "release.json"))
    for path, content in identity_files(GRANTS).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def _fill(folder: Path, tree: str, paths: tuple[str, ...]) -> None:
    for path in paths:
        file = folder / tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{tree}:{path}", "utf-8")


def trees(identity: str) -> tuple[str, ...]:
    """The trees of an identity, as the grants say."""
    for grant in GRANTS:
        if grant.identity == identity:
            return tuple(tree for tree in (grant.own, grant.shared) if tree != NOBODY)
    return ()


def is_right(release: Path, identity: str, path: str, status: int, body: str) -> bool:
    """Whether an answer is one that an identity may get: a denial, a redirection, or the file of
    its trees; and for a plain address it must be that file."""
    own = trees(identity)
    tree, _, file = body.partition(":")
    if status == 200 and (tree not in own or not (release / tree / file).is_file()):
        return False
    if not own:
        return status in (400, 403, 404)
    wanted = _wanted(release, own, path)
    return status == 200 and body == wanted if wanted else True


def _wanted(release: Path, own: tuple[str, ...], path: str) -> str | None:
    """What stands at a plain address; of any other address nothing is wanted."""
    plain = path.removeprefix("/")
    parts = {*plain.split("/")[:-1], plain.split("/")[-1] or "index.html"}
    if {*plain} & {*"%\\;?"} or {"", ".", "..", "404.html"} & parts:
        return None
    file = f"{plain}index.html" if plain.endswith("/") or not plain else plain
    return next((f"{t}:{file}" for t in own if (release / t / file).is_file()), None)


def ask(connection: HTTPConnection, path: str, headers: Mapping[str, str]) -> tuple[int, str]:
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def _is_denied(answer: tuple[int, str]) -> bool:
    status, body = answer
    return status in (400, 401, 403, 404) and not any(
        body.startswith((f"{grant.shared}:", f"{grant.own}:")) for grant in GRANTS
    )


def wrong_answers(
    release: Path, connection: HTTPConnection, identity: str, headers: Mapping[str, str]
) -> list[tuple[str, str, int, str]]:
    """The answers to all addresses that are not right, forged headers or not."""
    wrong = []
    for path in PATHS:
        for more in ({}, FORGED):
            sent = {**more, **headers}
            status, body = ask(connection, path, sent)
            if not is_right(release, identity, path, status, body):
                wrong.append((identity, path, status, body[:100]))
    return wrong


@pytest.mark.parametrize("server", SERVERS)
def test_everyone_gets_what_is_his_and_nothing_else(
    release: Path, tmp_path: Path, server: str
) -> None:
    known = [grant.identity for grant in GRANTS]
    named = [*known, *STRANGERS]
    with SERVERS[server](tmp_path / "server", release, named) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        wrong = [
            answer
            for identity in named
            for answer in wrong_answers(
                release, connection, identity, {"Authorization": credentials(identity)}
            )
        ]
        guessed = {"Authorization": credentials("office")[:-4] + "AAA="}
        unknown = [
            ask(connection, path, {**FORGED, **more}) for path in PATHS for more in ({}, guessed)
        ]
    assert wrong == []
    assert all(map(_is_denied, unknown))


@pytest.mark.parametrize("server", SERVERS)
def test_answers_may_not_be_kept_for_others(release: Path, tmp_path: Path, server: str) -> None:
    with SERVERS[server](tmp_path / "server", release, ["office"]) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        for path, kept in (("/", "private, no-cache"), ("/nowhere", "private, no-cache")):
            connection.request("GET", path, headers={"Authorization": credentials("office")})
            answer = connection.getresponse()
            answer.read()
            assert answer.headers["Cache-Control"] == kept
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        path = "/assets/app.0123abcd.min.js"
        connection.request("GET", path, headers={"Authorization": credentials("office")})
        answer = connection.getresponse()
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


@contextmanager
def login() -> Iterator[int]:
    """A login that knows who asks by a cookie, as oauth2-proxy does; gives its port."""

    class Login(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            names = [p.strip().removeprefix("session=") for p in self.headers["Cookie"].split(";")]
            name = next((name for name in names if name in SESSIONS), "")
            self.send_response(202 if name else 401)
            if name:
                self.send_header("X-Auth-Request-User", SESSIONS[name])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Login) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


SESSIONS = {f"secret-{number}": grant.identity for number, grant in enumerate(GRANTS[-5:])} | {
    "secret-s": "stranger"
}
"""Who has which cookie; identities of a header are ASCII."""


def test_a_login_tells_who_asks_and_the_request_does_not(release: Path, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with login() as port_of_login:
        changes: dict[str, object] = {"127.0.0.1:4180/oauth2/auth": f"127.0.0.1:{port_of_login}/"}
        with serve_by(tmp_path / "server", release, 3, changes) as port:
            connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
            for secret, identity in SESSIONS.items():
                if identity.isascii():
                    cookie = {"Cookie": f"session={secret}"}
                    assert wrong_answers(release, connection, identity, cookie) == []
            assert all(_is_denied(ask(connection, path, FORGED)) for path in PATHS)


def test_a_certificate_tells_who_asks(release: Path, tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    _certificate(folder, "ca", "/CN=CA", "")
    _certificate(folder, "server", "/CN=localhost", "ca")
    _certificate(folder, "own", "/O=Union/CN=org-02", "ca")
    _certificate(folder, "stranger", "/O=Union/CN=org-99", "ca")
    _certificate(folder, "forger", "/CN=CA", "")
    _certificate(folder, "forged", "/O=Union/CN=org-02", "forger")
    changes: dict[str, object] = {
        "/etc/nginx/scorebook.crt": folder / "server.crt",
        "/etc/nginx/scorebook.key": folder / "server.key",
        "/etc/nginx/scorebook-clients.crt": folder / "ca.crt",
    }
    with serve_by(folder, release, 2, changes) as port:
        for name, identity in (("own", "CN=org-02,O=Union"), ("stranger", "CN=org-99,O=Union")):
            connection = _secure(port, folder, name)
            assert wrong_answers(release, connection, identity, {}) == []
        for name in ("", "forged"):
            assert ask(_secure(port, folder, name), "/", FORGED)[0] == 400


def _secure(port: int, folder: Path, name: str) -> HTTPSConnection:
    context = ssl.create_default_context(cafile=str(folder / "ca.crt"))
    context.check_hostname = False
    if name:
        context.load_cert_chain(folder / f"{name}.crt", folder / f"{name}.key")
    return HTTPSConnection("127.0.0.1", port, context=context, timeout=LIMIT)


def _certificate(folder: Path, name: str, subject: str, issuer: str) -> None:
    """Make a certificate, by itself or by another."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-keyout", f"{name}.key", "-out", f"{name}.crt", "-subj", subject]
    if issuer:
        command += ["-CA", f"{issuer}.crt", "-CAkey", f"{issuer}.key"]
    subprocess.run([*command, "-days", "30"], cwd=folder, check=True, capture_output=True)


def test_names_that_differ_by_case_alone_are_two(release: Path, tmp_path: Path) -> None:
    """nginx looks a name up whatever its case; the configuration compares it once more."""
    with nginx(tmp_path / "server", release, ["office", "OFFICE"]) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        asked = {
            name: ask(connection, quote("/"), {"Authorization": credentials(name)})[0]
            for name in ("office", "OFFICE")
        }
    assert asked == {"office": 200, "OFFICE": 403}
