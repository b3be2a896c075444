"""Asks the network whether addresses are still there. The only module that speaks HTTP.

One thread asks one address once and hands over what came; which address is asked next, and when, is decided in the
thread that waits for them. So no host is asked by more than two at a time, also where addresses of many lead to it, a
pause holds neither a thread nor a place, and whatever a server does, its time is over when it is over.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Generator, Iterable
from http import HTTPStatus
from queue import Empty, SimpleQueue
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    InvalidHeader,
    LocationParseError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    SSLError,
    TimeoutError,  # noqa: A004 - theirs, under their name
)
from urllib3.util import Retry, Timeout, make_headers, parse_url

from mlops_path import __version__
from mlops_path.errors import NoNetwork, WrongUsage
from mlops_path.links.findings import DEAD, FINE, MOVED, REASON_LENGTH, UNCLEAR, Finding
from mlops_path.text import clean_line, link_to_open

MOST_BYTES = 64 << 10  # of an answer; whoever sends that much is there
MOST_REDIRECTS = 10
PERMANENT = (301, 308)
GONE = (404, 410)
REFUSED = (401, 403)
BUSY = (429, 500, 502, 503, 504)
NO_SUCH_HOST = "there is no such host"
# What may stand in an address as it is; all else, also control characters, goes on as %XX.
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"
_UNKNOWN_NAMES = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


class Manners(NamedTuple):
    """How patient, and how polite. Seconds; `pause` is between two requests to one host."""

    timeout: float = 10.0
    at_once: int = 16
    at_a_host: int = 2
    pause: float = 0.2
    tries: int = 3


class _Address:
    """One address on its way through redirects and tries.

    `at` is where it has led so far, `ready` the moment from which it may be asked, `left` the seconds that may still
    be spent on asking.
    """

    def __init__(self, url: str, manners: Manners) -> None:
        self.url = self.at = url
        self.host = _host(url)
        self.ready = 0.0
        self.left = 3 * manners.timeout
        self.been = {url}
        self.permanent = True
        self.retry = Retry(
            manners.tries - 1,
            status_forcelist=BUSY,
            backoff_factor=manners.timeout / 10,
            backoff_max=manners.timeout,
            retry_after_max=manners.timeout,  # type: ignore[arg-type]  # fractions do as well
        )

    def go_on(self, location: str, status: int) -> str:
        """Goes where a redirect leads; why not, where it does not."""
        there = _led_to(self.at, location)
        if there is None:
            return "it leads to something that is no address"
        if there in self.been:
            return "it leads in a circle"
        if len(self.been) > MOST_REDIRECTS:
            return f"it leads on more than {MOST_REDIRECTS} times"
        self.been.add(there)
        self.at, self.host = there, _host(there)
        self.permanent = self.permanent and status in PERMANENT
        return ""

    def found(self, result: str, reason: str, status: int | None = None) -> Finding:
        moved_to = self.at if result == MOVED else None
        return Finding(self.url, result, status, clean_line(reason, REASON_LENGTH), moved_to)


class _Asking(threading.Thread):
    """One request: its response, closed, or what went wrong. A bug is handed over too: a thread has no door for it."""

    def __init__(self, address: _Address, network: _Network, seconds: float, ended: SimpleQueue[_Asking]) -> None:
        super().__init__(name=f"asking {address.host}", daemon=True)  # the program does not wait for it at its end
        self.address = address
        self.began = monotonic()
        self.deadline = self.began + seconds
        self.line: socket.socket | None = None
        self.response: BaseHTTPResponse | None = None
        self.problem: HTTPError | OSError | None = None
        self.bug: Exception | None = None
        self.is_given_up = False
        self._network, self._ended = network, ended

    def run(self) -> None:
        try:
            self.response = self._network.ask(self.address.at)
        except (HTTPError, OSError) as problem:
            self.problem = problem
        except Exception as bug:  # noqa: BLE001 - raised again by the thread that waits
            self.bug = bug
        finally:
            self._ended.put(self)

    def give_up(self) -> None:
        """Ends the request from outside; what its thread may still make of the broken answer does not count."""
        self.is_given_up = True
        if self.line is not None:
            try:
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)  # not the one of TLS, which belongs to its thread
            except OSError:
                return


def _tell_line(connection: HTTPConnection) -> None:
    asking = threading.current_thread()
    if isinstance(asking, _Asking):
        asking.line = connection.sock


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _tell_line(self)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _tell_line(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Network:
    """The way to every address, through the proxies that the environment names."""

    def __init__(self, manners: Manners) -> None:
        self._timeout = Timeout(connect=manners.timeout, read=manners.timeout)
        self._trusted = ssl.create_default_context()
        self._straight = self._manager(None)
        self._through = {
            scheme: self._manager(proxy) for scheme, proxy in getproxies().items() if scheme in ("http", "https")
        }

    def _manager(self, proxy: str | None) -> PoolManager:
        manager: PoolManager
        if proxy is None:
            manager = PoolManager(ssl_context=self._trusted)
        else:
            try:
                known = parse_url(proxy if "://" in proxy else f"http://{proxy}")
                secret = make_headers(proxy_basic_auth=known.auth) if known.auth else None
                there = known._replace(auth=None).url
                manager = ProxyManager(there, proxy_headers=secret, ssl_context=self._trusted)
            except (HTTPError, ValueError):
                sentence = "The proxy that $http_proxy or $https_proxy names is none that can be used."
                raise WrongUsage(sentence, "Only http and https proxies can be; or unset it.") from None
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager

    def ask(self, url: str) -> BaseHTTPResponse:
        """The answer of the server, closed again: its body was read as far as it tells whether there is one."""
        manager = self._through.get(url.partition(":")[0].lower())
        if manager is None or proxy_bypass(_host(url)):
            manager = self._straight
        response = manager.request(
            "GET",
            url,
            headers={"User-Agent": f"mlops-path/{__version__}", "Accept": "*/*", "Connection": "close"},
            preload_content=False,
            decode_content=False,
            redirect=False,
            retries=False,
            timeout=self._timeout,
        )
        try:
            left = MOST_BYTES if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES else 0
            while left > 0 and (piece := response.read1(left, decode_content=False)):
                left -= len(piece)
        finally:
            response.close()
        return response


class Check:
    """A check of addresses, each of them once. `run` does it, `findings` is what it came to, also when it was stopped.

    Raises:
        WrongUsage: the environment names a proxy that cannot be used.
    """

    def __init__(self, addresses: Iterable[str], manners: Manners | None = None) -> None:
        self._manners = manners or Manners()
        self._found: dict[str, Finding | None] = dict.fromkeys(addresses)
        self._waiting = [_Address(url, self._manners) for url in self._found]
        self._asking: dict[_Asking, str] = {}
        self._free_from: dict[str, float] = {}
        self._ended: SimpleQueue[_Asking] = SimpleQueue()
        self._network = _Network(self._manners)
        self._reached = self._answered = False

    def run(self) -> Generator[str, None, None]:
        """Each address once it is known what became of it."""
        try:
            while self._waiting or self._asking:
                self._ask()
                for asking in self._over():
                    address = asking.address
                    if (finding := self._came_of(asking)) is not None:
                        self._found[address.url] = finding
                        yield address.url
        finally:
            for asking in self._asking:
                asking.give_up()

    def findings(self) -> list[Finding]:
        """What became of the addresses so far, in the order in which they were given.

        Raises:
            NoNetwork: there were some, and nothing on the network could be reached.
        """
        found = [finding for finding in self._found.values() if finding is not None]
        if found and not self._reached:
            raise NoNetwork(
                "Not one address could be reached, so nothing is known of them. Nothing was changed.",
                "Is this machine on the network? Try again later.",
            )
        if not self._answered:  # where no name is found, a name that is not found says nothing
            found = [each._replace(result=UNCLEAR) if each.reason == NO_SUCH_HOST else each for each in found]
        return found

    # Who is asked when

    def _ask(self) -> None:
        now = monotonic()
        for address in list(self._waiting):
            if self._moment(address) <= now and self._has_room(address.host):
                self._waiting.remove(address)
                seconds = min(2 * self._manners.timeout, address.left)
                asking = _Asking(address, self._network, seconds, self._ended)
                self._asking[asking] = address.host
                self._free_from[address.host] = now + self._manners.pause
                asking.start()

    def _has_room(self, host: str) -> bool:
        hosts = list(self._asking.values())
        return len(hosts) < self._manners.at_once and hosts.count(host) < self._manners.at_a_host

    def _moment(self, address: _Address) -> float:
        """From when an address may be asked, if there is room then."""
        return max(address.ready, self._free_from.get(address.host, 0.0))

    def _over(self) -> list[_Asking]:
        """Waits for the next request that ended, or whose time is over, or for the moment of the next one to begin."""
        moments = [asking.deadline for asking in self._asking]
        moments += [self._moment(address) for address in self._waiting if self._has_room(address.host)]
        over = []
        try:
            over.append(self._ended.get(timeout=max(0.0, min(moments) - monotonic())))
        except Empty:
            now = monotonic()
            over += [asking for asking in self._asking if asking.deadline <= now]
            for asking in over:
                asking.give_up()
        return [asking for asking in over if self._asking.pop(asking, None) is not None]  # each of them once

    # What it means

    def _came_of(self, asking: _Asking) -> Finding | None:
        """What is known now, or None where the address waits to be asked again."""
        if asking.bug is not None:
            raise asking.bug
        address, response, problem = asking.address, asking.response, asking.problem
        address.left -= monotonic() - asking.began
        self._reached = self._reached or asking.line is not None or isinstance(problem, SSLError)
        if asking.is_given_up:
            return address.found(UNCLEAR, "it took too long")
        if response is not None:
            self._answered = True
            return self._answer(address, response)
        assert problem is not None, "a request that ended has one of the three"
        if _may_pass(problem) and self._again(address, problem=problem):
            return None
        reason = _why(problem)
        return address.found(DEAD if reason == NO_SUCH_HOST else UNCLEAR, reason)

    def _answer(self, address: _Address, response: BaseHTTPResponse) -> Finding | None:
        status = response.status
        if address.retry.is_retry("GET", status, "Retry-After" in response.headers) and self._again(address, response):
            return None
        if location := response.get_redirect_location():
            why_not = address.go_on(location, status)
            if not why_not:
                self._waiting.append(address)
                return None
            return address.found(UNCLEAR, why_not, status)
        reason = _phrase(status)
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            moved = address.at != address.url and address.permanent
            return address.found(MOVED if moved else FINE, reason, status)
        if status in GONE:
            return address.found(DEAD, reason, status)
        return address.found(UNCLEAR, f"{reason}; many sites refuse programs" if status in REFUSED else reason, status)

    def _again(
        self, address: _Address, response: BaseHTTPResponse | None = None, problem: Exception | None = None
    ) -> bool:
        """Puts an address back for another try, after the pause that is due; False where it had its tries."""
        try:
            address.retry = address.retry.increment("GET", address.at, response=response, error=problem)
        except MaxRetryError:
            return False
        if address.left <= 0:
            return False
        asked_for = None
        if response is not None:
            try:
                asked_for = address.retry.get_retry_after(response)
            except (InvalidHeader, ValueError, OverflowError):
                asked_for = None
        address.ready = monotonic() + (asked_for or address.retry.get_backoff_time())
        self._waiting.append(address)
        return True


def _may_pass(problem: Exception) -> bool:
    """Whether it may go better in a moment: not where a name or certificate is wrong, nor where all time was used."""
    if isinstance(problem, NameResolutionError):
        return _why(problem) != NO_SUCH_HOST
    if isinstance(problem, NewConnectionError):
        return True
    return not isinstance(problem, (TimeoutError, SSLError, ProxyError, LocationParseError))


def _why(problem: Exception) -> str:
    """What went wrong, in words of our own or the system's; nothing that a server wrote is in them."""
    cause = problem.__cause__ or problem.__context__
    if isinstance(problem, NameResolutionError):
        missing = isinstance(cause, socket.gaierror) and cause.errno in _UNKNOWN_NAMES
        return NO_SUCH_HOST if missing else "the host was not found"
    if isinstance(problem, NewConnectionError):
        return f"no connection: {_strerror(cause)}"
    if isinstance(problem, ProxyError):
        return "the proxy cannot be reached, or does not go there"
    if isinstance(problem, ConnectTimeoutError):
        return "no connection in time"
    if isinstance(problem, TimeoutError):
        return "no answer in time"
    if isinstance(problem, SSLError):
        told = problem.args[0] if problem.args else None
        return f"not secure: {getattr(told, 'verify_message', '') or 'it does not speak TLS as it should'}"
    if isinstance(problem, LocationParseError):
        return "it is no address that can be asked"
    return "the answer broke off, or is none"


def _strerror(cause: BaseException | None) -> str:
    return (isinstance(cause, OSError) and cause.strerror) or "it failed"


def _phrase(status: int) -> str:
    """`404 Not Found`, in the words of the standard and not of the server."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _host(url: str) -> str:
    try:
        return (parse_url(url).host or "").lower()
    except HTTPError:
        return ""


def _led_to(base: str, location: str) -> str | None:
    """Where a redirect leads, or None where that is nothing to open."""
    try:
        there = urljoin(base, quote(location.strip().encode("latin-1", "replace"), safe=_IN_ADDRESSES))
        kept = urlsplit(base).fragment
        if kept and "#" not in there:
            there = f"{there}#{kept}"
        scheme = urlsplit(there).scheme.lower()
    except ValueError:
        return None
    return link_to_open(there) if scheme in ("http", "https") else None
