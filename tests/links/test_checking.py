"""What a check makes of every way in which a server can answer, and how it behaves towards servers."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path import __version__
from mlops_path.errors import NoNetwork, WrongUsage
from mlops_path.links.checking import Check, Manners, _led_to
from mlops_path.links.findings import DEAD, FINE, MOVED, UNCLEAR, Finding
from mlops_path.text import link_to_open, shown
from tests.links.conftest import no_proxies, only_this_machine
from tests.links.server import HOSTILE, SLOW_SECONDS, Server, serving

QUICK = Manners(timeout=1.5, at_once=32, at_a_host=32, pause=0.0)
IMPATIENT = QUICK._replace(timeout=0.4)


class Answer(NamedTuple):
    """What a check makes of a path: `says` is in the reason, `leads` is the path that it moved to."""

    path: str
    result: str
    status: int | None
    says: str = ""
    leads: str = ""


ANSWERS = (
    Answer("/ok", FINE, 200, "200 OK"),
    Answer("/empty", FINE, 204, "204 No Content"),
    Answer("/found", FINE, 200),
    Answer("/see", FINE, 200),
    Answer("/moved-and-found", FINE, 200),
    Answer("/busy-once", FINE, 200),
    Answer("/broken-once", FINE, 200),
    Answer("/endless", FINE, 200),
    Answer("/says-less", FINE, 200),
    Answer("/moved", MOVED, 200, "", "/ok"),
    Answer("/moved-308", MOVED, 200, "", "/ok"),
    Answer("/moved-twice", MOVED, 200, "", "/ok"),
    Answer("/moved#part", MOVED, 200, "", "/ok#part"),
    Answer("/to-spaces", MOVED, 200, "", "/a%20page"),
    Answer("/gone", DEAD, 404, "404 Not Found"),
    Answer("/gone-410", DEAD, 410, "410 Gone"),
    Answer("/moved-and-gone", DEAD, 404, "404 Not Found"),
    Answer("/refused", UNCLEAR, 403, "many sites refuse programs"),
    Answer("/unauthorised", UNCLEAR, 401, "many sites refuse programs"),
    Answer("/strange", UNCLEAR, 999, "999"),
    Answer("/not-changed", UNCLEAR, 304, "304 Not Modified"),
    Answer("/busy", UNCLEAR, 429, "429 Too Many Requests"),
    Answer("/broken", UNCLEAR, 500, "500 Internal Server Error"),
    Answer("/hangs", UNCLEAR, None, "no answer in time"),
    Answer("/drips", UNCLEAR, None, "too long"),
    Answer("/drips-head", UNCLEAR, None, "too long"),
    Answer("/closes", UNCLEAR, None, "broke off"),
    Answer("/says-more", UNCLEAR, None, "broke off"),
    Answer("/half-chunks", UNCLEAR, None, "broke off"),
    Answer("/no-http", UNCLEAR, None, "is none"),
    Answer("/circle", UNCLEAR, 301, "in a circle"),
    Answer("/on/0", UNCLEAR, 302, "more than 10 times"),
    Answer("/to-mail", UNCLEAR, 301, "no address"),
    Answer("/to-script", UNCLEAR, 301, "no address"),
    Answer("/to-user", UNCLEAR, 301, "no address"),
    Answer("/to-nothing", UNCLEAR, 301, "no address"),
)


def check(*addresses: str, manners: Manners = QUICK) -> dict[str, Finding]:
    """What a whole check finds, by address."""
    checking = Check(addresses, manners)
    list(checking.run())
    return {finding.url: finding for finding in checking.findings()}


@pytest.fixture(scope="module")
def answered() -> Iterator[tuple[Server, dict[str, Finding], float]]:
    """A server that was asked for everything in one check, what came of it, and how long that took."""
    with pytest.MonkeyPatch.context() as monkeypatch, serving() as server:
        no_proxies(monkeypatch)
        only_this_machine(monkeypatch)
        began = time.monotonic()
        found = check(*(f"{server.url}{path}" for path, *_ in ANSWERS))
        yield server, found, time.monotonic() - began


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer.path for answer in ANSWERS])
def test_every_answer_has_its_meaning(answer: Answer, answered: tuple[Server, dict[str, Finding], float]) -> None:
    """Dead means that the server said so; whoever only refuses, stumbles or dawdles is not called dead."""
    server, findings, _ = answered
    found = findings[f"{server.url}{answer.path}"]

    assert (found.result, found.status) == (answer.result, answer.status)
    assert answer.says in found.reason
    assert found.moved_to == (f"{server.url}{answer.leads}" if answer.leads else None)


def test_no_server_holds_a_check_up(answered: tuple[Server, dict[str, Finding], float]) -> None:
    """`Retry-After: 86400`, a page without end, a byte now and then: the time of each of them is limited."""
    assert answered[2] < 8 * QUICK.timeout


def test_a_server_that_asks_for_a_pause_gets_it(answered: tuple[Server, dict[str, Finding], float]) -> None:
    """Coming back at once is why programs are locked out."""
    first, second = answered[0].times("/busy-once")

    assert second - first >= 1.0


def test_a_server_in_trouble_is_asked_again_and_one_that_refuses_is_not(
    answered: tuple[Server, dict[str, Finding], float],
) -> None:
    """A second look where it may help, none where it cannot."""
    times = {path: len(answered[0].times(path)) for path in ("/broken", "/busy", "/refused", "/gone-410", "/hangs")}

    assert 1 < times["/broken"] <= 3
    assert 1 < times["/busy"] <= 3
    assert times["/refused"] == times["/gone-410"] == times["/hangs"] == 1


def test_a_check_says_who_asks_and_brings_nothing_along(answered: tuple[Server, dict[str, Finding], float]) -> None:
    """A server may know which program it is; it may not know who is back."""
    asked = answered[0].asked

    assert {each.headers["User-Agent"] for each in asked} == {f"mlops-path/{__version__}"}
    assert not any("Cookie" in each.headers or "Referer" in each.headers for each in asked)


# What servers write


@pytest.mark.parametrize("where", ["reason", "location", "place", "wait", "length"])
def test_what_a_server_writes_is_not_repeated(where: str, server: Server) -> None:
    """A reason phrase or a redirect with an escape sequence must not reach the terminal, nor end the check."""
    found = check(*(f"{server.url}/hostile-{where}/{n}" for n in range(len(HOSTILE))), manners=IMPATIENT)

    assert len(found) == len(HOSTILE)
    for finding in found.values():
        assert finding.reason == shown(finding.reason)
        assert len(finding.reason) <= 200
        assert finding.reason.isascii()
        assert finding.moved_to is None or link_to_open(finding.moved_to) == finding.moved_to


@given(st.text(st.characters(max_codepoint=0x2FF)) | st.from_regex(r"(https?:)?//?[\x00-\xff]{0,20}[/?#@:\[\]]*.{0,9}"))
def test_wherever_a_redirect_leads_it_is_an_address_or_nothing(location: str) -> None:
    """Whatever a server writes there is shown, kept and perhaps opened later."""
    there = _led_to("https://a.example/b?c#d", location)

    assert there is None or (link_to_open(there) == there and urlsplit(there).scheme in ("http", "https"))
    assert there is None or there.isascii()


# Names and networks


def test_a_host_that_is_not_there_is_dead_where_others_answer(server: Server) -> None:
    """A name that was given up is the surest sign; without a network every name looks like that."""
    found = check("http://gone.invalid/", f"{server.url}/ok")

    assert found["http://gone.invalid/"] == Finding("http://gone.invalid/", DEAD, None, "there is no such host")


def test_a_host_that_is_not_there_is_unclear_where_nobody_answers(server: Server) -> None:
    """A connection was made, so there is a network; but nobody's word to trust."""
    found = check("http://gone.invalid/", f"{server.url}/closes", manners=IMPATIENT)

    assert found["http://gone.invalid/"].result == UNCLEAR


def test_a_name_that_cannot_be_looked_up_now_is_unclear(server: Server) -> None:
    """A name server in trouble says nothing about the name."""
    found = check("http://later.invalid/", f"{server.url}/ok", manners=IMPATIENT)

    assert found["http://later.invalid/"].result == UNCLEAR


@pytest.mark.parametrize(
    "addresses", [("http://gone.invalid/",), ("http://later.invalid/", "http://127.0.0.1:9/"), ("http://[/",)]
)
def test_where_nothing_can_be_reached_nothing_is_said_of_any_address(addresses: tuple[str, ...]) -> None:
    """In a train without a network, every link would look dead."""
    with pytest.raises(NoNetwork):
        check(*addresses, manners=IMPATIENT)


def test_an_address_that_cannot_be_asked_is_unclear(server: Server) -> None:
    """A strange address in somebody's path file must not end the check of all others."""
    label = f"http://{'a' * 70}.example/"
    found = check(label, "http://[/", f"{server.url}/ok")

    assert [each.result for each in found.values()] == [UNCLEAR, UNCLEAR, FINE]


def test_a_refused_connection_is_unclear(server: Server) -> None:
    """A server that is down today may be up tomorrow."""
    found = check("http://127.0.0.1:9/", f"{server.url}/ok", manners=IMPATIENT)

    assert found["http://127.0.0.1:9/"].result == UNCLEAR
    assert "Connection refused" in found["http://127.0.0.1:9/"].reason


def test_a_certificate_that_nobody_vouches_for_is_unclear() -> None:
    """It may be the server, or somebody in between; it is not taken for the page."""
    with serving(tls=True) as server:
        url = f"https://127.0.0.1:{server.server_port}/ok"
        found = check(url)[url]

    assert (found.result, found.status) == (UNCLEAR, None)
    assert found.reason.startswith("not secure: self")
    assert server.asked == []


def test_the_proxy_of_the_environment_is_used_but_where_it_says_not_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In many offices there is no other way out; and there is no way in through it."""
    with serving() as proxy:
        monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{proxy.server_port}")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        found = check("http://far.invalid/page", f"{server.url}/ok")

    assert [each.result for each in found.values()] == [FINE, FINE]
    assert [asked.path for asked in proxy.asked] == ["http://far.invalid/page"]
    assert [asked.path for asked in server.asked] == ["/ok"]
    assert "Proxy-Authorization" in str(proxy.asked[0].headers).title()


def test_a_proxy_that_cannot_be_used_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting for another program must not make a bug report."""
    monkeypatch.setenv("https_proxy", "socks5://me:secret@127.0.0.1:9")

    with pytest.raises(WrongUsage) as told:
        check("https://far.invalid/")
    assert "secret" not in f"{told.value.sentence} {told.value.hint}"


# Manners


def test_no_host_is_asked_by_more_than_two_at_a_time(server: Server) -> None:
    """Also where addresses of other hosts lead to it: a list with a hundred links to one site is no attack on it."""
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    addresses = [f"{server.url}/slow/{n}" for n in range(6)] + [f"{elsewhere}/to-host/{n}" for n in range(6, 10)]
    found = check(*addresses, manners=Manners(pause=0.01))

    assert [each.result for each in found.values()] == [FINE] * 10
    assert server.most_at_once[urlsplit(server.url).netloc] == 2


def test_many_hosts_are_asked_at_once(server: Server) -> None:
    """A slow host must not hold up the others."""
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    began = time.monotonic()
    check(*(f"{url}/slow/{n}" for n in range(20) for url in (server.url, elsewhere)), manners=QUICK)

    assert time.monotonic() - began < 20 * SLOW_SECONDS
    assert sum(server.most_at_once.values()) > 2


def test_between_two_requests_to_a_host_is_a_pause(server: Server) -> None:
    """A burst is what servers take for an attack."""
    check(*(f"{server.url}/ok?{n}" for n in range(5)), manners=Manners(pause=0.1))
    times = sorted(asked.at for asked in server.asked)

    assert all(later - earlier > 0.05 for earlier, later in pairwise(times))


# Ends


def test_a_check_that_is_stopped_knows_what_it_found_so_far(server: Server) -> None:
    """Ctrl-C after half of a long check must not cost that half, and nobody is left hanging on."""
    checking = Check([f"{server.url}/gone", f"{server.url}/hangs"], Manners())
    running = checking.run()
    assert next(running) == f"{server.url}/gone"
    began = time.monotonic()
    running.close()

    assert time.monotonic() - began < 1
    assert [finding.result for finding in checking.findings()] == [DEAD]


def test_no_address_is_no_trouble() -> None:
    """A path may be all books on paper."""
    assert check() == {}


def test_a_bug_in_a_thread_is_not_taken_for_a_dead_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes out at the door where bugs are reported."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(socket, "getaddrinfo", broken)

    with pytest.raises(ZeroDivisionError):
        check("http://a.invalid/")
