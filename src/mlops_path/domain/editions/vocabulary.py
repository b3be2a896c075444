"""Words that tell nothing, or little, about what a thing is."""

from __future__ import annotations


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


DROPPED = _these("a an the and")
FUNCTION = _these(
    "about all an as at be by can do every for from how i in into is it its my not of on or our that this to us use "
    "using vs we what when where which who why with you your"
)
# What is written out or not.
IN_FULL = {
    "ch": "chapter", "chap": "chapter", "chaps": "chapters", "expressjs": "express", "golang": "go",
    "intro": "introduction", "js": "javascript", "k8s": "kubernetes", "lec": "lecture", "nextjs": "next",
    "nodejs": "node", "postgres": "postgresql", "pt": "part", "reactjs": "react", "vol": "volume", "vuejs": "vue",
}  # fmt: skip
# What is counted: "Chapter 3" is a place in something, whatever it is about.
UNITS = _these(
    "assignment assignments chapter chapters class course day days episode exercise homework hw lab lecture lectures "
    "lesson lessons level module month part parts phase pt quiz section session sprint stage step talk track tutorial "
    "unit video vol volume week weeks"
)
# How long something takes.
TIMES = _these("d day days h hour hours hr hrs m min mins minute minutes month months w week weeks")
# Another of these is another thing: the film of a paper is not the paper, nor its exercises the book.
MATERIALS = _these(
    "assignment assignments audio code exam exams exercise exercises homework lab labs midterm midterms notebook "
    "notebooks notes podcast problems project projects quiz quizzes recording recordings slides solution solutions "
    "transcript video videos workbook workshop "
    "anotacoes apuntes aufgaben ejercicio ejercicios exercice exercices exercicio exercicios folien losungen notizen "
    "soluciones solucoes ubungen видео задания конспект решения слайды упражнения "
    "练习 习题 答案 视频 課題 演習 解答 動画 スライド"
)
# The same of words in brackets: "(write-up)".
FORMS = MATERIALS | _these("write writeup")
# What brackets behind a title say that makes it a part of it: "(selected chapters)".
PORTIONS = _these("chapter chapters excerpt excerpts part parts section sections selected unit units")
# What kind of things a section has: a book is not the film of its name.
KINDS_OF_SECTIONS = _these(
    "article blog book channel course film magazine movie newsletter paper person podcast talk tool tutorial video"
)
# What a section is called by how far a learner is with what is in it, or by what others think of it: to no thing in it
# does that lend a meaning, as "Python" does to "Variables".
STANDINGS = _these(
    "abandoned advanced archive archived backlog beginner beginners books classic classics completed current currently "
    "done easy essential everyone favorite favorites favourite favourites finished future hard important intermediate "
    "later misc miscellaneous next other others past planned popular progress queue read reading recommended should "
    "soon started top unfinished unread upcoming wanted wishlist"
)
# Who a thing is from, where that stands in front of its name: "Apache Airflow".
MAKERS = _these(
    "airbnb alibaba amazon apache aws azure cncf databricks facebook google huggingface ibm intel jetbrains linkedin "
    "lyft meta microsoft mozilla netflix nvidia openai oracle spotify twitter uber yahoo yandex"
)
# What brackets say of how far a thing is, or in which state: "(planned for 2021)", "(beta)".
STATES = _these(
    "alpha beta community contrib deprecated experimental legacy obsolete planned plugin preview release released soon "
    "stable wip"
)
# What is said of a thing and does not make it another one.
REMARKS = _these("free optional recommended updated official online pdf")
GENERIC = (
    FUNCTION
    | UNITS
    | MATERIALS
    | _these(
        "additional advanced answers appendix article articles background basic basics beginner beginners best blog "
        "blogs book books click conclusion contents courses demo discussion doc docs documentation download edition "
        "example examples exams faq faqs final foreword free full fundamentals further general getting github guide "
        "guides here home homepage html index info install installation intro introduction introductory learn link "
        "links main material materials midterm misc miscellaneous more motivation new no number official online "
        "optional other others overview page paper papers pdf playlist post posts practice practices preface "
        "prerequisites questions read reading readings readme recap recommended reference references repo "
        "repository resource resources review see series setup site slide source start started summary syllabus "
        "talks test tests text textbook tutorials various watch web webpage website welcome wiki wikipedia youtube"
    )
)
# Whole fields: many a different thing is called so.
FIELDS = _these(
    "ai algebra algorithm algorithms analysis analytics api architecture artificial calculus cloud computer computing "
    "data database databases deep design development devops dl docker engineering git go infrastructure intelligence "
    "java javascript kubernetes language learning linear linux machine management math mathematics maths ml mlops "
    "model models monitoring natural network networks neural nlp operating optimization probability processing "
    "production programming python r reinforcement science security software sql statistics system systems testing "
    "tools vision"
)
NUMERALS = {
    word: str(number)
    for number, words in enumerate(
        (
            _these("first 1st one"),
            _these("second 2nd two ii"),
            _these("third 3rd three iii"),
            _these("fourth 4th four iv"),
            _these("fifth 5th five"),
            _these("sixth 6th six vi"),
            _these("seventh 7th seven vii"),
            _these("eighth 8th eight viii"),
            _these("ninth 9th nine ix"),
            _these("tenth 10th ten"),
        ),
        start=1,
    )
    for word in words
}
# Hosts of thousands of authors: that two things live there says nothing.
SHARED_HOSTS = _these(
    "amazon arxiv.org bit.ly coursera.org dev.to docs.google.com doi.org drive.google.com edx.org en.wikipedia.org "
    "github.com gitlab.com linkedin.com medium.com towardsdatascience.com twitter.com udacity.com udemy.com vimeo.com "
    "x.com youtube.com"
)
# Hosts whose addresses say nothing of where they lead.
SHORTENERS = _these(
    "adf.ly aka.ms amzn.to bit.ly buff.ly cutt.ly dlvr.it git.io goo.gl is.gd j.mp lnkd.in ow.ly rb.gy shorturl.at "
    "t.co tiny.cc tinyurl.com"
)
# What many repositories of different authors are called.
REPOSITORIES = (
    GENERIC
    | FIELDS
    | _these("awesome blog code cookbook docs dotfiles labs list lists roadmap samples website zoomcamp")
)
# Domains of which each part in front is somebody's own.
LANDLORDS = _these(
    "amazonaws.com azurewebsites.net blogspot.com bitbucket.io fly.dev github.io gitbook.io gitlab.io "
    "hashnode.dev herokuapp.com medium.com neocities.org netlify.app netlify.com notion.site pages.dev "
    "readthedocs.io readthedocs.org sourceforge.io sourceforge.net streamlit.app substack.com surge.sh tumblr.com "
    "vercel.app web.app weebly.com wikipedia.org wixsite.com wordpress.com"
)
# What an address asks for that is not the thing: who sent the reader, and how it is shown.
NOISE = _these(
    "ab_channel fbclid feature gclid igshid mc_cid mc_eid ref ref_ ref_src referrer share si source sr spm tag trk usp "
    "via"
)

# What is found at hosts that have one kind of thing.
KINDS_OF_HOSTS = {
    "code": frozenset(["github.com", "gitlab.com"]),
    "film": frozenset(["youtube.com", "vimeo.com", "slideslive.com"]),
    "book": _these(
        "amazon book.douban.com goodreads.com leanpub.com learning.oreilly.com librarything.com manning.com "
        "oreilly.com packtpub.com"
    ),
    "paper": frozenset(["arxiv.org", "doi.org", "openreview.net"]),
    "course": frozenset(
        ["classroom.udacity.com", "coursera.org", "edx.org", "lagunita.stanford.edu", "udacity.com", "udemy.com"]
    ),
}
