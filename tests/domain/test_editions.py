"""Which thing of a new edition is which old one: no tick may get lost, and none may go to another thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.editions import Comparison, Thing, compare, recognise
from mlops_path.domain.editions.addresses import read_address
from mlops_path.domain.editions.candidates import pairs_worth_a_look
from mlops_path.domain.editions.sides import Side
from mlops_path.domain.editions.titles import words_of_title
from tests.domain.strategies import ALWAYS

HERE, THERE, ELSEWHERE = ("Basics", "Reading"), ("Basics", "Watching"), ("Advanced", "Reading")

SAID_AT_LENGTH = "Kubernetes custom resource definition for serving sails of any cloth on arbitrary boats."


def thing(
    title: str,
    *addresses: str,
    at: tuple[str, str] = HERE,
    part_of: int | None = None,
    id_: str = "",
    formerly: tuple[str, ...] = (),
    retired: bool = False,
) -> Thing:
    """A thing; an address without a scheme is given one."""
    return Thing(
        id_, title, tuple(a if ":" in a else f"https://{a}" for a in addresses), part_of, at, formerly, retired
    )


def told(comparison: Comparison, after: Sequence[Thing]) -> str:
    """What became of each new thing, in order: "0 moved", "new" or "0? 1?"; and which old ones are retired."""
    became = dict.fromkeys(comparison.new, "new")
    became |= {one.new: f"{'+'.join(map(str, one.old))} {one.how}" for one in comparison.matches}
    became |= {one.new: " ".join(f"{old}?" for old in sorted(one.candidates)) for one in comparison.doubts}
    retired = "".join(f" · {old} retired" for old in comparison.retired)
    return " · ".join(became[new] for new in range(len(after))) + retired


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Desinging data pipelines", "Designing data pipelines"),
        ("Rules of pipelines", "Rules of pipelines (2019)"),
        ("Rules of pipelines (2019)", "Rules of pipelines"),
        ("Rules of pipelines", "Rules of pipelines by Ada Lovelace"),
        ("Ada Lovelace: Rules of pipelines", "Rules of pipelines"),
        ("Rules of pipelines", "Rules of pipelines — Ada Lovelace"),
        ("Rules of pipelines", "🚀 Rules of pipelines 🔥"),
        ("Rules of pipelines", "Rules of pipelines (free)"),
        ("Rules of pipelines", "Rules of pipelines."),
        ("Rules of pipelines", "Rules of pipelines: what we learnt in a year"),
        ("Rules of Pipelines", "RULES OF PIPELINES"),
        ("“Rules” of a team’s pipelines", '"Rules" of a team\'s pipelines'),
        ("Pipelines & queues", "Pipelines and queues"),
        ("Pipelines & queues", "The pipelines and the queues"),
        ("Ｐｉｐｅｌｉｎｅｓ ｆｏｒ ｙｏｕ", "Pipelines for you"),
        ("Data base pipelines", "Database pipelines"),
        ("Lecture 1: Pipelines in practice", "Lecture 2: Pipelines in practice"),
        ("1. Pipelines in practice", "7. Pipelines in practice"),
    ],
)
def test_a_title_that_is_touched_up_stays_the_thing_it_was(title: str, other: str) -> None:
    """Authors mend titles all the time: with the address the same, and where neither has one."""
    for addresses in (("a.org/x",), ()):
        after = [thing("Something else", "b.org/y"), thing(other, *addresses)]

        assert told(compare([thing(title, *addresses)], after), after) == "new · 0 retitled"


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("http://a.org/x", "https://a.org/x"),
        ("https://www.a.org/x", "https://a.org/x/"),
        ("https://a.org/x?utm_source=list&utm_medium=web", "https://a.org/x"),
        ("https://a.org/x?ref=awesome", "https://a.org/x?fbclid=12"),
        ("https://a.org/x?b=2&a=1", "https://a.org/x?a=1&b=2"),
        ("https://A.org:443//x/index.html", "http://a.org/x"),
        (
            "https://www.coursera.org/learn/data-structures/lecture/UdKzQ/stacks",
            "https://www.coursera.org/lecture/data-structures/stacks-UdKzQ",
        ),
        ("https://a.org/x%20y", "https://a.org/x y"),
        ("https://m.a.org/x", "https://a.org/x"),
        ("https://en.m.wikipedia.org/wiki/X", "https://en.wikipedia.org/wiki/X"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&index=2"),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ"),
        ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/pdf/1706.03762v5.pdf"),
        ("http://arxiv.org/abs/cs/0112017v1", "https://arxiv.org/pdf/cs/0112017"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("https://dx.doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/abs/10.1145/3292500.3330701", "https://doi.org/10.1145/3292500.3330701"),
        ("https://github.com/apache/incubator-sails", "https://github.com/apache/sails"),
        ("https://github.com/Owner/Repo.git", "https://github.com/owner/repo"),
        ("https://github.com/owner/repo/tree/master/docs", "https://github.com/owner/repo/tree/main/docs"),
        ("https://github.com/owner/repo/blob/master", "https://github.com/owner/repo#readme"),
        ("https://web.archive.org/web/20200101000000/https://a.org/x", "https://a.org/x"),
        ("https://web.archive.org/web/2020id_/http://a.org/x", "https://a.org/x"),
        ("https://www.amazon.com/Some-Book/dp/1098107969/ref=sr_1_1?keywords=x", "https://amazon.co.uk/dp/1098107969"),
        ("https://openreview.net/pdf?id=abc", "https://openreview.net/forum?id=abc"),
        ("https://click.linksynergy.com/deeplink?id=P&murl=https%3A%2F%2Fwww.a.org%2Fx", "https://a.org/x"),
        ("https://www.google.com/url?q=https://a.org/x&sa=D", "https://a.org/x"),
        ("https://www.coursera.org/course/crypto", "https://www.coursera.org/learn/crypto"),
        ("http://anthology.aclweb.org/D/D14/D14-1162.pdf", "https://aclanthology.org/D14-1162/"),
        ("https://www.aclweb.org/anthology/2020.acl-main.703", "https://aclanthology.org/2020.acl-main.703.pdf"),
        ("http://research.google.com/pubs/pub36356.html", "https://research.google/pubs/pub36356/"),
        ("https://tools.ietf.org/html/rfc7540", "https://datatracker.ietf.org/doc/html/rfc7540"),
        ("https://www.rfc-editor.org/rfc/rfc7540.txt", "https://www.rfc-editor.org/rfc/rfc7540.html"),
        ("https://developer.mozilla.org/en-US/docs/Web/HTML", "https://developer.mozilla.org/de/docs/Web/HTML"),
        ("https://docs.google.com/document/d/1AbC/edit?usp=sharing", "https://docs.google.com/document/d/1AbC/view"),
        ("https://a.org/x#:~:text=hello", "https://a.org/x"),
    ],
)
def test_one_address_may_be_written_in_many_ways(address: str, other: str) -> None:
    """Even where the title is another one as well."""
    after = [thing("Entirely rewritten", other)]

    assert read_address(address) == read_address(other)
    assert told(compare([thing("Rules of pipelines", address)], after), after) == "0 retitled"


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("https://a.org/x", "https://a.org/y"),
        ("https://a.org/x", "https://b.org/x"),
        ("https://a.org/rules.html", "https://a.org/rules/"),
        ("https://a.org/x?id=1", "https://a.org/x?id=2"),
        ("https://a.org/page#chapter-3", "https://a.org/page#chapter-4"),
        ("https://a.org/#/one", "https://a.org/#/two"),
        ("https://youtu.be/aaaaaaaaaaa", "https://youtu.be/bbbbbbbbbbb"),
        ("https://youtu.be/aaaaaaaaaaa?t=10", "https://youtu.be/aaaaaaaaaaa?t=900"),
        ("https://www.youtube.com/playlist?list=PL1", "https://www.youtube.com/playlist?list=PL2"),
        ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03763"),
        ("https://github.com/owner/repo/tree/v1/docs", "https://github.com/owner/repo/tree/v2/docs"),
        ("https://amazon.com/dp/1098107969", "https://amazon.com/dp/1492032646"),
        ("https://bit.ly/AbC", "https://bit.ly/aBc"),
        ("chapter.md", "other.md"),
    ],
)
def test_addresses_that_differ_lead_to_different_things(address: str, other: str) -> None:
    """A key that is too coarse would give the tick of one chapter to the next."""
    assert read_address(address) != read_address(other)


CASES: dict[str, tuple[list[Thing], list[Thing], str]] = {
    "nothing changed": ([thing("Apples", "a.org/x")], [thing("Apples", "a.org/x")], "0 carried"),
    "the site moved": ([thing("Apples", "a.org/x")], [thing("Apples", "b.net/z")], "0 relinked"),
    "a repository went to another owner, its section has another name": (
        [thing("Apples", "github.com/ada/apples"), thing("Pears", "a.org/y")],
        [thing("Apples", "github.com/orchard/apples", at=ELSEWHERE), thing("Pears", "a.org/y")],
        "0 relinked · 1 carried",
    ),
    "the site went to a part of itself, and elsewhere": (
        [thing("Apples", "apples.dev"), thing("Pears", "a.org/y")],
        [thing("Apples", "docs.apples.dev/start", at=ELSEWHERE), thing("Pears", "a.org/y")],
        "0 relinked · 1 carried",
    ),
    "a book of the name of a tool": (
        [thing("Apples", "github.com/ada/apples")],
        [thing("Apples", "oreilly.com/library/view/apples/1")],
        "0?",
    ),
    "a name in full, with an address at last": (
        [thing("Windfall"), thing("Windmill", at=THERE)],
        [thing("Apple Windfall", "windfall.dev"), thing("Apple Windmill", "windmill.dev")],
        "0? · new · 1 retired",
    ),
    "courses by their numbers in a catalogue, told the other way round": (
        [
            thing("Course: Rows and Columns (MIT 18.06)"),
            thing("Course: Knots and Ropes (Berkeley CS 61B)"),
            thing("Course: Winds for Sailors (MIT 6.042J)"),
            thing("Course: Boats (MIT 6.004)"),
        ],
        [
            thing("MIT 18.06 - Rows and Columns", at=ELSEWHERE),
            thing("Berkeley CS61B - Knots and Ropes", at=ELSEWHERE),
            thing("MIT 6.042 - Winds for Sailors", at=ELSEWHERE),
            thing("MIT 6.033 - Boats", at=ELSEWHERE),
        ],
        "0 retitled · 1 retitled · 2 retitled · 3?",
    ),
    "all were found on one page, and have addresses now": (
        [
            thing("Rows, Columns and Diagonals by Ada Lovelace", "list.org"),
            thing("Knots", "list.org"),
            thing("The Ropes", "list.org"),
        ],
        [
            thing("Rows, Columns and Diagonals", "a.org/rows", at=ELSEWHERE),
            thing("Sails", "b.org/sails", at=ELSEWHERE),
        ],
        "0 retitled · new · 1 retired · 2 retired",
    ),
    "what comes with a course of a number is not the course, nor what else comes with it": (
        [
            thing("MIT 18.06 Rows and Columns"),
            thing("Sails and Ropes, MIT 6.006 (lecture notes)"),
            thing("Berkeley CS 61B Knots and Hitches"),
        ],
        [
            thing("MIT 18.06 Rows and Columns: Exams", at=ELSEWHERE),
            thing("MIT 6.006 Sails and Ropes (videos)", at=ELSEWHERE),
            thing("Knots and Hitches Midterm (Berkeley CS61B)", at=ELSEWHERE),
        ],
        "0? · 1? · new · 2 retired",
    ),
    "chapters of a book are not the book": (
        [thing("Hands-On Sails and Ropes", "a.org/sails"), thing("Hands-On Sails and Ropes (Advanced chapters)")],
        [thing("Hands-On Sails and Ropes", "a.org/sails"), thing("Hands-On Sails and Ropes – Ada", "a.org/sails")],
        "0 carried · 1?",
    ),
    "its maker's name in front": (
        [
            thing("Windfall", "windfall.incubator.apache.org"),
            thing("Windmill"),
            thing("Applet", "github.com/ibm/applet"),
        ],
        [
            thing("Apache Windfall", "github.com/apache/windfall"),
            thing("Amazon Windmill", "aws.amazon.com/windmill"),
            thing("IBM Applet", "applet.ibm.com"),
        ],
        "0 retitled · 1 retitled · 2 retitled",
    ),
    "another maker's thing of that name": (
        [thing("Windfall", "windfall-labs.com")],
        [thing("AWS Windfall", "aws.amazon.com/windfall")],
        "0?",
    ),
    "a maker's name in front of a whole field": (
        [thing("Machine learning", "a.org/ml")],
        [thing("Azure machine learning", "azure.microsoft.com/ml")],
        "new · 0 retired",
    ),
    "a film of a tool with its maker's name in front": (
        [thing("Windfall", "windfall.dev")],
        [thing("Apache Windfall", "youtu.be/abc")],
        "0?",
    ),
    "an abbreviation written out": (
        [thing("CML"), thing("Data Version Control (DVC)", "dvc.org/start"), thing("BERT", "bert.org")],
        [
            thing("CML (Continuous Machine Learning)", "cml.dev"),
            thing("DVC", "docs.dvc.org"),
            thing("Bag of Encoded Random Trees (BERT)", "trees.net"),
        ],
        "0 retitled · 1 retitled · 2?",
    ),
    "an abbreviation written out, at another address of that name": (
        [thing("CML", "github.com/ada/cml"), thing("Apple Pear Garden", "github.com/apl-pear/apl-pear")],
        [
            thing("CML (Continuous Machine Learning)", "cml.dev"),
            thing("apple-pear-garden (aplgarden)", "github.com/ada/apl-pear"),
        ],
        "0 retitled · 1 retitled",
    ),
    "an abbreviation written out, at somebody else's address": (
        [thing("CML", "github.com/ada/chemistry")],
        [thing("CML (Continuous Machine Learning)", "cml.dev")],
        "0?",
    ),
    "brackets with fewer or more in them": (
        [thing("Sails as a craft (hemp, wire)"), thing("Ropes as a craft (hemp)", at=THERE)],
        [thing("Sails as a craft (Hemp)"), thing("Ropes as a craft (wire)", at=THERE)],
        "0 retitled · new · 1 retired",
    ),
    "lessons of one title, written in other letters": (
        [thing("Boat Prices"), thing("Boat Prices"), thing("Wind")],
        [thing("Boat prices"), thing("Boat prices"), thing("Wind")],
        "0 retitled · 1 retitled · 2 carried",
    ),
    "a word of another section of the same field": (
        [thing("Gaussian knots", at=("Machine learning", "Ada's class")), thing("Hulls")],
        [thing("Gaussian knots", at=("Machine learning", "Ben's class")), thing("Hulls")],
        "0? · 1 carried",
    ),
    "a book of the title of an article, whoever wrote that": (
        [thing("The art of data science", "orchard-times.com/98/11/data.html")],
        [thing("The art of data science", "leanpub.com/appleart")._replace(authors=frozenset(["peel"]))],
        "0?",
    ),
    "one title by one author, elsewhere on a platform": (
        [thing("Machine learning", "edx.org/course/ml")._replace(authors=frozenset(["lovelace"]))],
        [thing("Machine learning", "edx.org/learn/apples")._replace(authors=frozenset(["lovelace", "hopper"]))],
        "0 relinked",
    ),
    "one title and one file, elsewhere": (
        [
            thing("Deep learning", "a.edu/~ada/deep-learning-vol7.pdf"),
            thing("Elements of Trees", "a.edu/~ada/ElemTreeBook"),
        ],
        [
            thing("Deep learning", "b.com/x/Deep-Learning-Vol7.pdf"),
            thing("Elements of Trees", "b.edu/~bo/ElemTreeBook"),
        ],
        "0 relinked · 1 relinked",
    ),
    "a name and its letters at one home": (
        [thing("Apple Language Toolkit", "altk.org"), thing("Windfall.IO", "windfall.io")],
        [thing("ALTK", "www.altk.org"), thing("WindfallDB", "windfall.io")],
        "0 retitled · 1 retitled",
    ),
    "a course of which another address comes first now": (
        [thing("Pruning old orchards", "pruning.org", "a.edu/films/prune")],
        [thing("CS5: Pruning old orchards for all", "b.org/prune", "a.edu/films/prune", "pruning.org")],
        "0 retitled",
    ),
    "a course and its book, of other names and with one address in common": (
        [thing("Pruning old orchards", "pruning.org", "a.edu/films/prune")],
        [thing("CS5: Pruning old orchards for all", "b.org/prune", "a.edu/films/prune")],
        "0?",
    ),
    "a tool of which its paper is named first now": (
        [thing("Windvec", "code.org/windvec"), thing("Efficient estimates of windmills", "arxiv.org/abs/1301.3781")],
        [thing("windvec", "arxiv.org/abs/1301.3781", "code.org/windvec")],
        "0? 1?",
    ),
    "a page that is made in another way": (
        [thing("Tune", "docs.windfall.io/latest/tune.html"), thing("Pears", "a.org/pears.html")],
        [thing("Windfall Tune", "docs.windfall.io/latest/tune/index.html"), thing("Plums", "a.org/pears")],
        "0 retitled · new · 1 retired",
    ),
    "the same two addresses under a name that counts them": (
        [thing("Growing apples with Ada", "a.org/1", "a.org/2")],
        [thing("Growing apples with Ada, part 1", "a.org/1", "a.org/2")],
        "0 retitled",
    ),
    "a film put up anew": (
        [thing("Inventing apples", "vimeo.com/123"), thing("Orchard algebra", "youtu.be/abc")],
        [thing("Inventing apples", "vimeo.com/456"), thing("Orchard algebra", "youtu.be/def")],
        "0 relinked · 1?",
    ),
    "a long title of nothing but fields, at another house": (
        [thing("Computer science and programming in Python", "edx.org/course/mitx-6-00")],
        [thing("Computer science and programming in Python", "ocw.mit.edu/courses/6-0001")],
        "0 relinked",
    ),
    "an abbreviation of something else": (
        [thing("CML", "github.com/ada/cml")],
        [thing("CML (Chemical Markup Language)", "cml.org"), thing("CML (Continuous Machine Learning)", "cml.dev")],
        "0? · 0?",
    ),
    "brackets that are no abbreviation": (
        [thing("Ray", "ray.io")],
        [thing("Ray (Serve)", "docs.ray.io/serve")],
        "new · 0 retired",
    ),
    "a whole field, at another house of one owner": (
        [thing("Mathematics for computer science", "learn.a.org/1", at=HERE)],
        [thing("Mathematics for computer science", "open.a.org/courses/1", at=THERE)],
        "0 relinked",
    ),
    "a whole field, at another tenant's of one landlord": (
        [thing("Mathematics for computer science", "ada.github.io/1", at=HERE)],
        [thing("Mathematics for computer science", "ben.github.io/1", at=THERE)],
        "0?",
    ),
    "a course at an address that goes on": (
        [thing("Machine learning", "edx.org/course/machine-learning-2014", at=HERE)],
        [thing("Machine learning", "edx.org/course/machine-learning", at=THERE)],
        "0 relinked",
    ),
    "a name at another's of many authors' houses": (
        [
            thing("MIT (video)", "youtu.be/abc"),
            thing("Attention", "arxiv.org/abs/1409.0473"),
            thing("Awesome pears", "github.com/ada/awesome-list"),
            thing("Orchard algebra", "ada.github.io/x"),
            thing("Robots", "web.a.edu/~ada/robots"),
            thing("Graphics", "cs.a.edu/graphics"),
        ],
        [
            thing("MIT (video)", "youtu.be/def"),
            thing("Attention", "arxiv.org/abs/1706.03762"),
            thing("Awesome pears", "github.com/ben/awesome-list"),
            thing("Orchard algebra", "ben.github.io/x"),
            thing("Robots", "web.a.edu/~ben/robots", at=THERE),
            thing("Graphics", "art.a.edu/graphics", at=THERE),
        ],
        "0? · 1? · 2? · 3? · 4? · 5?",
    ),
    "a file that is called otherwise in one repository": (
        [thing("Pears", "github.com/ada/fruit/blob/master/pear.pdf"), thing("Apples", "github.com/orchard/apples")],
        [thing("Pears", "github.com/ada/fruit/blob/main/pears.pdf"), thing("Apples", "github.com/orchard/appletree")],
        "0 relinked · 1 relinked",
    ),
    "a whole sentence at another's of many authors' houses": (
        [thing("How to grow and peel pears in winter", "youtu.be/abc")],
        [thing("How to grow and peel pears in winter", "youtu.be/def", at=THERE)],
        "0 relinked",
    ),
    "a course at its platform's newer address": (
        [thing("How to Code - Simple Data", "edx.org/course/how-code-simple-data-ubcx-htc1x")],
        [thing("How to Code - Simple Data", "edx.org/course/how-to-code-simple-data", at=THERE)],
        "0 relinked",
    ),
    "a course at its platform's newer address, with the school in front": (
        [thing("Sailing: Introduction", "edx.org/course/sailing-introduction-ubcx-s1")],
        [thing("Sailing: Introduction", "edx.org/learn/sailing/school-of-winds-sailing-introduction", at=THERE)],
        "0 relinked",
    ),
    "the films of a course, at a platform of courses": (
        [thing("Comparing sails", "youtu.be/abc"), thing("Tearing sails", "youtube.com/playlist?list=a")],
        [
            thing("Comparing sails", "coursera.org/lecture/sails-1/comparing-sails-AbC"),
            thing("Tearing sails", "coursera.org/learn/sails-1"),
        ],
        "0 relinked · 1 relinked",
    ),
    "a film, and a course of one title": (
        [thing("Comparing sails", "youtu.be/abc")],
        [thing("Comparing sails", "coursera.org/learn/sails-1")],
        "0?",
    ),
    "a whole with the same parts, all at another house": (
        [
            thing("Mergers (2 films)", "youtu.be/a"),
            thing("Pears", "youtu.be/b", part_of=0),
            thing("Plums", "youtu.be/c", part_of=0),
        ],
        [
            thing("Mergers (2 films)", "coursera.org/learn/m"),
            thing("Pears", "coursera.org/lecture/m/pears-A", part_of=0),
            thing("Plums", "coursera.org/lecture/m/plums-B", part_of=0),
        ],
        "0 relinked · 1 relinked · 2 relinked",
    ),
    "a whole with one part of the same name, at another house": (
        [
            thing("Mergers (2 films)", "youtu.be/a"),
            thing("Pears", "youtu.be/b", part_of=0),
            thing("Plums", "youtu.be/c", part_of=0),
        ],
        [
            thing("Mergers (2 films)", "coursera.org/learn/m"),
            thing("Pears", "coursera.org/lecture/m/pears-A", part_of=0),
            thing("Figs", "coursera.org/lecture/m/figs-B", part_of=0),
        ],
        "0? · 1? · new · 2 retired",
    ),
    "topics that are counted by chapter now": (
        [
            thing("intro"),
            thing("pear-lite"),
            thing("introduction to orchards"),
            thing("summary"),
            thing("summary", at=THERE),
        ],
        [
            thing("9.1 Pear Lite"),
            thing("9.2 Introduction to Orchards"),
            thing("9.3 Summary"),
            thing("8.4 Summary", at=THERE),
        ],
        "1 retitled · 2 retitled · 3 retitled · 4 retitled · 0 retired",
    ),
    "sentences that differ in a word": (
        [
            thing("sort_pears() - take a heap of unsorted pears and turn it into a sorted heap"),
            thing("Implement a search of pears with trees in Python"),
        ],
        [
            thing("sort_pears() - take a big heap of unsorted pears and turn it into a sorted heap"),
            thing("Implement a search of pears with trees in Java"),
        ],
        "0 retitled · 1?",
    ),
    "a tool at its repository, and at its site": (
        [
            thing("Windbase", "github.com/windbase/windbase"),
            thing("Apache Sunset", "github.com/apache/incubator-sunset"),
            thing("Airpipe", "airpipe.io"),
            thing("Gusto", "gustodb.github.io/docs"),
        ],
        [
            thing("Windbase", "windbase.com", at=THERE),
            thing("Apache Sunset", "sunset.apache.org", at=THERE),
            thing("Airpipe", "airpipe.com", at=THERE),
            thing("Apache Gusto", "gustodb.io", at=THERE),
        ],
        "0 relinked · 1 relinked · 2 relinked · 3 retitled",
    ),
    "a name written in one word, at another account": (
        [thing("PearLightning", "github.com/PearLightning/pear-lightning")],
        [thing("Pear Lightning", "github.com/lightning-ai/lightning")],
        "0?",
    ),
    "the film of a paper, with a long title": (
        [thing("Hidden debts of sailing boats", "youtu.be/abc")],
        [thing("Hidden debts of sailing boats", "proceedings.org/hidden.pdf")],
        "0?",
    ),
    "another film under the same label": (
        [thing("Tree search", "a.org/t"), thing("video", "youtu.be/abc", part_of=0)],
        [thing("Tree search", "a.org/t"), thing("video", "youtu.be/def", part_of=0)],
        "0 carried · 1?",
    ),
    "a word under another thing of one site": (
        [thing("Knots", "a.org/hemp-knots"), thing("Hulls", "a.org/h")],
        [thing("Knots", "a.org/wire-knots", at=THERE), thing("Hulls", "a.org/h")],
        "0? · 1 carried",
    ),
    "one title at two short addresses, which say nothing": (
        [thing("Databases for sailors", "bit.ly/sailors-db")],
        [thing("Databases for sailors", "bit.ly/db")],
        "0 relinked",
    ),
    "one title at two courses of a house": (
        [thing("Databases for sailors", "udacity.com/course/c1")],
        [thing("Databases for sailors", "udacity.com/course/databases--c1")],
        "0 relinked",
    ),
    "courses at their platform's, or their school's, other address": (
        [
            thing("Parallel oars", "coursera.org/learn/paroar1"),
            thing("Mathematics for computer science", "ocw.a.edu/courses/6-042j"),
            thing("Sail graphics", "edx.org/course/sail-graphics"),
        ],
        [
            thing("Parallel oars", "coursera.org/learn/scala-parallel-oars"),
            thing("Mathematics for computer science", "openlearning.a.edu/6.042J"),
            thing("Sail graphics", "edx.org/course/sail-graphics-2"),
        ],
        "0 relinked · 1 relinked · 2?",
    ),
    "what a list says a thing was called before": (
        [thing("Hulk", "github.com/sails/hulk"), thing("Tar (formerly Pitch)"), thing("Rope", "a.org/r")],
        [
            thing("Deep Jib", "github.com/sails/deepjib", at=THERE)._replace(said="Sets sails (formerly Hulk)."),
            thing("Pitch"),
            thing("Cord", "b.org/c", at=THERE)._replace(said="Formerly of hemp."),
        ],
        "0 retitled · 1 retitled · new · 2 retired",
    ),
    "what a list says at length of one thing alone": (
        [
            thing("KFSails", "github.com/a/kfsails")._replace(said=SAID_AT_LENGTH),
            thing("Oars", "a.org/oars")._replace(said="Moves a boat by hand"),
            thing("Introduction to knots", "a.org/k")._replace(said="10 weeks, 4-8 hours/week, rope theory"),
        ],
        [
            thing("KSails", "github.com/b/ksails")._replace(said=SAID_AT_LENGTH),
            thing("Paddles", "b.org/p")._replace(said="Moves a boat by hand"),
            thing("Introduction to bends", "b.org/b")._replace(said="10 weeks, 4-8 hours/week, rope theory"),
        ],
        "0 retitled · 1? · new · 2 retired",
    ),
    "words in another order, another form of a word, and a plural": (
        [
            thing("SSL / TLS"),
            thing("Harbour tools: luff, leech, foot, head, tack"),
            thing("Mast", at=HERE),
            thing("Hatch"),
        ],
        [
            thing("TLS / SSL", at=THERE),
            thing("Harbouring tools: luff, leech, foot, head, tack"),
            thing("Masts", at=THERE),
            thing("Hatches"),
        ],
        "0 retitled · 1 retitled · 2 retitled · 3 retitled",
    ),
    "a book at its publisher's, with a subtitle, and an essay there": (
        [
            thing("The Windlass Project", "a.org/the-windlass-project"),
            thing("Ropes: the least every sailor must know of splicing hemp", "b.org/articles/Ropes.html"),
        ],
        [
            thing("The Windlass Project: a novel of anchors", "a.org/product/the-windlass-project"),
            thing("The least every sailor must know of splicing hemp and ropes in storms", "b.org/2003/10/the-least"),
        ],
        "0 retitled · 1 retitled",
    ),
    "a site of one name at another landlord": (
        [thing("Mathematics for machine learning", "sail-book.github.io"), thing("Jib", "jib-book.github.io")],
        [thing("Mathematics for machine learning", "sail-book.com", at=THERE), thing("Jib", "oar-book.com", at=THERE)],
        "0 relinked · 1?",
    ),
    "authors in a column and in what is said": (
        [thing("How to read a paper", "a.org/k.pdf")._replace(said="Keshav, 2007"), thing("Read this", "a.org/1.pdf")],
        [
            thing("How to read a paper", "b.edu/h.pdf")._replace(authors=frozenset(["keshav"])),
            thing("Read this", "b.edu/2.pdf")._replace(authors=frozenset(["hopper"])),
        ],
        "0 relinked · new · 1 retired",
    ),
    "another of a series, and another tool of an owner, at the address of the first": (
        [
            thing("Boat Learn: Mending", "boats.com/learn"),
            thing("Jib", "github.com/jib-sails")._replace(said="Tracks what a crew does every day."),
            thing("Logbook", "c.org/logbook")._replace(said="Tracks what a crew does every week."),
        ],
        [
            thing("Boat Learn: Racing", "boats.com/learn"),
            thing("Opal", "github.com/jib-sails")._replace(said="Judges answers that models give."),
            thing("Compass", "c.org/logbook")._replace(said="Points north wherever one may be."),
        ],
        "0? · 1? · 2?",
    ),
    "a course of which only the chat and what comes before stay": (
        [thing("Introduction to logic", "coursera.org/learn/logic", "youtu.be/sets", "discord.gg/logic")],
        [thing("Introduction to formal logic", "logic.org", "youtu.be/sets", "discord.gg/logic")],
        "0?",
    ),
    "a name with the ending of its site": ([thing("Sailmetheus.io", at=HERE)], [thing("Sailmetheus")], "0 retitled"),
    "a topic with its section's name, a whole field, or a word behind its count": (
        [
            thing("Jib tailwind rigging", at=("Boats", "Rigging")),
            thing("Responsive sails and anchor queries"),
            thing("Project 1: Hull pool"),
            thing("Project 2: Keel tree"),
            thing("Luff tests"),
        ],
        [
            thing("Jib tailwind", at=("Boats", "Rigging")),
            thing("Responsive Web Sails and Anchor Queries"),
            thing("Project 1: Hull pool manager"),
            thing("Project 3: Keel tree index"),
            thing("Luff and leech tests"),
        ],
        "0 retitled · 1 retitled · 2 retitled · 3? · 4?",
    ),
    "a part counted in words, in Roman numerals, and behind a count": (
        [thing("Boats"), thing("Read part one", part_of=0), thing("A tree-walk sail", part_of=0)],
        [thing("Boats"), thing("Read Part I", part_of=0), thing("Part II: A tree-walk sail", part_of=0)],
        "0 carried · 1 retitled · 2 retitled",
    ),
    "the same words about another thing first": (
        [thing("Hull painting: solve all harbour labs")],
        [thing("Solve all harbour labs on hull painting", at=THERE)],
        "0 retitled",
    ),
    "things of a section that was divided": (
        [
            *(thing(f"Sail {name}", f"a.org/{name}", at=("Old", "Old")) for name in ("jib", "genoa", "spinnaker")),
            *(thing(f"Oar {name}", f"a.org/{name}", at=("Old", "Old")) for name in ("sculling", "sweep", "paddle")),
            thing("Windvane", "b.org/vane", at=("Old", "Old")),
            thing("Rowlock", "b.org/lock", at=("Old", "Old")),
        ],
        [
            *(thing(f"Sail {name}", f"a.org/{name}", at=("Sails", "Wind")) for name in ("jib", "genoa", "spinnaker")),
            *(thing(f"Oar {name}", f"a.org/{name}", at=("Oars", "Hand")) for name in ("sculling", "sweep", "paddle")),
            thing("Windvane", "c.org/vane", at=("Sails", "Wind")),
            thing("Rowlock", "c.org/lock", at=("Oars", "Hand")),
        ],
        " · ".join([*(f"{n} moved" for n in range(6)), "6 relinked", "7 relinked"]),
    ),
    "one topic by two authors in a column": (
        [thing("Slowly changing sails", "oracle.com/s")._replace(authors=frozenset(["oracle"]))],
        [thing("Slowly changing sail", "en.wikipedia.org/wiki/s")._replace(authors=frozenset(["wikipedia"]))],
        "0?",
    ),
    "a channel under its name of today": (
        [thing("Sea videos", "youtube.com/c/SeaVideos")],
        [thing("Sea videos", "youtube.com/@seavideos", at=THERE)],
        "0 relinked",
    ),
    "a paper whose title lost its end, by one author": (
        [thing("A tutorial on hidden sail models and selected uses", "a.edu/s")._replace(authors=frozenset(["eva"]))],
        [thing("A tutorial on hidden sail models", "b.edu/s.pdf")._replace(authors=frozenset(["eva"]))],
        "0 retitled",
    ),
    "a thing that stood beside what it is a part of now": (
        [thing("Boats"), thing("Exercises"), thing("Homework"), thing("Homework")],
        [thing("Boats"), thing("Exercises", part_of=0), thing("Homework", part_of=0), thing("Homework", part_of=0)],
        "0 carried · 1 moved · new · new · 2 retired · 3 retired",
    ),
    "words joined otherwise, codes of courses, and who else wrote it": (
        [
            thing("Sails and oars"),
            thing("Sea Machine Operations", "sea.github.io/ops"),
            thing("Winter Boats (Ada Example et al.)"),
            thing("Sailism: Jib track", "sailism.io/tracks/jib"),
            thing("Winds 110: Gusts", "projects.iq.a.edu/winds110/home"),
        ],
        [
            thing("Sails vs oars", at=THERE),
            thing("Sea Course 02476 Machine Operations", "sea.github.io/ops"),
            thing("Winter Boats (Ada Example, Ben Sample, Eva Test)"),
            thing("Sailism: Jib", "sailism.org/tracks/jib"),
            thing("Winds 110: Gusts", "winds110.hsites.a.edu"),
        ],
        "0 retitled · 1 retitled · 2 retitled · 3 retitled · 4 relinked",
    ),
    "a name that a list gives first in what it says, and a plural elsewhere": (
        [
            thing("SailorBuf", "github.com/sails/buf")._replace(said="Sailor Buffers - a format of knots"),
            thing("Heartbeat", "a.org/heartbeat"),
            thing("Hemp Patterns"),
        ],
        [
            thing("Sailor Buffers", "sailbuf.dev", at=THERE)._replace(said="Extensible way to keep knots"),
            thing("Heartbeats", "b.org/heartbeats"),
            thing("Ropes Guru", at=THERE)._replace(said="Hemp patterns explained"),
        ],
        "0 retitled · 1 retitled · new · 2 retired",
    ),
    "one title at two courses of a house, in another section": (
        [thing("Databases for sailors", "udacity.com/course/c1")],
        [thing("Databases for sailors", "udacity.com/course/databases--c1", at=THERE)],
        "0?",
    ),
    "one title of three words at two courses of a house": (
        [thing("Databases for sailors (Sedgewick)", "udacity.com/course/c1")],
        [thing("Databases for sailors (Sedgewick)", "udacity.com/course/databases--c1")],
        "0 relinked",
    ),
    "one title at two courses of a house, of which the list says the same": (
        [thing("Databases for sailors", "udacity.com/course/c1")._replace(said="A course in Python.")],
        [thing("Databases for sailors", "udacity.com/course/databases--c1")._replace(said="A course in *Python*")],
        "0 relinked",
    ),
    "one title of two authors, of which the list says the same": (
        [
            thing("Knots and splices", "a.org/k")._replace(
                authors=frozenset(["lovelace"]), said="What every sailor ties."
            )
        ],
        [thing("Knots and splices", "b.org/s")._replace(authors=frozenset(["hopper"]), said="What every sailor ties.")],
        "0?",
    ),
    "a word in a new section, its own one is gone": (
        [thing("Knots", at=("Hemp", "Hemp")), thing("Hulls")],
        [thing("Knots", at=("Wire", "Wire")), thing("Hulls")],
        "0? · 1 carried",
    ),
    "words in a section that is called nearly as before": (
        [thing("Knots", at=("Tools", "Tools")), thing("Splices", at=("Tools", "Tools"))],
        [thing("Knots", at=("Tooling", "Tooling")), thing("Splices", at=("Tooling", "Tooling"))],
        "0 carried · 1 carried",
    ),
    "words of a week that is counted otherwise": (
        [thing("Knots", at=("Week 1", "Week 1")), thing("Splices", at=("Week 1", "Week 1"))],
        [thing("Knots", at=("Part 1", "Part 1")), thing("Splices", at=("Part 1", "Part 1"))],
        "0 carried · 1 carried",
    ),
    "a word of the same week of another course": (
        [thing("Knots", at=("Week 1: Hemp", "Week 1: Hemp")), thing("Hulls")],
        [thing("Knots", at=("Week 1: Wire", "Week 1: Wire")), thing("Hulls")],
        "0? · 1 carried",
    ),
    "a book of one title by somebody else": (
        [thing("Knots and splices", "a.org/k")._replace(authors=frozenset(["lovelace"]))],
        [thing("Knots and splices", "b.org/s")._replace(authors=frozenset(["hopper"]))],
        "0?",
    ),
    "another part of a course": (
        [thing("Machine learning", "edx.org/course/learning"), thing("Genetics", "edx.org/course/genetics")],
        [thing("Machine learning", "edx.org/course/learning-2"), thing("Genetics", "edx.org/course/genetics-part-2")],
        "0? · 1?",
    ),
    "its maker's name in front, and something else called as it was": (
        [thing("Windfall", "windfall.apache.org")],
        [thing("Windfall", "github.com/ada/docker-windfall"), thing("Apache Windfall", "windfall.apache.org")],
        "0? · 0?",
    ),
    "a course of a field, elsewhere on a platform": (
        [thing("Machine learning", "edx.org/course/machine-learning")],
        [thing("Machine learning", "edx.org/course/practical-learning")],
        "0?",
    ),
    "another name at one owner's": (
        [thing("Apple profiling", "github.com/ada/apple-profiling"), thing("Pears", "a.org/y", at=THERE)],
        [thing("Orchard profiling", "github.com/ada/orchard-profiling"), thing("Pears peeled", "b.org/z", at=THERE)],
        "0? · new · 1 retired",
    ),
    "a name in full at a host of that name": (
        [thing("Windfall", "windfalls.com"), thing("Windmill", "windmill.com")],
        [thing("Windfall Garden", "windfall.ai"), thing("Windmill Garden", "orchard.com")],
        "0? · new · 1 retired",
    ),
    "a remark in front of a name, elsewhere": (
        [thing("To learn about orchards: Grow Apples Now!", "apples.org")],
        [thing("Grow Apples Now!", "a.edu/grow", at=THERE)],
        "0?",
    ),
    "a film of the name of a tool": ([thing("Apples", "apples.dev")], [thing("Apples", "youtu.be/abc")], "0?"),
    "a talk that is shown elsewhere": (
        [thing("How apples fall from trees", "conference.org/talks/7")],
        [thing("How apples fall from trees", "youtu.be/abc")],
        "0 relinked",
    ),
    "both replaced, at the same place": (
        [thing("Apples", "a.org/x")],
        [thing("Zebras", "b.net/z")],
        "new · 0 retired",
    ),
    "moved to another section": (
        [thing("Apples", "a.org/x"), thing("Pears", "a.org/y")],
        [thing("Apples", "a.org/x", at=THERE), thing("Pears", "a.org/y")],
        "0 moved · 1 carried",
    ),
    "a section renamed": (
        [thing("Apples", "a.org/x"), thing("Pears", "a.org/y")],
        [thing("Apples", "a.org/x", at=("Basics", "Texts")), thing("Pears", "a.org/y", at=("Basics", "Texts"))],
        "0 carried · 1 carried",
    ),
    "wrapped into a parent": (
        [thing("Apples", "a.org/x")],
        [thing("Fruit", "a.org"), thing("Apples", "a.org/x", part_of=0)],
        "new · 0 moved",
    ),
    "duplicates, one to one": (
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/x", at=THERE)],
        [thing("Apples", "a.org/x", at=THERE), thing("Apples", "a.org/x")],
        "1 carried · 0 carried",
    ),
    "a duplicate dropped": (
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/x", at=THERE)],
        [thing("Apples", "a.org/x")],
        "0+1 merged",
    ),
    "one that has lost its address": (
        [thing("Apples", "a.org/x")],
        [thing("Apples")],
        "0 carried",
    ),
    "a stage of another name, with one section that is called the same": (
        [thing("Parallel programming in computer science", "a.org/x", at=("Core", "Systems"))],
        [thing("Parallel programming in computer science", "b.edu/y", at=("Central", "Systems"))],
        "0 relinked",
    ),
    "a whole that is most of what it was, under another title": (
        [
            thing("About it"),
            *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green", "Kaiser")),
        ],
        [thing("Pears"), *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green"))],
        "0 retitled · 1 carried · 2 carried · 3 retired",
    ),
    "a whole that is what it was, under another title and without an address": (
        [
            thing("About it", "a.org/w"),
            *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green")),
        ],
        [thing("Pears"), *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green"))],
        "0 retitled · 1 carried · 2 carried",
    ),
    "a whole with the parts of another, each with an address": (
        [
            thing("About it", "a.org/w"),
            *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green")),
        ],
        [
            thing("Pears", "b.org/p"),
            *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green")),
        ],
        "new · 1 moved · 2 moved · 0 retired",
    ),
    "a week that has the parts of another": (
        [thing("Week 1"), *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green"))],
        [thing("Week 2"), *(thing(f"{name} pears", f"a.org/{name}", part_of=0) for name in ("Red", "Green"))],
        "new · 1 moved · 2 moved · 0 retired",
    ),
    "a duplicate added": (
        [thing("Apples", "a.org/x")],
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/x", at=THERE)],
        "0 carried · 0 carried",
    ),
    "duplicates in one section, retitled": (
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/x")],
        [thing("Apples (2nd print)", "a.org/x"), thing("Apples (2nd print)", "a.org/x")],
        "0 retitled · 1 retitled",
    ),
    "one title at two addresses, one of them joined by a third": (
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/y")],
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/x", "a.org/y")],
        "0 carried · 1 relinked",
    ),
    "generic titles elsewhere": (
        [thing("Introduction", at=HERE), thing("Slides", "a.org/x", at=HERE)],
        [thing("Introduction", at=THERE), thing("Slides", "a.org/z", at=HERE)],
        "new · new · 0 retired · 1 retired",
    ),
    "a generic title, the only one of its section": (
        [thing("Introduction"), thing("Introduction", at=THERE)],
        [thing("Introduction", at=THERE), thing("Introduction")],
        "1 carried · 0 carried",
    ),
    "a generic title, twice in its section": (
        [thing("Introduction", "a.org/x"), thing("Introduction", "a.org/y")],
        [thing("Introduction"), thing("Introduction")],
        "new · new · 0 retired · 1 retired",
    ),
    "generic titles in their parents": (
        [
            thing("Fruit", "a.org/f"),
            thing("Slides", "a.org/1", part_of=0),
            thing("Roots", "a.org/r"),
            thing("Slides", "a.org/2", part_of=2),
        ],
        [
            thing("Roots", "a.org/r"),
            thing("Slides", "b.org/2", part_of=0),
            thing("Fruit", "a.org/f"),
            thing("Slides", "b.org/1", part_of=2),
        ],
        "2 carried · 3 relinked · 0 carried · 1 relinked",
    ),
    "a part of one of four that cannot be told apart": (
        [*[thing("Apples")] * 4, thing("Apples", part_of=0)],
        [*[thing("Apples")] * 4, thing("Apples", part_of=2), thing("Apples", at=THERE)],
        "0 carried · 1 carried · 2 carried · 3 carried · 4 carried · new",
    ),
    "a chapter of another book": (
        [thing("Fruit", "a.org/f"), thing("Chapter 2", part_of=0)],
        [thing("Roots", "a.org/r"), thing("Chapter 2", part_of=0)],
        "new · new · 0 retired · 1 retired",
    ),
    "generic titles counted anew": (
        [thing("Fruit", "a.org/f"), *(thing(f"Lecture {n}", f"a.org/{n}", part_of=0) for n in (1, 2, 3))],
        [
            thing("Fruit", "a.org/f"),
            thing("Lecture 1", "a.org/0", part_of=0),
            *(thing(f"Lecture {n + 1}", f"a.org/{n}", part_of=0) for n in (1, 2, 3)),
        ],
        "0 carried · new · 1 retitled · 2 retitled · 3 retitled",
    ),
    "the first part dropped, the others counted anew": (
        [thing("Fruit", "a.org/f"), *(thing(f"Part {n}", f"a.org/{n}", part_of=0) for n in (1, 2))],
        [thing("Fruit", "a.org/f"), thing("Part 1", "a.org/2", part_of=0), thing("Part 2", "a.org/9", part_of=0)],
        "0 carried · 2 retitled · new · 1 retired",
    ),
    "chapters that share a page": (
        [thing("Peeling an apple", "a.org/book"), thing("Boiling pears slowly", "a.org/book")],
        [thing("Peeling an apple (new)", "a.org/book"), thing("Roasting chestnuts", "a.org/book")],
        "0 retitled · 1?",
    ),
    "places in a page": (
        [thing("Peeling", "a.org/book#chapter-3"), thing("Boiling", "a.org/book#chapter-4")],
        [thing("Boiling", "a.org/book#chapter-3"), thing("Roasting", "a.org/book#chapter-4")],
        "1 relinked · new · 0 retired",
    ),
    "one became two": (
        [thing("Apples and pears", "a.org/x", "a.org/y")],
        [thing("Apples", "a.org/x"), thing("Pears", "a.org/y")],
        "0 split · 0 split",
    ),
    "two became one": (
        [thing("Apples", "a.org/x"), thing("Pears", "a.org/y")],
        [thing("Apples and pears", "a.org/x", "a.org/y")],
        "0+1 merged",
    ),
    "a lecture renumbered on one page": (
        [thing("Lecture 1: Peeling apples", "a.org/l"), thing("Lecture 2: Boiling pears", "a.org/l")],
        [
            thing("Lecture 1: Welcome", "a.org/l"),
            thing("Lecture 2: Peeling apples", "a.org/l"),
            thing("Lecture 3: Boiling pears", "a.org/l"),
        ],
        "new · 0 retitled · 1 retitled",
    ),
    "two swap their titles": (
        [thing("Apples", "a.org/x"), thing("Pears", "a.org/y")],
        [thing("Apples", "a.org/y"), thing("Pears", "a.org/x")],
        "0? 1? · 0? 1?",
    ),
    "two swap their titles across sections": (
        [thing("Apples", "a.org/x"), thing("Pears", "a.org/y", at=THERE)],
        [thing("Apples", "a.org/y"), thing("Pears", "a.org/x", at=THERE)],
        "0? 1? · 0? 1?",
    ),
    "an id that stands for something else now": (
        [thing("Apples", "a.org/x", id_="fruit")],
        [thing("Zebras", "b.net/z", id_="fruit")],
        "new · 0 retired",
    ),
    "an id that stands for something else on the same page": (
        [thing("Apples", "a.org/x", id_="one"), thing("Pears", "a.org/x", id_="two")],
        [thing("Zebras", "a.org/x", id_="one"), thing("Pears", "a.org/x", id_="two")],
        "0? · 1 carried",
    ),
    "ids that swap": (
        [thing("Apples", "a.org/x", id_="one"), thing("Pears", "a.org/y", id_="two")],
        [thing("Apples", "a.org/x", id_="two"), thing("Pears", "a.org/y", id_="one")],
        "0 carried · 1 carried",
    ),
    "two swap their titles and keep their ids": (
        [thing("Apples", "a.org/x", id_="one"), thing("Pears", "a.org/y", id_="two")],
        [thing("Pears", "a.org/x", id_="one"), thing("Apples", "a.org/y", id_="two")],
        "0 retitled · 1 retitled",
    ),
    "the same id and title, another address": (
        [thing("Introduction", "a.org/x", id_="intro")],
        [thing("Introduction", "b.net/y", id_="intro", at=THERE)],
        "0 relinked",
    ),
    "the same id and address, another title": (
        [thing("Apples", "a.org", id_="one")],
        [thing("Pears", "a.org", id_="one")],
        "0 retitled",
    ),
    "an earlier id, everything else another": (
        [thing("Apples", "a.org/x", id_="one")],
        [thing("Zebras", "b.net/z", id_="two", formerly=("one",))],
        "0 retitled",
    ),
    "an author's things, at another house where that author has a part": (
        [
            thing("Orchard quality", "lovelace.github.io/2020/quality"),
            thing("Introduction and motivation", "lovelace.github.io/2020/intro"),
            thing("Frost 2 (guest lecture)", "github.com/lovelace/orchard/blob/2020/frost"),
        ],
        [
            thing("Orchard quality", "lovelace.medium.com/the-quality-of-orchards"),
            thing("Introduction and motivation", "github.com/Lovelace/orchard/tree/2022/intro"),
            thing("Frost 2", "medium.com/@lovelace/frost"),
        ],
        "0 relinked · 1 relinked · 2 retitled",
    ),
    "titles that many have, at houses of two authors": (
        [
            thing("Orchard quality", "lovelace.github.io/2020/quality"),
            thing("Introduction and motivation", "lovelace.github.io/2020/intro"),
            thing("Introduction", "lovelace.github.io/2020/one"),
        ],
        [
            thing("Orchard quality", "hopper.github.io/the-quality-of-orchards"),
            thing("Introduction and motivation", "github.com/hopper/orchard/tree/2022/intro"),
            thing("Introduction", "lovelace.github.io/2022/two"),
        ],
        "0? · new · new · 1 retired · 2 retired",
    ),
    "an earlier id, but the thing itself is there too": (
        [thing("Apples", "a.org/x", id_="one")],
        [thing("Zebras", "b.net/z", id_="two", formerly=("one",)), thing("Apples", "a.org/x", id_="three")],
        "new · 0 carried",
    ),
    "another version at the same address": (
        [thing("Snake 3.8 handbook", "a.org/docs")],
        [thing("Snake 3.12 handbook", "a.org/docs")],
        "0 retitled",
    ),
    "a project at another owner's, and a course that is held again": (
        [
            thing("jib", "ada.github.io/jib"),
            thing("boom", "github.com/ada/boom", at=THERE),
            thing("6-44 Systems", "sails.edu/fall2020"),
            thing("mast", "ada.github.io/mast"),
        ],
        [
            thing("jib", "jiblang.github.io/jib"),
            thing("boom", "ada.github.io/boom"),
            thing("6-44 Systems", "sails.edu/fall2021"),
            thing("mast", "ben.github.io/yard"),
        ],
        "0 relinked · 1 relinked · 2 relinked · 3?",
    ),
    "a site under another ending, a lecture of a year, and one title by one author twice": (
        [
            thing("Hoist the sail", "hoistthesail.eu"),
            thing("On knots", "a.edu/knots.pdf"),
            thing("Introduction to wind")._replace(authors=frozenset(["ada", "ben"])),
            thing("Introduction to wind")._replace(authors=frozenset(["eva"])),
            thing("You and your boat", "oreilly.com/boat")._replace(authors=frozenset(["eva"])),
        ],
        [
            thing("Hoist the sail", "hoistthesail.com", at=THERE),
            thing("On knots (Boat Award lecture, 1984)", "a.edu/knots.pdf"),
            thing("Introduction to wind", "w.org/1", at=THERE)._replace(authors=frozenset(["ada", "ben"])),
            thing("You and your boat", "youtu.be/abc")._replace(authors=frozenset(["eva"])),
        ],
        "0 relinked · 1 retitled · 2 relinked · 4? · 3 retired",
    ),
    "one title of which the list says the same in two words": (
        [thing("The value of winds", "talks.com/winds")._replace(said="Ada Lovelace [30m] https://talks.com/winds")],
        [thing("The value of winds", "youtu.be/abc")._replace(said="Ada Lovelace [30m] https://youtu.be/abc")],
        "0 relinked",
    ),
    "a British word": ([thing("Normalisation")], [thing("Normalization")], "0 retitled"),
    "parts of weeks that are counted anew": (
        [
            thing("Quiz", at=("Week 3: Sails", "Exercises")),
            thing("Quiz", at=("Week 4: Oars", "Exercises")),
            thing("Slides", at=("Boats", "2. Hulls")),
        ],
        [
            thing("Quiz", at=("Week 3: Knots", "Exercises")),
            thing("Quiz", at=("Week 4: Sails", "Exercises")),
            thing("Quiz", at=("Week 5: Oars", "Exercises")),
            thing("Slides", at=("Boats", "3. Hulls")),
        ],
        "new · 0 carried · 1 carried · 2 carried",
    ),
    "an address for a title": (
        [
            thing("winds.net", "winds.net"),
            thing("a.org/web/updates/launching-sails-and-oars", "a.org/web/updates/launching-sails-and-oars"),
            thing("b.org/sailing.html", "b.org/sailing.html"),
            thing("b.org/rowing", "b.org/rowing"),
        ],
        [
            thing("Winds of the world", "winds.net"),
            thing("sails.dev/blog/launching-sails-and-oars", "sails.dev/blog/launching-sails-and-oars"),
            thing("b.org/docs/sailing", "b.org/docs/sailing"),
            thing("c.net/knots", "c.net/knots"),
        ],
        "0 retitled · 1 retitled · 2 retitled · new · 3 retired",
    ),
    "titles written in other ways": (
        [
            thing("Write your résumé"),
            thing("Euler’s sieve"),
            thing("Knot book, chapter 1"),
            thing("Knot book, chapter 2"),
        ],
        [thing("Write your resume"), thing("Euler's sieve"), thing("Knot book, ch. 1"), thing("Knot book, ch. 3")],
        "0 retitled · 1 retitled · 2 retitled · new · 3 retired",
    ),
    "a book of the same author, with its subtitle": (
        [
            thing("Docs of trees", "amazon.com/dp/1098107969")._replace(authors=frozenset(["lovelace"])),
            thing("Docs of rain", "b.org/rain")._replace(authors=frozenset(["hopper"])),
        ],
        [
            thing("Docs of trees: how to grow them", "a.org/grow")._replace(authors=frozenset(["lovelace"])),
            thing("Docs of rain: how it falls", "c.org/rain")._replace(authors=frozenset(["peel"])),
        ],
        "0 retitled · new · 1 retired",
    ),
    "another name, of which the list says the same": (
        [
            thing("no-leaf-in-rain")._replace(said="Do not rake leaves while it is raining. (by hand)"),
            thing("prefer-rake")._replace(said="Take a rake for leaves and not your hands."),
            thing("rake-case", at=("Rules", "Rake"))._replace(said="Put each rake into the case it came in."),
            thing("twig-length")._replace(said="Twigs are as long as the gardener wants."),
            thing("stem-length")._replace(said="Twigs are as long as the gardener wants."),
        ],
        [
            thing("wet-leaves")._replace(said="Do not rake leaves while it is raining."),
            thing("prefer-steel-rake")._replace(said="Take a rake for leaves and not your hands."),
            thing("rake-case", at=("Issues of style", "Case"))._replace(said="Put each rake into the case it came in."),
            thing("rod-length")._replace(said="Twigs are as long as the gardener wants."),
        ],
        "0? · 1 retitled · 2 moved · new · 3 retired · 4 retired",
    ),
    "brackets that say how far a thing is": (
        [
            thing("Windfall (planned for Q4 2021)"),
            thing("Plum (community plugin)", "a.org/plum"),
            thing("Fig (ArXiv'21)"),
        ],
        [
            thing("Windfall (beta)", "b.org/wind"),
            thing("Plum (contrib plugin)", "b.org/plum"),
            thing("Fig (ICCV'2021)"),
        ],
        "0 retitled · 1? · new · 2 retired",
    ),
    "brackets that say when, or how long": (
        [
            thing("Presenting plums (1-4pm)", "a.org/2020/p"),
            thing("Windfall (45 min)"),
            thing("Figs (12 pages)", at=THERE),
        ],
        [thing("Presenting plums", "a.org/2022/p"), thing("Windfall (1.5 hours)"), thing("Figs (Part 2)", at=THERE)],
        "0 retitled · 1 retitled · new · 2 retired",
    ),
    "where a paper came out": (
        [thing("Windvec (arXiv 2021)"), thing("Figs (ArXiv'2021)", at=THERE), thing("Plums (arXiv 2021)")],
        [thing("Windvec (ICCV 2021)"), thing("Figs (NeurIPS'2021)", at=THERE), thing("Plums (video)")],
        "0 retitled · 1 retitled · 2?",
    ),
    "one place within pages that moved": (
        [thing("Acer", "github.com/ada/trees/blob/master/prepare.md#acer", at=("", "Trees and leaves"))],
        [thing("Acer", "github.com/ada/trees/blob/main/docs/2_prepare.md#acer", at=("", "Leaves"))],
        "0 relinked",
    ),
    "another edition of a book of the same authors": (
        [
            thing("Growing apples", "amazon.com/dp/1098107969")._replace(authors=frozenset(["lovelace", "peel"])),
            thing("Peeling apples 2e", "amazon.com/dp/1492032646")._replace(authors=frozenset(["hopper"])),
            thing("Boiling apples (1st edition)", "amazon.com/dp/1492032647")._replace(authors=frozenset(["hopper"])),
        ],
        [
            thing("Growing apples (3rd edition)", "a.org/grow")._replace(authors=frozenset(["lovelace"])),
            thing("Peeling apples 3e", "b.org/peel")._replace(authors=frozenset(["hopper"])),
            thing("Boiling pears (2nd edition)", "b.org/boil")._replace(authors=frozenset(["hopper"])),
        ],
        "0? · 1? · new · 2 retired",
    ),
    "another edition at another address": (
        [thing("Growing apples at home, 1st edition", "amazon.com/dp/1098107969")],
        [thing("Growing apples at home, 2nd edition", "amazon.com/dp/1492032646")],
        "0?",
    ),
    "another edition in its place": (
        [
            thing("Growing apples")._replace(authors=frozenset(["lovelace"])),
            thing("Peeling apples"),
            thing("苹果（第 2 版）"),
            thing("Boiling apples (2nd edition)"),
            thing("Boiling apples (3rd edition)"),
        ],
        [
            thing("Growing apples (2nd ed.)")._replace(authors=frozenset(["lovelace", "peel"])),
            thing("Peeling apples, third edition"),
            thing("苹果（原书第 3 版）"),
            thing("Boiling apples (2nd edition)"),
            thing("Boiling apples (4th edition)"),
        ],
        "0 retitled · 1 retitled · 2 retitled · 3 carried · 4 retitled",
    ),
    "one title by somebody else": (
        [thing("Growing apples")._replace(authors=frozenset(["lovelace"]))],
        [thing("Growing apples")._replace(authors=frozenset(["hopper", "peel"]))],
        "0?",
    ),
    "a subtitle, told by the same author": (
        [
            thing("The Clash of Orchards")._replace(authors=frozenset(["lovelace"])),
            thing("Calculus")._replace(authors=frozenset(["peel"])),
        ],
        [
            thing("The Clash of Orchards and the Remaking of Jam")._replace(authors=frozenset(["lovelace"])),
            thing("Calculus on all of the Manifolds")._replace(authors=frozenset(["peel"])),
        ],
        "0 retitled · new · 1 retired",
    ),
    "a subtitle of a book in shops": (
        [
            thing("The Pragmatic Gardener: From Seed to Tree", "goodreads.com/book/show/4099"),
            thing("Apple stores: what is missing", "medium.com/@ada/apple-stores"),
        ],
        [thing("The Pragmatic Gardener", "amazon.com/dp/1492032646"), thing("Apple stores", "medium.com/@ben/stores")],
        "0 retitled · 1?",
    ),
    "sections that lend no meaning": (
        [thing("Animal orchard", at=("Books", "Past")), thing("Apple variables", at=("Books", "Python"))],
        [
            thing("Animal orchard", at=("Books", "Classics, that everyone should read")),
            thing("Apple variables", at=("Books", "Rust")),
        ],
        "0 moved · 1?",
    ),
    "titles that signs alone tell apart": (
        [thing("Apples", "a.org/x"), thing("Measuring $x^+$", part_of=0), thing("Measuring $x^-$", part_of=0)],
        [thing("Old apples", "a.org/x"), thing("Measuring $x^-$", part_of=0), thing("Measuring $x^+$", part_of=0)],
        "0 retitled · 2 carried · 1 carried",
    ),
    "a file that moved": (
        [thing("Growing plums", "a.org/trees/6-033-growing-plums-2018")],
        [thing("ABC 6.033 Growing plums", "a.org/6-033-growing-plums-2018")],
        "0 retitled",
    ),
    "a title in another language": (
        [thing("Plum list"), thing("Figs and apples")],
        [thing("자두 목록 (Plum List)"), thing("無花果 (video)")],
        "0 retitled · new · 1 retired",
    ),
    "another edition in another section": (
        [thing("Growing figs at home", "a.org/figs")],
        [thing("Growing figs at home, 8th edition", "b.org/figs", at=THERE)],
        "0?",
    ),
    "a section with a word more": (
        [thing("Datatypes", at=("", "Learn Kotlin")), thing("Hooks", at=("", "Learn React"))],
        [
            thing("Datatypes", "a.org/types", at=("", "Learn the Kotlin language")),
            thing("Hooks", "a.org/hooks", at=("", "Learn React Native")),
        ],
        "0 relinked · 1?",
    ),
    "first letters for a part of a name": (
        [thing("VS Plums", "plums.org/")],
        [thing("Visual Studio Plums", "plums.org/")],
        "0 retitled",
    ),
    "another year at another address": (
        [thing("State of the apple report 2022", "a.org/2022")],
        [thing("State of the apple report 2023", "a.org/2023")],
        "new · 0 retired",
    ),
    "the film of a paper": (
        [thing("Peeling green apples (paper)", "a.org/paper")],
        [thing("Peeling green apples (video)", "a.org/film")],
        "new · 0 retired",
    ),
    "a talk that names its text": (
        [thing("Growing green apples", "youtu.be/aaaaaaaaaaa", "a.org/text")],
        [thing("Growing green apples (write-up)", "a.org/text")],
        "0?",
    ),
    "a talk that names its text, gone, and the text with a remark": (
        [
            thing("Growing green apples", "youtu.be/aaaaaaaaaaa", "a.org/text"),
            thing("Growing green apples (write-up)", "a.org/text"),
        ],
        [thing("Growing Green Apples (write-up) (free)", "a.org/text")],
        "1 retitled · 0 retired",
    ),
    "like titles swapped": (
        [thing("Growing apples", "a.org/x"), thing("Growing pears", "a.org/y")],
        [thing("Growing apples", "a.org/y"), thing("Growing pears", "a.org/x")],
        "0? 1? · 0? 1?",
    ),
    "a chapter is not its book": (
        [thing("Growing apples: chapter 3", "a.org/book")],
        [thing("Growing apples", "a.org/book")],
        "0?",
    ),
    "another thing at a home page": (
        [thing("Peeling apples", "coursera.org")],
        [thing("Riding zebras", "www.coursera.org/")],
        "0?",
    ),
    "a field's name elsewhere": (
        [thing("Machine learning", "coursera.org/learn/ml")],
        [thing("Machine learning", "cs229.stanford.edu/notes", at=ELSEWHERE)],
        "0?",
    ),
    "sections that are counted now, and those that are counted otherwise": (
        [
            thing("Grafting", at=("Learn pears", "Learn pears")),
            thing("Js", at=("A", "7. Trees & Tools")),
            thing("Nodejs", at=("A", "7. Trees & Tools")),
        ],
        [
            thing("Grafting", at=("3. Learn pears", "3. Learn pears")),
            thing("JavaScript", at=("A", "6. Trees & Tools")),
            thing("Node.js", at=("A", "6. Trees & Tools")),
        ],
        "0 carried · 1 retitled · 2 retitled",
    ),
    "a number that is the course in a catalogue": (
        [thing("MIT Introduction to apples", "courses.csail.mit.edu/6.006/notes.html")],
        [thing("MIT 6.006 Introduction to apples", "ocw.mit.edu/courses/6-006-introduction-to-apples/")],
        "0?",
    ),
    "a name that may be misspelt": (
        [thing("Manchar's apples"), thing("Peeling points and ridges"), thing("Supervised pears")],
        [thing("Manacher's apples"), thing("Peeling points and bridges"), thing("Unsupervised pears")],
        "0? · 1? · new · 2 retired",
    ),
    "a long sentence in which a word is spelt": (
        [thing("Use quinces, plain medlars, apples, or whatever is relavent to your cider, pears but ripe ones")],
        [thing("Use quinces, plain medlars, apples, or whatever is relevant to your cider, pears but ripe ones")],
        "0 retitled",
    ),
    "a title between where it was told and by whom": (
        [thing("How to build a cider press", "fruit.tv/videos/ciderconf2016-press")],
        [thing("CiderConf 2016 - How to Build a Cider Press by Ada Lovelace", "youtube.com/watch?v=Tar4")],
        "0?",
    ),
    "another name in front of what is said of it at length": (
        [thing("Sails", "sails-project.org")._replace(said=f"Sails is a {SAID_AT_LENGTH}")],
        [thing("Halyard", "halyard.org")._replace(said=f"Halyard is a {SAID_AT_LENGTH}")],
        "0 retitled",
    ),
    "the same said by one owner, beneath another name": (
        [thing("npear", "github.com/neopear/neopear")._replace(said="Fork of a press, for every orchard.")],
        [thing("Orchardist", "neopear.github.io")._replace(said="Fork of a press, for every orchard.")],
        "0 retitled",
    ),
    "the same in few words of one name at one owner": (
        [thing("Pearctl", "fruit.io/docs/guide/pearctl-overview")._replace(said="Orchard manager.")],
        [thing("Pearctl", "fruit.io/docs/reference/overview", at=ELSEWHERE)._replace(said="Orchard manager.")],
        "0 relinked",
    ),
    "a title among talks, and then among books": (
        [thing("The art of apples", "fruit.substack.com", at=("Talks", "Fruit"))],
        [thing("The art of apples", at=("Books", "Fruit")), thing("Cider", at=("Talks", "Fruit"))],
        "0? · new",
    ),
    "an account of another spelling": (
        [thing("Cider guide", "github.com/orchard-lab/guide")],
        [thing("Cider guide", "github.com/orchardlab/guide")],
        "0 relinked",
    ),
    "an address that leads on to one that is not told": (
        [thing("Peeling pears", "imp.i115008.net/peeling")],
        [thing("Peeling pears", "udacity.com/course/peeling--st101")],
        "0 relinked",
    ),
    "one of two that are the same": ([thing("Apples"), thing("Apples")], [thing("Apples")], "0+1 merged"),
    "the same a second time": ([thing("Apples")], [thing("Apples"), thing("Apples")], "0 carried · new"),
    "one of two of which the list says something else": (
        [thing("Apples")._replace(said="Red ones."), thing("Apples")._replace(said="Green ones.")],
        [thing("Apples")._replace(said="Green ones.")],
        "1 carried · 0 retired",
    ),
    "one in use, and one of the same name and place that is retired": (
        [thing("Apples", id_="old", retired=True), thing("Apples", id_="new")],
        [thing("Apples")],
        "1 carried · 0 retired",
    ),
    "a section that has the name of before again, with what is retired in it": (
        [
            *(thing(name, f"new.org/{name}", at=THERE) for name in ("Riak", "Couch", "Redis")),
            thing("Apples", at=HERE, retired=True),
        ],
        [
            thing("Riak", "basho.com/docs", at=HERE),
            *(thing(name, f"new.org/{name}", at=HERE) for name in ("Couch", "Redis")),
            thing("Apples", at=HERE),
        ],
        "0 relinked · 1 carried · 2 carried · 3 moved",
    ),
    "a volume of a book, where no spaces set it apart": (
        [thing("帆船入門"), thing("索具（上）"), thing("ロープ 上巻")],
        [thing("帆船入門(木造)(下)"), thing("索具（下）"), thing("ロープ 下巻")],
        "new · new · new · 0 retired · 1 retired · 2 retired",
    ),
    "exercises for the book of before, in other languages": (
        [thing("Velas y remos"), thing("Паруса и вёсла"), thing("帆船入門")],
        [thing("Velas y remos (ejercicios)"), thing("Паруса и вёсла (видео)"), thing("帆船入門（视频）")],
        "0? · 1? · 2?",
    ),
    "a name with a word more, of which the same is said": (
        [thing("REEF: Roll each edge first"), thing("Oars: how to hold them well")],
        [thing("REEF principle: Roll each edge first"), thing("Oars exercises: how to hold them well")],
        "0 retitled · 1?",
    ),
    "a day in brackets, on which it was done": (
        [
            thing("Read the Apple book"),
            thing("Sort pears (2021-05-04)"),
            thing("Peel figs [12:30]"),
            thing("Plums (3)"),
        ],
        [
            thing("Read the Apple book (22-Dec-16)"),
            thing("Sort pears"),
            thing("Peel figs [12:31]"),
            thing("Plums (4)"),
        ],
        "0 retitled · 1 retitled · 2 retitled · 3?",
    ),
    "days in brackets that tell two meetings apart": (
        [thing("Apple growers (2021-05-04)"), thing("Pears (May 4, 2021)")],
        [thing("Apple growers (2021-05-11)"), thing("Pears (June 4, 2021)")],
        "0? · new · 1 retired",
    ),
    "tasks in other words": (
        [thing("Configure a GitLab pipeline that builds your kernel"), thing("Sort apples by size", at=THERE)],
        [thing("GitLab pipeline for the kernel"), thing("Sort apples and pears by their size", at=ELSEWHERE)],
        "0? · 1?",
    ),
    "words that only look alike": ([thing("Trees")], [thing("Tries")], "new · 0 retired"),
    "one topic of several": (
        [thing("Reversing a linked list"), thing("Sorting")],
        [thing("Reversing a binary tree"), thing("Sorting")],
        "new · 1 carried · 0 retired",
    ),
    "a topic that comes again every week": (
        [thing("Sorting", at=HERE), thing("Sorting", at=THERE)],
        [thing("Sorting", at=THERE), thing("Sorting", at=ELSEWHERE)],
        "1 carried · 0?",
    ),
    "a retired one of the same name and address": (
        [thing("Apples", "a.org/x", id_="new"), thing("Apples", "a.org/x", at=("", ""), id_="old", retired=True)],
        [thing("Apples", "a.org/x", id_="new")],
        "0 carried · 1 retired",
    ),
    "a retired one that comes back": (
        [thing("Pears", "a.org/y"), thing("Apples", "a.org/x", at=("", ""), retired=True)],
        [thing("Pears", "a.org/y"), thing("Apples", "a.org/x")],
        "0 carried · 1 moved",
    ),
    "no title at all": (
        [thing(""), thing("", "a.org/x")],
        [thing(""), thing("", "a.org/x")],
        "0 carried · 1 carried",
    ),
    "signs for a title": ([thing("***"), thing("🚀")], [thing("🚀"), thing("***")], "1 carried · 0 carried"),
    "nothing before": ([], [thing("Apples")], "new"),
    "nothing after": ([thing("Apples")], [], " · 0 retired"),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_what_happens_between_two_editions_is_told_as_what_it_is(
    before: list[Thing], after: list[Thing], expected: str
) -> None:
    """What is certain is carried, what is not is asked, and what is another thing starts anew."""
    assert told(compare(before, after), after) == expected


def test_what_a_person_says_comes_first() -> None:
    """Whoever was asked must not be asked again, nor be overruled."""
    before = [thing("Apples", "a.org/x"), thing("Pears", "a.org/y"), thing("Plums", "a.org/z")]
    after = [thing("Apples", "a.org/y"), thing("Pears", "a.org/x"), thing("Plums", "a.org/z")]

    assert told(compare(before, after, {0: 1}), after) == "1 retitled · 0 retitled · 2 carried"
    assert told(compare(before, after, {0: 0, 1: 1, 2: -1}), after) == "0 relinked · 1 relinked · new · 2 retired"
    assert told(compare(before, after, {0: 0, 1: 0}), after) == "0 split · 0 split · 2 carried · 1 retired"


# Few titles, addresses and ids, so that they meet, also where they should not.
TITLES = (
    "Apples", "Apples (2019)", "Growing apples", "Pears", "Apples and pears", "Growing apples at home",
    "Growing apples at home: a guide", "Introduction", "Slides", "Part 1", "Part 2", "Machine learning", "", "🚀",
)  # fmt: skip
ADDRESSES = ("", "a.org/x", "http://www.a.org/x/", "a.org/y", "a.org/x#1", "a.org/x#2", "b.net", "b.net/z", "x.md")


@st.composite
def editions(draw: st.DrawFn, most: int = 8) -> list[Thing]:
    """Things of which some are parts of earlier ones."""
    return [
        Thing(
            draw(st.sampled_from(("", "", "one", "two", "three"))),
            draw(st.sampled_from(TITLES)),
            tuple(draw(st.lists(st.sampled_from(ADDRESSES), max_size=2))),
            draw(st.none() | st.integers(0, index - 1)) if index else None,
            draw(st.sampled_from((HERE, HERE, THERE, ELSEWHERE))),
            draw(st.sampled_from(((), (), ("one",)))),
        )
        for index in range(draw(st.integers(0, most)))
    ]


@ALWAYS
@given(editions(), editions())
def test_every_thing_is_accounted_for_once(before: list[Thing], after: list[Thing]) -> None:
    """A step that no list names would vanish from the preview, and its tick with it."""
    compared = compare(before, after)
    matched = [one.new for one in compared.matches]
    doubted = [one.new for one in compared.doubts]
    known = {old for one in compared.matches for old in one.old}
    asked = {old for one in compared.doubts for old in one.candidates}

    assert sorted([*matched, *compared.new, *doubted]) == list(range(len(after)))
    assert sorted({*known, *asked, *compared.retired}) == list(range(len(before)))
    assert not known & asked
    assert not set(compared.retired) & (known | asked)
    assert all(one.candidates for one in compared.doubts)


@ALWAYS
@given(editions(), editions())
def test_an_old_thing_is_one_new_thing_unless_it_was_split(before: list[Thing], after: list[Thing]) -> None:
    """One tick must not become two by accident."""
    matches = compare(before, after).matches
    new = {one.new: (words_of_title(after[one.new].title), frozenset(after[one.new].addresses)) for one in matches}
    uses = {old: {new[one.new] for one in matches if old in one.old} for one in matches for old in one.old}

    assert all(one.how == "split" for one in matches for old in one.old if len(uses[old]) > 1)
    assert all(len(one.old) == 1 for one in matches if one.how not in {"split", "merged"})


@ALWAYS
@given(editions())
def test_an_edition_compared_with_itself_is_carried_as_it_is(things: list[Thing]) -> None:
    """An update that changes nothing must change nothing, however little tells the steps apart."""
    compared = compare(things, things)

    assert [(one.old, one.how) for one in compared.matches] == [((index,), "carried") for index in range(len(things))]


@ALWAYS
@given(editions(), st.lists(st.sampled_from(("Zebras", "Riding zebras", "Introduction", "Slides")), max_size=6))
def test_a_disjoint_edition_carries_nothing(before: list[Thing], titles: list[str]) -> None:
    """Whoever gives the id of a path to another one starts anew; no place in the list saves a tick."""
    after = [thing(title, f"zoo.net/{n}", id_="one", at=("Zoo", "Animals")) for n, title in enumerate(titles)]
    after = [one._replace(id="" if one.title in {"Introduction", "Slides"} else "one") for one in after]
    addressed = [one._replace(addresses=one.addresses or ("https://a.org/only",)) for one in before]

    assert compare(addressed, after).matches == ()


def shuffled(things: Sequence[Thing], rng: Random) -> tuple[list[Thing], list[int]]:
    """The things in another order, and where each was before."""
    order = rng.sample(range(len(things)), len(things))
    now = {index: position for position, index in enumerate(order)}
    return [
        one._replace(parent=None if one.parent is None else now[one.parent]) for one in (things[i] for i in order)
    ], order


def as_content(compared: Comparison, before: Sequence[Thing], after: Sequence[Thing]) -> tuple[Counter[object], ...]:
    """The comparison by what the things are instead of where they stand."""

    def whole(things: Sequence[Thing], index: int) -> object:
        one = things[index]
        above = None if one.parent is None else whole(things, one.parent)
        return one._replace(parent=None), above

    return (
        Counter(
            (whole(after, one.new), frozenset(whole(before, old) for old in one.old), one.how)
            for one in compared.matches
        ),
        Counter(whole(after, one) for one in compared.new),
        Counter(whole(before, one) for one in compared.retired),
        Counter(
            (whole(after, one.new), frozenset(whole(before, old) for old in one.candidates)) for one in compared.doubts
        ),
    )


@ALWAYS
@given(editions(), editions(), st.randoms(use_true_random=False))
def test_the_order_of_the_things_decides_nothing(before: list[Thing], after: list[Thing], rng: Random) -> None:
    """A list that is only sorted anew keeps every tick where it was."""
    mixed_before, _ = shuffled(before, rng)
    mixed_after, _ = shuffled(after, rng)

    assert as_content(compare(mixed_before, mixed_after), mixed_before, mixed_after) == as_content(
        compare(before, after), before, after
    )


RECOGNISED: dict[str, tuple[Thing, list[Thing], bool]] = {
    "title and address": (thing("Apples", "a.org/x"), [thing("Apples", "http://www.a.org/x")], True),
    "a touched-up title": (thing("Growing apples at home", "a.org/x"), [thing("Growing apples", "a.org/x")], True),
    "another title at one address": (thing("Apples", "a.org/x"), [thing("Zebras", "a.org/x")], False),
    "another title in the main": (thing("Growing apples", "a.org/x"), [thing("Growing pears", "a.org/x")], False),
    "an address of two things": (
        thing("Growing apples", "a.org/x"),
        [thing("Growing apples (video)", "a.org/x"), thing("Growing apples (slides)", "a.org/x")],
        False,
    ),
    "a chapter of the book": (
        thing("Growing apples", "a.org/x"),
        [thing("Growing apples: chapter 3", "a.org/x")],
        False,
    ),
    "another version": (thing("Snake 3.12 handbook", "a.org/x"), [thing("Snake 3.8 handbook", "a.org/x")], False),
    "a talk that names its text": (
        thing("Growing apples (write-up)", "a.org/text"),
        [thing("Growing apples", "youtu.be/aaaaaaaaaaa", "a.org/text")],
        False,
    ),
    "a home page": (thing("Growing apples at home", "a.org"), [thing("Growing apples on trees", "a.org")], False),
    "a long title without an address": (
        thing("Growing green apples at home"),
        [thing("Growing green apples at home", "a.org/x")],
        True,
    ),
    "a short title without an address": (thing("Growing apples"), [thing("Growing apples", "a.org/x")], False),
    "a generic title without an address": (thing("Introduction"), [thing("Introduction", "a.org/x")], False),
    "a long title, two addresses": (
        thing("Growing green apples at home", "b.net/z"),
        [thing("Growing green apples at home", "a.org/x")],
        False,
    ),
    "a long title, no address": (
        thing("Growing green apples at home"),
        [thing("Growing green apples at home")],
        False,
    ),
    "a long title of two": (
        thing("Growing green apples at home"),
        [thing("Growing green apples at home", "a.org/x"), thing("Growing green apples at home", "a.org/y")],
        False,
    ),
    "known twice": (
        thing("Apples", "a.org/x"),
        [thing("Apples", "a.org/x"), thing("Apples", "a.org/x", at=THERE)],
        True,
    ),
}


@pytest.mark.parametrize(("one", "known", "expected"), RECOGNISED.values(), ids=RECOGNISED.keys())
def test_a_thing_of_another_path_is_recognised_only_where_it_is_certain(
    one: Thing, known: list[Thing], expected: bool
) -> None:
    """Done once is done everywhere; but a tick for what was never read is worse than reading twice."""
    assert recognise([thing("Plums", "c.org"), one], known) == ({1: 0} if expected else {})


@ALWAYS
@given(editions(), editions())
def test_what_is_recognised_shares_its_title_or_its_address(things: list[Thing], known: list[Thing]) -> None:
    """Ids, sections and the order prove nothing between two paths."""
    found = recognise(things, known)

    assert found == recognise([one._replace(id="", place=("", ""), parent=None) for one in things], known)
    for index, other in found.items():
        ours = {read_address(text) for text in things[index].addresses if text}
        theirs = {read_address(text) for text in known[other].addresses if text}
        assert ours & theirs or things[index].title == known[other].title


def test_what_many_share_is_not_compared_pair_by_pair() -> None:
    """A book's page for each of its chapters, in a library: minutes would go by, and it tells nothing."""

    def pairs(books: int) -> int:
        before, after = (
            Side([thing(f"{word}{n} {n}{word}", f"a.org/{n // 50}") for n in range(50 * books)])
            for word in ("apple", "pear")
        )
        all_of_them = range(50 * books)
        return len(pairs_worth_a_look(before, after, all_of_them, all_of_them))

    assert pairs(2) == 2 * 50 * 50
    assert pairs(160) == 0
