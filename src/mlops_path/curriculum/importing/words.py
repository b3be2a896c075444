"""What words at the head of a list, a table or a link mean, in the languages that study plans are mostly written in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def words_of(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split("|"))


def meanings(*meanings: tuple[str, str]) -> dict[str, str]:
    """Which meaning each word has, from meanings with their words."""
    return {word: meaning for meaning, text in meanings for word in words_of(text)}


# Small words among the names of people.
AMONG_NAMES = frozenset(
    words_of("al | and | da | de | del | den | der | di | dos | du | et | la | le | ten | tom | und | van | von | y")
)
# How points begin that tell something.
SENTENCE_STARTS = frozenset(
    words_of("be | don't | how | i | if | it | the | there | this | we | what | when | why | you")
)
# How a sentence begins that asks something.
QUESTION_WORDS = frozenset(words_of("can | does | how | is | what | when | where | which | who | why"))
# How exercises begin that ask for an answer.
ASKING_FOR = frozenset(words_of("compare | define | describe | discuss | explain"))
# How points begin that say something to the reader.
ADDRESSING = frozenset(words_of("be | don't | i | if | it | there | they | this | we | you | your"))
# What words of a sentence, or of a remark, are joined by; names written small have none of them.
JOINING = ADDRESSING | frozenset(
    words_of("""
    a | an | are | as | at | because | but | by | for | from | has | have | her | his | how | in | into | is | my | no |
    not | of | on | only | or | so | such | than | that | the | these | this | to | too | very | was | were | what |
    when | where | which | who | why | will
    """)
)
# What a sentence says that goes on in a list of what to do with the plan itself.
USING = re.compile(
    r"\b(?:to use (?:this|these|the)|use (?:this|these) (?!if |when |where )\w+ "
    r"|fork the|clone the|the following (?:\w+ )?(?:criteria|questions))\b"
)
# What a sentence says over a list of what a plan has not.
LEFT_OUT = re.compile(
    r"\b(?:aren['’]t|doesn['’]t|isn['’]t|not|won['’]t) (?:\w+ )?(?:cover|covered|include|included|part of)\b"
)
# What one says over a list of what comes of a plan.
PROMISING = re.compile(r"\byou(?:['’]ll| will) (?:be able to|learn)(?: about| how to| to)?[:：]$")
# What a row says of a day, or a time of it, without anything to learn.
FREE_DAY = re.compile(
    r"\bno (?:class|classes|lecture|lectures|meeting|school)\b|^\w+ holidays?$"
    r"|^(?:[\w-]+ ){0,2}(?:break|recess|vacation)$|^(?:buffer|catch-up|reading) week(?:$|,)"
    r"|\bno new material\b|^lunch$|^deadlines?(?:$|:)"
    r"|^(?:class )?cancell?ed\b|^(?:day off|descanso|repos|rest day|отдых|休息)\b"
)
# What a sentence speaks of that a list of things to learn goes on with: "The topics that you should know:".
LEARNT = frozenset(
    words_of("""
    article | articles | book | books | build | chapter | chapters | complete | concept | concepts | course | courses |
    cover | covered | covers | exercise | exercises | familiar | implement | know | learn | lecture | lectures |
    lesson | lessons | master | module | modules | paper | papers | practice | problem | problems | project |
    projects | read | reading | resource | resources | skill | skills | solve | study | subject | subjects | task |
    tasks | technique | techniques | tool | tools | topic | topics | tutorial | tutorials | understand | video |
    videos | watch
    """)
)

# How a sentence ends that goes on in what a thing has: "A boat, featuring:".
OFFERING = frozenset(["featuring", "offers", "provides"])
# Heads above what is compared, with two columns of how it is there and there.
ASPECTS = frozenset(
    words_of("""
    aspect | attribute | characteristic | characteristics | criteria | criterion | dimension | factor | feature |
    features | metric | parameter | property
    """)
)
# What is counted that only holds others, and is no thing by itself.
HOLDERS = frozenset(
    words_of("""
    module | month | part | phase | section | semester | sprint | stage | unit | week | einheit | etapa | etap |
    fase | maand | mes | modul | modulo | module | monat | mois | módulo | mês | mese | parte | partie | semaine |
    semana | settimana | teil | trimestre | tydzień | unidad | unidade | woche | étape | модуль | неделя | раздел |
    часть | этап | 周 | 週 | 月 | 주차
    """)
)
# What is numbered as a part of a whole.
NUMBERED = HOLDERS | frozenset(
    words_of("""
    appendix | assignment | chapter | ch. | day | episode | exercise | homework | kapitel | lab | lecture | lesson |
    milestone | problem | project | session | task | video | aula | aufgabe | capitolo | capítulo | chapitre |
    clase | dag | dia | día | dzień | giorno | hari | jour | leçon | lección | lektion | lezione | lição | rozdział |
    sesión | séance | tag | день | глава | занятие | лекция | урок
    """)
)
# The same in writings that set no space between: "第1周", "3주차".
_COUNTED = re.compile(r"第 ?[0-9一二三四五六七八九十]{1,3} ?([周週天日月章節节課课讲講回])|[0-9]{1,3} ?(주차|일차)")
ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "a", "b", "c", "d"])

# What a link is called when its text says how to get at the thing, not what the thing is.
GENERIC = frozenset(
    words_of("""
    amazon | article | arxiv | audio | blog | blog post | book | buy | buy link | buy now | click here | code |
    colab | course | course page | course site | demo | doc | docs | documentation | download | e-book | ebook |
    epub | exercises | forum | free | free online | free pdf | github | guide | handout | handouts | here | here is |
    here's | home | home page | homepage | resource | resources | film | films | html | jstor | kaggle | lecture |
    lectures | link | link to course | link to the course | mirror | more | notebook | notes | online | page | paper |
    paper book | paperback | pdf | playlist | podcast | post | project | project page | purchase | purchase link |
    read | read more | read online | recording | recordings | repo | repository | site | slides | solution |
    solutions | source | syllabus | talk | template | this | transcript | tutorial | url | video | videos | watch |
    web | web page | web site | website | wiki | wikipedia | youtube | materials | course materials | course website |
    lecture notes | lecture videos | link to materials | link to slides | apuntes | aquí | artikel | artículo | buch |
    cours | curso | enlace | folien | hier | ici | kurs | lien | libro | livre | notas | vidéo | vídeo | видео |
    здесь | ссылка | 视频 | 链接 | 课程
    """)
)
# Where films are: a picture that leads there is one.
FILM_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "bilibili.com")
# What links below a plan are called that lead to where its author is to be found.
SOCIAL = frozenset(
    words_of("""
    blog | bluesky | discord | email | events | facebook | github | homepage | instagram | linkedin | mastodon |
    medium | newsletter | personal site | portfolio | slack | telegram | twitter | website | x | youtube
    """)
)
# Links where people meet: beside a thing to learn, never the thing.
MEETING_PLACES = frozenset(words_of("chat | discord | forum | gitter | slack | telegram"))
# What links are called that lead from page to page.
TURNING = frozenset(words_of("back | go back | next | next page | prev | previous | previous page | return"))
# Addresses where people talk.
CHAT = re.compile(
    r"https?://(?:[\w-]+\.)*(?:[\w-]*slack[\w-]*\.herokuapp\.com|chat\.whatsapp\.com|discord\.com/invite|discord\.gg|gitter\.im|matrix\.to|slack\.com|t\.me"
    r"|telegram\.me)(?:[/?#]|$)"
)
# How a line begins that asks readers to help, or to meet where these words say.
ASKING = (
    "also check out ", "ask questions ", "can anyone ", "find me ", "find us ", "follow me ", "follow us ",
    "if you want to contribute", "please check ", "please consider ", "please note ", "please star ", "post any ",
    "post your ", "sign up here", "star the repo", "star this ", "this list contains ", "this repo contains ",
    "this repository contains ", "tweet about ",
)  # fmt: skip
# What tells of a thing, of a run of it, or of what it took: "Start: 17 January", "Time spent: 30 min".
FACTS = frozenset(
    words_of("""
    author | authors | bi-weekly | certificate | classroom | commitment | completed on | cost | current focus |
    current streak | daily |
    date | date completed | dates | deadline | difficulty | due | due date | duration | e-mail | effort | email | end |
    end date | estimated time | focus | format | goal | hours | institution | instructor | instructors | isbn |
    language | last updated | level | meeting time | meeting time/place | organisers | organizer | organizers | pace |
    pages | platform | price | provider | publisher | rating | schedule | start | start date | starts | status |
    success rate | target | time | time commitment | time spent | timeline | topics | topics covered | university |
    weekly | when | where | who | workload
    """)
)
# Those of these that tell who it is, also by a link.
PEOPLE = frozenset(words_of("author | authors | instructor | instructors | lecturer | lecturers | speaker | teacher"))
# What belongs to a run of a course, and is nothing to learn.
RUN_THINGS = re.compile(
    r"(?:announcements?|faq|feedback form|frequently asked (?:\w+ )?questions|(?:\w+ )?calendar|instructors"
    r"|(?:class|course|lectures?|office hours)\b[^:]* calendar|ed discussion|gradescope|leaderboard"
    r"|lecturers|office hours|piazza|registration(?: form| link)?"
    r"|(?:presentation )?sign[- ]?up(?: form| link| sheet)?"
    r"|certificate of completion|tas?|teaching assistants?|zoom (?:links?|meetings?|room)(?: .*)?)"
)
# What somebody gets who did a thing.
PROOFS = frozenset(words_of("badge | cert | certificate | certification | my certificate"))
# What tells how to tick a box.
TICKING = re.compile(r"\b(?:box|boxes|brackets|check|like this|mark|put|tick)\b")
# How a line begins that says what a list is.
DESCRIBING = ("a collection of ", "a curated list of ", "a list of ")
INVITING = ("connect ", "join ", "register ", "sign up ", "subscribe ")
INVITED_TO = MEETING_PLACES | SOCIAL | frozenset(["calendar", "channel", "community", "newsletter"])
# What a link is called, or what stands in front of it: "Video: [Title](…)".
LABELS = GENERIC | frozenset(
    words_of("""
    articles | assignment | books | courses | exercise | homework | lab | must read | must watch | nb | new | note |
    obs | optional | paid | papers | quiz | reading | recommended | reference | references | required | resource |
    resources | see | see also | tool | tools
    """)
)

# What stands in bold before topics of any field: "Basics: knots, ropes" is called by all of it.
LEVELS = frozenset(
    words_of("""
    advanced | background | basic | basics | beginner | bonus | concepts | core | essentials | extra | extras |
    foundations | fundamentals | general | intermediate | intro | introduction | more | other | others | overview |
    practice | theory | useful
    """)
)

# What stands before the colon of a thing that is a part of another: "Lecture: how sails hold".
PARTS = frozenset(
    words_of("""
    assignment | book | chapter | course | exercise | homework | hw | lab | lecture | paper | practice | project |
    quiz | reading | seminar | talk | tutorial | video | workshop
    """)
)
# The same of what is done, and has no name of its own: "Hands-on project: build a boat".
TASK_KINDS = frozenset(words_of("assignment | exercise | homework | hw | lab | practice | project | task"))
# What a sentence says over a list of things to learn, however these are worded.
LEARN_THESE = re.compile(r"\b(?:complete|do|know|learn|master|read|study) (?:about )?(?:the following|these)\b")
# What stands where something is still to come.
PLACEHOLDERS = re.compile(
    r"n/a|no (?:[\w-]+ ){0,2}(?:assignments?|homework|readings?)\b.*"
    r"|(?:coming soon|tba|tbc|tbd|tbu|to be added|to be announced|under construction)\b.*"
)
# How remarks begin that tell what a thing is like: "Great for beginners", "Covers all winds".
PRAISING = frozenset(
    words_of("""
    accessible | affordable | always | beginner | beginner-friendly | best | clear | community | complete |
    comprehensive | cover | covers | covering | detailed | easy | excellent | fast | focus | focuses | free |
    fun | good | great | hands-on | high-quality | highly | in-depth | includes | industry-standard | interactive |
    lightweight | no | offers | official | often | paid | perfect | popular | practical | provides |
    real-world | recommended | regularly | solid | strong | suitable | teaches | the | up-to-date | very | well |
    well-written | wide | written | your
    """)
)
# How tasks begin: "Learn how to set a sail."
LEARNING = frozenset(
    words_of("""
    administer | analyse | analyze | apply | assess | automate | build | calculate | choose | compare | complete |
    compute | conduct | configure | construct | contribute | continue | create | debug | deepen | define | delve |
    demonstrate | deploy | derive | describe | design | detect | determine | develop | diagnose | differentiate |
    discuss | distinguish | dive | do | draw | establish | evaluate | experiment | explain | explore | familiarise |
    familiarize | find | finish | identify | implement | integrate | investigate | know | learn | make | manage |
    master | memorise | memorize | migrate | minimise | minimize | monitor | optimise | optimize | perform |
    practice | practise | prepare | present | protect | prove | provision | publish | push | read | rebuild |
    recognise | recognize | refactor | reproduce | research | restrict | review | revise | run | select | set |
    sketch | solve | start | summarise | summarize | troubleshoot | visualise | visualize |
    study | teach | test | train | understand | update | use | verify | watch | write | aprenda | aprende | aprender |
    aprenderse | conozca | conocer | construir | construye | crear | cree | entender | entienda | estudia | estudiar |
    hacer | haga | haz | leer | practicar | practique | ver | assistir | criar | entender | estudar | fazer | ler |
    praticar | apprendre | comprendre | construire | créer | étudier | faire | lire | pratiquer | regarder |
    anschauen | baue | bauen | erstelle | erstellen | lerne | lernen | lies | schreibe | verstehe | übe |
    concéntrate | desarrollar | escribir | explorar | familiarizarte | familiarízate | identificar | implementar |
    instalar | maneja | manejar | practica | realiza | realizar | repasa | repasar | resolver | revisa | revisar |
    trabaja | trabajar | usar | utilizar | aprofundar | compreender | conhecer | desenvolver | dominar | escrever |
    identificar | trabalhar | configurar | compléter | découvrir | développer | implémenter | installer | maîtriser |
    réaliser | résoudre | réviser | travailler | utiliser | écrire | entwickle | entwickeln | installiere | lesen |
    löse | lösen | schreiben | üben | vertiefen | wiederhole | wiederholen | costruire | creare | esercitarsi |
    imparare | leggere | scrivere | studiare | выполнить | выучить | изучить | написать | освоить | повторить |
    посмотреть | понять | практиковать | пройти | прочитать | разобрать | реализовать | решить | сделать | создать |
    napisz | naucz | obejrzyj | powtórz | poznaj | przeczytaj | stwórz | zrób
    """)
)
# How they may go on: "Learn to reef. Focus on how the ropes run."
LEARNING_ON = frozenset(words_of("focus | follow | go | look | play | solve | take | then | try"))
# How those begin in which something is made.
MAKING = frozenset(
    words_of("build | contribute | create | deploy | develop | implement | integrate | optimise | optimize | write")
)
# How programmes of several courses are called.
PROGRAMMES = frozenset(words_of("micromasters | nanodegree | specialisation | specialization | xseries"))
ON_PLATFORM = re.compile(
    r"\w (?:on|@) (?:codecademy|coursera|datacamp|edx|kaggle|khan academy|linkedin learning|pluralsight|udacity"
    r"|udemy)\b"
)
# Those that may as well be the name of a topic: "Design patterns", "Set theory", "Test doubles".
MAY_NAME = frozenset(
    words_of("design | draw | experiment | practice | present | research | review | set | test | train | use")
)

KIND_WORDS = meanings(
    ("article", "article | blog | blog post | post"),
    ("book", "book"),
    ("chapter", "chapter"),
    ("code", "code | opensource | repo"),
    ("course", "course | mooc"),
    ("list", "feed | list"),
    ("guide", "guide | roadmap"),
    ("video", "lecture | video | youtube"),
    ("video series", "lectures | playlist | videos"),
    ("site", "official | site | website"),
    ("paper", "paper"),
    ("talk", "podcast | talk"),
    ("report", "report"),
    ("tool", "tool"),
    ("tutorial", "tutorial"),
)

STATUS_WORDS = meanings(
    (
        "done",
        """
        x | [x] | ✅ | ☑ | ✔ | ✓ | 🗸 | 💯 | done | yes | y | complete | completed | finished | read | true | 100% |
        watched | 1 | fertig | erledigt | hecho | completado | terminado | terminé | fait | feito | concluído |
        gelesen | leído | letto | lido | okundu | przeczytane | готово | прочитано | сделано | 完成 | 已完成 | 已读 |
        読了 | 完了 | 완료
        """,
    ),
    (
        "todo",
        """
         | [ ] | [] | ☐ | ⬜ | 🔲 | ❌ | ✗ | ✘ | ☒ | todo | to do | no | n | not started | open | planned | waiting |
        false | 0 | 0% | - | pending | offen | pendiente | à faire | pendente | próximo | próximos | quero ler |
        à lire | не начато | хочу прочитать | 未完成 | 未开始 | 未着手 | 未读 | 想读
        """,
    ),
    (
        "doing",
        """
        doing | in progress | in-progress | started | wip | 🚧 | ⏳ | 🔄 | 🟡 | reading | ongoing | current | [/] |
        [~] | in arbeit | en curso | en progreso | en cours | em andamento | lendo | lendo atualmente | leyendo |
        в процессе | читаю | いま取り組んでいる | 取り組み中 | 读中 | 进行中 | 学習中 | 진행중
        """,
    ),
    ("skipped", "skipped | skip | cancelled | canceled | [-]"),
)
# What a row says of what a thing has.
ANSWERS = frozenset(words_of("yes | no | sí | si | ja | nein | oui | non | да | нет | 是 | 否"))
# How the words of a date begin.
CALENDAR = frozenset(
    words_of("""
    jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec |
    mon | tue | wed | thu | fri | sat | sun | st | nd | rd | th
    """)
)
DAYS = frozenset(
    words_of("""
    monday | tuesday | wednesday | thursday | friday | saturday | sunday | weekend | mon | tue | tues | wed | thu |
    thur | thurs | fri | sat | sun | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche | lunes |
    martes | miércoles | jueves | viernes | sábado | domingo | montag | dienstag | mittwoch | donnerstag | freitag |
    samstag | sonntag | segunda-feira | terça-feira | quarta-feira | quinta-feira | sexta-feira | lunedì | martedì |
    mercoledì | giovedì | venerdì | sabato | domenica | понедельник | вторник | среда | четверг | пятница | суббота |
    воскресенье | poniedziałek | wtorek | środa | czwartek | piątek | sobota | niedziela
    """)
)
# Marks that make a column one of marks.
SURE_MARKS = frozenset(
    words_of("""
    [ | [-] | [/] | [] | [x] | [~] | ] | done | in progress | todo | ⏳ | ☐ | ☑ | ☒ | ✅ | ✓ | ✔ | ✗ | ✘ | ❌ | ⬜ |
    🔄 | 🔲 | 🗸 | 🚧
    """)
)

# What heads say of things themselves: marks below them are no learner's.
PROPERTIES = frozenset(
    words_of("""
    asked | certificate | certification | code | english | essential | favorite | favourite | free | important | must |
    needed | notes | official | opensource | paid | premium | recommended | required | slides | source | subtitles |
    video
    """)
)
# Heads above what a row is about, in a table of weeks; elsewhere they tell how things differ.
FOCUS = frozenset(["focus", "primary focus", "фокус"])
# What stands at the head of a column of things to learn in other languages than English: tasks, that topics have, last.
NAMED_ABROAD = """
    titel | titre | título | judul | tytuł | タイトル | 书名 | 名称 | 标题 | 题目 | 제목 | argomenti | argomento |
    assunto | chủ đề | konu | konular | materi | materi / sub-materi | nội dung | sujet | tema | temas | temat |
    thema | themen | topik | тема | темы | トピック | 主题 | 内容 | 学习内容 | 項目 | 내용 | 주제 | cours | curso |
    ders | especialidad | kurs | курс | コース | 课程 | 科目 | 과목 | matière | matéria | buch | kitap | książka |
    libro | livre | livro | книга | 书籍 | 書籍 | 教材 | kaynak | recurso | ressource | материал | aula | bài học |
    lección | lektion | leçon | lição | лекция | урок | 강의 | chapitre | kapitel | 章节 | actividad | atividade |
    aufgabe | görev | tarea | tarefa | tâche | задание | задача | タスク | 任务
"""
TIMES = frozenset(
    words_of("""
    # | date | dates | day | days | month | months | phase | sprint | week | weeks | time | datum | dia | dias | día |
    días | fecha | giorno | gün | hafta | hari | jour | mes | minggu | mois | monat | mês | semaine | semana |
    semanas | settimana | tag | tage | woche | дата | день | месяц | неделя | фаза | 周 | 天 | 日 | 日期 | 日付 | 月 |
    星期 | 週 | 날짜 | 일 | 주 | 주차
    """)
)
# Heads of figures that tell how much there is, and was done.
AMOUNTS = frozenset(words_of("completed | count | done | left | open | remaining | solved | target | total"))
# Heads of columns that tell on which day a thing was done; a day under those of the second tells the same.
DAYS_DONE = "completed on | completion date | date completed | date done | date finished | date read | finished on"
WHEN_DONE = frozenset(words_of(f"completed | done | finished | read | watched | {DAYS_DONE}"))
# A column by what stands at its head. The first name of a field that a table has is taken.
COLUMNS = {
    "title": words_of(f"""
        title | name | content | course | courses | course name | book | resource | topic | topics | {NAMED_ABROAD} |
        lesson | module | chapter | lecture | paper | task | subject | what | item | video | article | project |
        step | material | materials | question | questions | problem | reading | readings | tutorial | tool |
        exercise | exercises | problems | skill | skills | technique | techniques | primary focus | focus | фокус
    """),
    "url": words_of("""
        url | link | address | links | href | web | website | solution | solutions | source | sources | reference |
        references | reference(s) | enlace | enlaces | lien | liens | ссылка | 链接 | 連結 | リンク
    """),
    "status": words_of(f"""
        status | done | state | done? | finished | completed | complete | progress | ✓ | ✔ | ✅ | read | read? |
        attempted | check | checked | covered | learned | learnt | mastered | solved | watched | 掌握 | 已学 |
        erledigt | fertig | estado | hecho | statut | fait | статус | готово | 状态 | 狀態 | 完成 | 進捗 | ステータス |
        状況 | 상태 | 진행 | {DAYS_DONE}
    """),
    "stage": words_of("stage | phase | part | level | track"),
    "section": words_of("section | category | group | area | unit"),
    "kind": words_of("kind | type | format | medium | media"),
    "authors": words_of("authors | author | author(s) | by | instructor | instructors | teacher | speaker | speakers"),
    "year": words_of("year | published | publication year"),
    "minutes": words_of("minutes | duration | length | time | hours | min | est. time | estimate | estimated time"),
    "need": words_of("need | required | optional | priority | required? | optional?"),
    "summary": words_of("summary | description | about | abstract | beschreibung | learning objectives | objectives"),
    "note": words_of("note | notes | my note | my notes | comment | comments | remark | remarks"),
    "why": words_of("why | reason"),
    "id": words_of("id | slug"),
    "parent": words_of("parent | part of"),
}
# Heads that make a table one of things to learn, although it has neither links nor marks.
LINKLESS_TITLES = frozenset(
    words_of(f"""
    book | chapter | course | course name | courses | exercise | exercises | focus | lecture | lesson | module |
    paper | primary focus | problem | problems | project | projects | reading | readings | resource | skill |
    skills | specialization | specialty | step | subject | task | technique | techniques | title | topic | topics |
    tutorial | video | фокус |
    {NAMED_ABROAD}
    """)
)
# What may stand behind "README" in the name of a translation.
LANGUAGES = frozenset(
    words_of("""
    ar | bg | bn | ca | cn | cs | cz | da | de | el | en | eo | es | et | eu | fa | fi | fil | fr | ge | gr | gu |
    he | hi | hr | hu | hy | id | in | it | ja | jp | ka | kk | km | kn | ko | kr | lt | lv | ml | mn | mr | ms |
    my | nb | ne | nl | no | pa | pl | pt | ptbr | ro | ru | si | sk | sl | sq | sr | sv | sw | ta | te | th | tl |
    tr | tw | ua | uk | ur | uz | vi | vn | zh | zhcn | zhtw
    """)
)

LANGUAGE_NAMES = frozenset(
    words_of("""
    arabic | bengali | bulgarian | catalan | chinese | croatian | czech | danish | dutch | english | finnish | french |
    german | greek | hebrew | hindi | hungarian | indonesian | italian | japanese | korean | malay | norwegian |
    persian | polish | portuguese | romanian | russian | serbian | simplified chinese | slovak | spanish | swedish |
    tamil | thai | traditional chinese | turkish | ukrainian | urdu | uzbek | vietnamese | deutsch | español |
    français | italiano | português | русский | українська | 中文 | 日本語 | 한국어 | 简体中文 | 繁體中文
    """)
)

_EDGES = "-–—―:|•·・,;/‣▪●→"


@lru_cache(maxsize=256)  # of one line it is asked again and again
def folded(text: str) -> str:
    """`text` as headings and column heads are compared: small letters, no emoji or signs round it."""
    text = " ".join(tidy(text).casefold().split()).strip(" .!?？[]*_~#=>")
    return text.strip("()") if text.startswith("(") else text


def tidy(text: str) -> str:
    """`text` without white space, dividing signs and pictures at either end."""
    if text[:1].isalnum() and text[-1:].isalnum():
        return text
    start, end = 0, len(text)
    while start < end and _divides(text[start]) and not (text[start] == "/" and text[start + 1 : start + 2].isalnum()):
        start += 1
    while end > start and _divides(text[end - 1]):
        end -= 1
    return text[start:end]


def _divides(sign: str) -> bool:
    if sign.isalnum():
        return False
    if sign.isascii():
        return sign.isspace() or sign in _EDGES
    return sign in _EDGES or sign.isspace() or unicodedata.category(sign) in ("So", "Sk", "Cf", "Mn")


def is_numbered(text: str) -> bool:
    """Whether a line begins like "Chapter 3", "Semana 2: …" or "第1周"."""
    return bool(counted_in(text))


def counted_in(text: str) -> str:
    """Of what a line begins with the number: "week" in "Week 2: …", "周" in "第1周"; empty for nothing."""
    text = tidy(text).casefold()
    name, _, rest = text.partition(" ")
    if name not in NUMBERED:
        found = _COUNTED.match(text)
        return (found[1] or found[2]) if found else ""
    is_number = rest[:1].isdigit() or (rest[:1].isalnum() and rest.split(maxsplit=1)[0].strip(".:") in ROMAN)
    return name if is_number else ""
