"""When two addresses lead to the same thing, however they are written."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from mlops_path.domain.editions.vocabulary import KINDS_OF_HOSTS, LANDLORDS, NOISE, SHARED_HOSTS, SHORTENERS

_ARCHIVED = re.compile(r"(?:https?://)?(?:web\.|www\.)?archive\.org/web/[0-9*]+(?:[a-z]{2}_)?/(.+)", re.IGNORECASE)
_LEADING_ON = re.compile(  # hosts that only lead on, with the address in what is asked
    r"(?:https?:)?//(?:[\w-]+\.)*(?:awin1\.com|i\d{4,}\.net|linksynergy\.com|pxf\.io|sjv\.io|google\.[a-z.]{2,6}/url"
    r"|lm?\.facebook\.com|vk\.com/away\.php|youtube\.com/redirect|href\.li|slack-redir\.net|getpocket\.com/redirect)"
    r"(?=[/?]|$)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_MADE = re.compile(r"\.(?:html?|php|aspx?)$")
_ARXIV = re.compile(r"/(?:abs|pdf|html|ps|format)/(.+?)(?:v\d+)?(?:\.pdf)?$")
_DOI = re.compile(r"/(?:doi/(?:abs/|pdf/|full/|epdf/|pdfdirect/)?)?(10\.\d{4,9}/.+)")
_ASIN = re.compile(r"/(?:dp|gp/product|exec/obidos/asin|o/asin)/(?:product/)?([0-9a-z]{10})\b", re.IGNORECASE)
_ANTHOLOGY = re.compile(
    r"(?:aclanthology\.org|aclweb\.org/anthology|anthology\.aclweb\.org|aclanthology\.info)(?:/papers|/[a-z])?(?:/[a-z]\d\d)*"
    r"/([a-z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)(?:\.pdf|/.*)?",
    re.IGNORECASE,
)
_RFC = re.compile(
    r"(?:tools\.ietf\.org|datatracker\.ietf\.org/doc|(?:www\.)?rfc-editor\.org|ietf\.org)(?:/html|/rfc|/info)?/(rfc\d+)"
    r"(?:\.html|\.txt)?",
    re.IGNORECASE,
)
_RESEARCH = re.compile(r"research\.google(?:\.com)?/pubs/(pub\d+)(?:\.html)?")
_VIDEO = re.compile(r"/(?:embed|v|shorts|live)/([\w-]+)")
_CHANNEL = re.compile(r"/(?:c/|user/|@)([\w.-]+)")
_LECTURE = re.compile(r"/learn/[^/]+/lecture/(\w+)/.*|/lecture/[^/]+/.*-(\w+)")
_BRANCH = re.compile(r"^(/[^/]+/[^/]+)/(?:tree|blob|raw)/(?:master|main|head)(?=/|$)")
_DOCUMENT = re.compile(r"(/d/[\w-]+)/.*")


LONGEST = 4096  # what may be opened; whatever is longer is only equal to itself


class Address(NamedTuple):
    """Equal for all the ways to write one address; `fragment` is the place within the page, or the second of a film."""

    page: str
    fragment: str = ""

    @property
    def is_home(self) -> bool:
        """Whether it is a whole site, or all that somebody has at one: then many a thing may be meant."""
        parts = self.page.count("/")
        return "?" not in self.page and parts <= (self.host in KINDS_OF_HOSTS["code"])

    @property
    def is_told(self) -> bool:
        """Whether it says where it leads."""
        return self.host not in SHORTENERS and _LEADING_ON.match(f"//{self.page}") is None

    @property
    def stem(self) -> str:
        """The page without what tells how it is made: of "tune.html" as of "tune/"."""
        return _MADE.sub("", self.page)

    @property
    def host(self) -> str:
        return self.page.partition("/")[0].partition("?")[0]

    @property
    def domain(self) -> str:
        """What one owner has of the host: "a.org" of "docs.a.org"; empty where strangers share it."""
        labels = self.host.split(".")
        end = ".".join(labels[-2:])
        if self.host in SHARED_HOSTS or end in SHARED_HOSTS:
            return ""
        is_let = end in LANDLORDS or labels[-1] == "edu" or (len(labels[-1]) == 2 and len(labels[-2:][0]) <= 3)
        return ".".join(labels[-3 if is_let else -2 :])

    @property
    def tenant(self) -> str:
        """Whose part of a site it is, where people have parts: "~ada" of "a.edu/~ada/x"."""
        parts = self.page.split("/")[1:3]
        return "/".join(parts) if parts[:1] == ["people"] else parts[0] if parts and parts[0].startswith("~") else ""


def read_address(text: str) -> Address:
    """The address in `text`; text that is none stands for itself."""
    text = text.strip().strip("<>")
    if len(text) > LONGEST:
        return Address(text)
    while led := _led_to(text):
        text = led
    if text[:4].lower() == "doi:":
        text = "https://doi.org/" + text[4:].strip()
    scheme = _SCHEME.match(text)
    if scheme is None and text[:4].lower() != "www.":
        return Address(text)
    rest, _, fragment = text[scheme.end() if scheme else 0 :].partition("#")
    rest, _, query = rest.partition("?")
    host, slash, path = rest.partition("/")
    if "%" in path:
        path = unquote(path)
    path = _INDEX.sub("", re.sub("//+", "/", slash + path)).rstrip("/")
    return _known(_host(host), path, query, fragment)


def _led_to(text: str) -> str:
    """The address that one leads on to: an archive, or a host that counts who comes; empty where it is one itself."""
    if "http" not in (told := text[1:].lower()) and "archive.org" not in told:
        return ""
    if archived := _ARCHIVED.match(text):
        return archived[1]
    if not _LEADING_ON.match(text):
        return ""
    asked = parse_qsl(text.partition("?")[2])
    return next((value for _, value in asked if value.lower().startswith(("http://", "https://"))), "")


def _host(text: str) -> str:
    host = re.sub(r":(?:80|443)$", "", text.lower().rpartition("@")[2]).rstrip(".")
    return re.sub(r"^(?:www\d?|m|mobile)\.(?=[^.]+\.)", "", host).replace(".m.wikipedia.", ".wikipedia.")


def _known(host: str, path: str, query: str, fragment: str) -> Address:
    """The address, by what is known of sites that give one thing several addresses."""
    answers = parse_qsl(query, keep_blank_values=True) if query else ()
    asked = [(key, value) for key, value in answers if not _is_noise(key)]
    if host in ("arxiv.org", "export.arxiv.org", "ar5iv.org") and (paper := _ARXIV.fullmatch(path)):
        return Address(f"arxiv.org/{paper[1].lower()}")
    if "/10." in path and (doi := _DOI.fullmatch(path)) and (host.endswith("doi.org") or path.startswith("/doi/")):
        name = doi[1].lower()
        return Address(f"arxiv.org/{name[15:]}" if name.startswith("10.48550/arxiv.") else f"doi.org/{name}")
    if host.startswith(("amazon.", "smile.amazon.")) and (book := _ASIN.search(path)):
        return Address(f"amazon/{book[1].upper()}")
    if host in ("youtu.be", "youtube.com", "music.youtube.com", "youtube-nocookie.com"):
        named = dict(asked)
        video = path[1:] if host == "youtu.be" else named.get("v", "")
        if embedded := _VIDEO.match(path):
            video = embedded[1]
        if video:
            second = (named.get("t") or named.get("start") or fragment.removeprefix("t=")).removesuffix("s")
            return Address(f"youtube.com/watch?v={video}", second)
        host = "youtube.com"
        if channel := _CHANNEL.match(path):
            path = f"/@{channel[1].lower()}{path[channel.end() :]}"
    if host == "coursera.org" and (lecture := _LECTURE.fullmatch(path)):
        return Address(f"coursera.org/lecture/{lecture[1] or lecture[2]}")
    if host == "coursera.org" and path.startswith("/course/"):
        path = f"/learn/{path[8:]}"
    if "acl" in host and (anthology := _ANTHOLOGY.fullmatch(host + path)):
        return Address(f"aclanthology.org/{anthology[1].upper()}")
    if host.startswith("research.google") and (research := _RESEARCH.fullmatch(host + path)):
        return Address(f"research.google/pubs/{research[1]}")
    if host == "developer.mozilla.org":
        path = re.sub(r"^/[a-z]{2}(?:-[a-z]{2})?/", "/", path, flags=re.IGNORECASE)
    if "rfc" in path.lower() and (standard := _RFC.fullmatch(host + path)):
        return Address(f"rfc-editor.org/{standard[1].lower()}", fragment)
    if host == "openreview.net" and path in ("/forum", "/pdf"):
        path = "/forum"
    if host in ("docs.google.com", "drive.google.com"):
        path = _DOCUMENT.sub(r"\1", path)
    if host in ("github.com", "gitlab.com"):
        path = path.lower().replace("/-/", "/").replace("/incubator-", "/").removesuffix(".git")
        path = _BRANCH.sub(r"\1/-", path).removesuffix("/-")
        asked = [(key, value) for key, value in asked if key != "tab"]
        fragment = fragment if fragment.lower() not in ("readme", "readme-ov-file") else ""
    if fragment.startswith(("!", "/")):
        path, fragment = f"{path}#{fragment}", ""  # the whole site is one page, and this is its path
    fragment = unquote(fragment.partition(":~:")[0]).lower()
    wanted = "&".join(f"{key}={value}" for key, value in sorted(asked))
    return Address(host + path + ("?" + wanted if wanted else ""), fragment)


def _is_noise(key: str) -> bool:
    return key.lower() in NOISE or key.lower().startswith("utm_")
