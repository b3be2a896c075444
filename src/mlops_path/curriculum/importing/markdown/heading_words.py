"""What headings say of what stands under them, in the languages that study plans are mostly written in."""

from __future__ import annotations

import re

from mlops_path.curriculum.importing.words import folded, meanings, words_of

# Headings of what is no part of the plan.
CONTENTS = frozenset(
    words_of("""
    contenido | contenidos | content | contents | conteúdo | index of contents | indice | indice dei contenuti |
    inhalt | inhaltsverzeichnis | inhaltsübersicht | inhoud | inhoudsopgave | innehåll | içindekiler | mục lục |
    navigation | obsah | on this page | sommaire | spis treści | sumario | sumário |
    tabla de contenido | tabla de contenidos | table des matières | table of contents | toc | índice | зміст |
    оглавление | содержание | المحتويات | فهرست | もくじ | 内容目录 | 目录 | 目次 | 目錄 | 章节目录 | 목차
    """)
)
LICENCE = frozenset(
    words_of("""
    copyright | licence | licences | licencia | licencja | license | licenses | licensing | licentie | licenza |
    licença | licença de uso | lisans | lizenz | лицензия | ліцензія | ライセンス | 授權 | 版权 | 版权声明 |
    许可 | 许可协议 | 许可证 | 라이선스
    """)
)
NAVIGATION = frozenset(
    words_of("""
    announcement | announcements | news | news and updates | recent updates | release notes | what's new | what’s new |
    about the author | author | autor | autores | autoren | auteur | como contribuir | cómo contribuir | 作者 |
    acknowledgements | acknowledgments | attendees | authors | available translations | backers |
    become a sponsor | beitragen |
    changelog | code of conduct | colaboradores | colaborar | contact | contact me | contribuer |
    contribuir | contribuição | contribute | contributeurs | contributing | contributing guidelines | contribution |
    contribution guidelines | contributions | contributors | core team | course staff | course team | credits |
    danksagung | donate | donations | faq | faqs | feedback | follow me | frequently asked questions | friends |
    get help | getting help | how to contribute | instructors | languages of this page | main authors |
    maintainers | meet the instructors | meet the team | mitmachen | mitwirken | other languages | our contributors |
    next goals | office hours | office hour schedule | organisers | organizers | our friends |
    our team | participants | partners | presenter |
    presenters | quick links | sponsor | sponsoring | sponsors |
    sponsors & supporters | staff | connect with me | connect with us | keep in touch | stay connected | stay in touch |
    star history | stargazers | stargazers over time | support | support this project | support us | supporters |
    teaching staff | team | testimonial | testimonials | translation | translations | translations in progress | как
    помочь | участие | 参与贡献 | 致谢 | 貢献 | 贡献 | 贡献指南 | 贡献者 | 기여
    """)
)
# Headings of what an author did day by day.
DIARIES = frozenset(
    words_of(
        "diary | journal | learning log | log | log book | logbook | progress | progress log | study log | updates"
    )
)
# How headings begin of what tells readers to copy the plan and to keep track of it.
GUIDING = (
    "asking for help", "asking questions", "contributing to ", "how to follow this", "how to join",
    "how to navigate this", "how to read this", "how to show your progress", "how to take the course",
    "how to take this course", "how to track your progress", "how to use this", "latest news", "latest updates",
    "other courses from ", "our other courses", "people to follow", "who to follow", "whom to follow",
)  # fmt: skip
# How headings begin of what tells how to go about the plan, or what comes of it.
HOW_TO = (
    "before you begin", "before you start", "by the end", "common mistakes", "daily guidance", "how i ", "how it works",
    "how this is ",
    "how to contribute", "how to follow", "how to navigate", "how to read this", "how to use",
    "learning goals", "learning outcomes", "questions you", "some of the questions", "what will you learn",
    "what is included", "what is not ", "what isn't ", "what you won't", "what you won’t",
    "what you will learn", "what you'll learn", "what you’ll learn", "who is this for",
    "who should", "who this is for", "why i'm ", "why i’m ", "why i am ", "why this ", "you will learn",
)  # fmt: skip
# How headings end of what explains the plan.
POINTING_OUT = (" criteria", " requirements")
# Headings under which, at any depth, words without a link are no part of the plan.
EXPLAINING = re.compile(
    r"about (?:the|this) (?:bootcamp|certification|class|course|exam|plan|programme?)"
    r"|exam (?:brief|day|details|facts|format|info|information|overview)|academic (?:honesty|integrity)"
    r"|accountability (?:&|and) support"
    r"|assessment(?: criteria| methods?)?|certificate|career (?:opportunities|outcomes|paths)\b.*"
    r"|course (?:culture|description|info|information|overview)"
    r"|(?:attendance|class|collaboration|course|late|submission) polic(?:y|ies)"
    r"|pac(?:e|ing)|(?:(?:daily|study|weekly) )+(?:cadence|rhythm|routine)"
    r"|(?:directory|file|folder|repo|repository) structure|(?:(?:expected|final|target) )?outcomes?"
    r"|(?:[\w/-]+ )?(?:budget|costs?)(?: (?:breakdown|estimates?|overview|summary))?|(?:[\w-]+ )*habits"
    r"|timeline summary|(?:study )?priorities|prioridades"
    r"|grad(?:es?|ing)(?: (?:breakdown|calculation|distribution|policy|scale|scheme|system|tracking))?"
    r"|(?:course |key |project )?highlights|(?:[\w-]+ ){1,2}(?:deadlines|reminders)|logistics?"
    r"|(?:progress|success) (?:metrics|tracking)|tracking (?:your )?progress|(?:[\w-]+ ){0,2}tips(?: (?:for|on|to) .+)?"
    r"|(?:[\w-]+ )?success factors|notas finales|general info(?:rmation)?|enrol?lment(?: guide)?"
    r"|(?:learning|study) strateg(?:ies|y)"
    r"|(?:building|creating|making) (?:a|your)(?: own)? (?:learning|study) (?:path|plan)"
    r"|(?:conseils|consejos|conselhos|dicas)(?: d[eo] \w+)?|советы\b.*"
    r"|(?:core|daily|focus|golden|ground|my|personal|study|the) rules"
    r"|(?:(?:daily|entry|journal|log|notes?|progress|review|schedule|session|study|weekly) )+template"
    r"|(?:community|contribution) guidelines|review process|study groups?|community"
    r"|(?:(?:learning|study) )?(?:guide|path|plan|roadmap) usage|usage"
    r"|what you(?:['’]ll| will)? need"
)
# Headings of tables in which one notes how far one is.
TRACKERS = re.compile(r"(?:[\w-]+ ){0,2}(?:progress|score) (?:log|sheet|tracker|tracking)|(?:[\w-]+ ){0,2}tracker")
# How headings end that a list of bare words goes on with: "Courses must", "Each lesson includes".
CUT_OFF = (" must", " should", " deben", " devem", " müssen", " will be able to", " will learn to")
EACH_HAS = re.compile(r"(?:each|every) .+ (?:comes with|consists of|contains|has|includes)")
# Headings of what is to be done: there each item is a task, however it is worded.
TASKS = re.compile(
    r"(?:build|(?:[\w-]+ )?exercises?|tasks?|homework|assignments?|to-?do|projects?|project ideas|challenges?|practice"
    r"|(?:[\w-]+ )?questions|aufgaben|deberes|ejercicios|esercizi|exercices|exercícios|proyectos|tareas|tarefas|übungen"
    r"|задания|проекты|упражнения|\w{0,4}(?:作业|练习|习题|项目|実践|演習|練習|課題|과제|실습|연습)"
    r")(?:\s*[-–—:：(（#\d].*)?"
)
# Under these headings a list of bare words explains the plan; it is not the plan.
ABOUT = frozenset(
    words_of("""
    about | about this | about this course | about this guide | about this repository | conclusion | disclaimer |
    important information | información importante | informações importantes | instrucciones | instructions |
    instruções | faq | features | goal | goals | guidelines | how this works | how to use | how to use it |
    how to use this | how to use this guide | intro | introduction | key | learning objectives | legend |
    installation | installing | motivation | note | notes | objectives | overview | pre-requisites | prerequisite |
    current skills | existing knowledge | existing skills | my current skills | what i already know |
    prerequisites | prérequis | quick start | quickstart | requirements | requisitos | rules | setup | summary |
    tips | voraussetzungen | what is it | what is this | why | why use it | ziele | требования | はじめに | 前提 |
    前置知识 | 前言 | 简介 | 说明 | 関于 | anotações | notas | notizen | notatki | заметки | 感じたこと | 感想 |
    所感 | メモ | 他メモ | 메모
    """)
)
# What is written on a fold that has no heading of its own.
FOLDS = frozenset(
    words_of(
        "click here | click me | click to expand | click to open | details | expand | more | open | show | show more"
    )
)
# Names of files that say nothing of what is in them.
UNTOLD_FILES = frozenset(words_of("index | notes | plan | readme | study plan | todo"))
# What a label or heading says of a list in which each line is a topic or a task, however it is worded.
TOPICS = re.compile(
    r"(?:(?:key|main|sub) ?)?(?:concepts|subjects|topics)(?: (?:covered|to (?:cover|learn|study)))?"
    r"|(?:[\w-]+ )*(?:exercises?|labs?(?: assignments?)?|practicals?|projects?|tasks?)|theory"
    r"|(?:argomenti|conteúdos?|contenidos?|inhalte|sujets|temas|thèmes|themen|tópicos)(?: \w+)?"
    r"|темы|теория|teoria|teoría"
    r"|\w{0,4}(?:主题|知识点|学习内容|重点|トピック|学習内容|주제|학습 내용)"
)
# Headings of what is to be read.
BOOKS = re.compile(
    r"(?:[\w-]+ ){0,3}(?:bibliography|(?:text ?)?books?|literature|readings?|книги|литература)"
    r"|(?:bibliogra(?:fia|fía|phie)|bücher|lecturas|leituras|lektüre|libri|libros|literatur|livres|livros)"
    r"(?: [\w-]+){0,2}|\w{0,4}(?:书籍|书单|参考书|阅读|書籍|参考図書|도서)"
)
# Headings of what is to be learnt from.
RESOURCES = re.compile(
    r"(?:[\w-]+ ){0,2}(?:references?|resources?|(?:learning|study) materials?|материалы|ресурсы)"
    r"|(?:recursos|ressourcen|ressources|risorse)(?: [\w-]+){0,2}|\w{0,4}(?:资源|资料|資料|자료)"
)
# Headings of things of a kind: what is set in under one of them only tells of it.
KINDS = re.compile(
    r"(?:[\w&/-]+ ){0,3}(?:blogs|channels|communities|conferences|meetups|newsletters|podcasts|websites)"
    r"|(?:[\w&/-]+ ){0,2}(?:coding|courses?|learning|online|practi[cs]e|study|training) platforms"
)
# What a heading says of what is under it, whatever it is.
TO_LEARN = re.compile(
    r"\bto (?:cover|explore|know|learn|look up|master|practi[cs]e|read|study|understand|watch)\b", re.IGNORECASE
)
# What stands over things of which all are done, or under way.
STATUS_HEADINGS = meanings(
    ("done", "already done | completed | done | finished"),
    (
        "doing",
        """
        currently learning | currently reading | currently watching | currently working on | doing | in progress |
        ongoing
        """,
    ),
)
BESIDE_THESE = frozenset(
    ["attribution", "citation", "citing", "community", "disclaimer", "legal", "legal notices", "terms"]
)
_JOINED = re.compile(r" and | & | / |/|, | und | y | et ")
_FILLERS = re.compile(r"^(?:our |the |list of |origins? of )+|(?: information| notice| \(.*)$")


def reason_of(heading: str) -> str:
    """Why nothing under a heading is a thing to learn: "licence" or "navigation"; empty where it may be.

    "Credits & Licence" is made of nothing else either; "Licences of data sets" may well be a topic.
    """
    name = folded(heading).removeprefix("optional: ")
    parts = {name} if name in NAVIGATION else {_FILLERS.sub("", part).strip() for part in _JOINED.split(name)}
    if not parts <= LICENCE | NAVIGATION | BESIDE_THESE:
        return ""
    return "licence" if parts & LICENCE else "navigation" if parts & NAVIGATION else ""


def is_legend(heading: str) -> bool:
    """Whether what is under a heading, folded, says what signs mean: "Icons/emoji legend"."""
    return heading == "legend" or heading.endswith(" legend")


def cuts_off(heading: str) -> bool:
    """Whether a list goes on with what a heading, folded, begins to say: "Courses must"."""
    return heading.endswith(CUT_OFF) or EACH_HAS.fullmatch(heading) is not None


def explains(heading: str) -> bool:
    """Whether lists at any depth under a heading, folded, tell of the plan: "Grading", "How to use it"."""
    return all(map(EXPLAINING.fullmatch, _JOINED.split(heading))) or heading.startswith(HOW_TO)
