"""Whose two addresses are, and what they lead to, as far as their words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.titles import words_of_title
from mlops_path.domain.editions.vocabulary import (
    FUNCTION,
    KINDS_OF_HOSTS,
    LANDLORDS,
    NUMERALS,
    REPOSITORIES,
    UNITS,
)

LONG_NAME = 12  # letters
LONG_BRAND = 5  # the same
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def akin(was: Address, now: Address) -> bool:
    """Whether two addresses are of one owner, or of two homes of one repository."""
    if has_one_owner(was, now):
        return True
    name, their = (page.page.partition("/")[2].partition("/")[2] for page in (was, now))
    is_code = was.host == now.host and was.host in KINDS_OF_HOSTS["code"]
    return is_code and name == their and not REPOSITORIES.issuperset(re.split("[-_./]", name))


def has_one_owner(was: Address, now: Address) -> bool:
    """Whether both are of one domain and one person's part of it, or repositories of one account."""
    if (account := _account(was)) or _account(now):
        return account == _account(now)
    return was.domain == now.domain != "" and (was.tenant == now.tenant or _is_moved_tenant(was, now))


def _is_moved_tenant(was: Address, now: Address) -> bool:
    """Whether one person's part of a site lost its tilde, or got one: "a.edu/~ada/x" and "people.a.edu/ada/x"."""
    names = [page.page.partition("/")[2].partition("/")[0] for page in (was, now)]
    return names[0] != names[1] and names[0].lstrip("~") == names[1].lstrip("~")


def _account(address: Address) -> str:
    """Who has a part of a house of many: "ada" of github.com/ada, ada.github.io and medium.com/@ada."""
    name = address.page.partition("/")[2].partition("/")[0]
    if address.host in KINDS_OF_HOSTS["code"] or (address.host == "medium.com" and name.startswith("@")):
        return name.casefold().removeprefix("@").replace("-", "")
    *accounts, name, end = ("", *address.host.split("."))
    return accounts[-1].replace("-", "") if accounts and f"{name}.{end}" in LANDLORDS else ""


def are_one_place(was: Address, now: Address) -> bool:
    """Whether both name one place within pages of one owner: "…/prepare.md#sails", and "…/docs/prepare.md#sails"."""
    return bool(was.fragment) and was.fragment == now.fragment and has_one_owner(was, now)


def has_same_file(was: Address, now: Address) -> bool:
    """Whether both end in one name that is long enough to be a file's own: "tricks-2012.pdf", "ElemStatLearn"."""
    name, their = (page.page.rpartition("/")[2] for page in (was, now))
    is_own = len(name) >= LONG_NAME and not REPOSITORIES.issuperset(re.split("[-_.]", name.casefold()))
    return is_own and name.casefold() == their.casefold() and was.page != was.host


def are_strangers(was: Address, now: Address) -> bool:
    """Whether they are of two among the many authors of one house, as far as can be told."""
    if akin(was, now):
        return False
    if was.domain and now.domain:
        house = was.domain.partition(".")[2]
        is_shared = house in LANDLORDS or house.endswith(".edu")
        return was.domain == now.domain or (is_shared and house == now.domain.partition(".")[2])
    return was.host == now.host


def are_named(name: str, was: Address, now: Address) -> bool:
    """Whether a name is in the hosts of both (a short one as a whole word), or that of their account or repository."""
    return all(
        name in (page.host if len(name) > 4 else re.split("[.-]", page.host))
        or (_is_of_owners(page) and name in page.page.casefold().split("/")[1:3])
        for page in (was, now)
    )


def are_projects(name: str, was: Address, now: Address) -> bool:
    """Whether both are a project of this name: a repository, or its part of its owner's site."""
    return all(_is_of_owners(page) and name in page.page.casefold().split("/")[1:3] for page in (was, now))


def _is_of_owners(page: Address) -> bool:
    """Whether a host gives each owner a part of it, and each project a name in that."""
    return page.host in KINDS_OF_HOSTS["code"] or ".".join(page.host.split(".")[-2:]) in LANDLORDS


def are_sites_of(name: Sequence[str], was: Address, now: Address) -> bool:
    """Whether both are sites that are called so, under two endings: "hackthebox.eu" and "hackthebox.com"."""
    whole = "".join(name)
    return len(whole) >= LONG_BRAND and all(page.domain.partition(".")[0] == whole for page in (was, now))


def are_one_site(was: Address, now: Address) -> bool:
    """Whether a site of one name moved to another ending or landlord: "sail-book.github.io" and "sail-book.com"."""
    name, their = (page.domain.partition(".")[0] for page in (was, now))
    return name == their and len(name) >= LONG_BRAND and name not in REPOSITORIES


def are_one_page_there(was: Address, now: Address) -> bool:
    """Whether a page of a site that moved so has its path still: "sailism.io/tracks/jib", "sailism.org/tracks/jib"."""
    path, their = (page.page.partition("/")[2] for page in (was, now))
    return path == their != "" and are_one_site(was, now)


def are_called_on_one_site(title: Sequence[str], was: Address, now: Address) -> bool:
    """Whether both end in the title on one site: "a.org/sails" and "a.org/books/sails"."""
    names = (words_of_title(page.page.rpartition("/")[2].replace("-", " ").replace("_", " ")) for page in (was, now))
    return was.host == now.host and all(name == tuple(title) for name in names)


def are_runs_of_one(was: Address, now: Address) -> bool:
    """Whether two addresses differ in nothing but a year, as those of a course that is held again do."""
    ours, theirs = (_YEAR.sub("", page.page) for page in (was, now))
    return was.page != now.page and ours == theirs != "" and was.host == now.host


def spells(words: Sequence[str], address: Address) -> bool:
    """Whether it is where a platform has the course of this title: "…/compilers-2014" for ("compilers",).

    "…/compilers-part-2" is another one. The name of a school may stand in front.
    """
    name = [word for word in re.split("[-_]", address.page.rpartition("/")[2]) if word not in FUNCTION]
    wanted = [word for word in words if word not in FUNCTION]
    starts = (at for at in range(len(name)) if name[at : at + len(wanted)] == wanted)
    at = next(starts, -1) if wanted else -1
    rest = name[:at] + name[at + len(wanted) :]
    return at >= 0 and address.host in KINDS_OF_HOSTS["course"] and not any(map(_counts, rest))


def _counts(word: str) -> bool:
    return word in UNITS or word in NUMERALS or (word.isdecimal() and len(word) < 4)


def are_films(was: Address, now: Address) -> bool:
    """Whether both are films: their authors put them up anew, at another address of the same house."""
    return "film" in _kinds(was) & _kinds(now)


def are_books(was: Address, now: Address) -> bool:
    return "book" in _kinds(was) & _kinds(now)


def are_courses(was: Address, now: Address) -> bool:
    """Whether both are courses of one platform, or of one university, and not counted: "…/wind" and "…/wind-2"."""
    if "course" in _kinds(was) & _kinds(now):
        names = [set(re.split("[-_]", page.page.rpartition("/")[2])) for page in (was, now)]
        return not any(map(_counts, names[0] ^ names[1]))
    is_one_school = was.host.endswith(".edu") and was.host.split(".")[-2:] == now.host.split(".")[-2:]
    return is_one_school and not (was.tenant or now.tenant)


def differ_in_kind(was: Address, now: Address) -> bool:
    """Whether one leads to a film, a book, a paper, a course or a repository, and the other to another of these."""
    ours, theirs = _kinds(was), _kinds(now)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def may_differ_in_kind(was: Address, now: Address) -> bool:
    """The same, but that one of them may lead to something else; a file to be printed is what any page may offer."""
    ours, theirs = _kinds(was), _kinds(now)
    is_file = (was if ours else now).page.endswith(".pdf") and not (ours and theirs)
    return ours != theirs and ours.isdisjoint(theirs) and ours | theirs != {"code"} and not is_file


def _kinds(address: Address) -> frozenset[str]:
    """What an address may lead to, as far as it tells: a list of films is a course, a lecture of a course a film."""
    if address.page.endswith(".pdf"):
        return frozenset(["paper"])
    kind = next((kind for kind, hosts in KINDS_OF_HOSTS.items() if address.host in hosts), "")
    if "/playlist?" in address.page or (kind == "course" and "/lecture/" in address.page):
        return frozenset(["film", "course"])
    return frozenset([kind]) if kind else frozenset()
