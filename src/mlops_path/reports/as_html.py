"""The report as one HTML file: readable without scripts or a network, in light and dark, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from mlops_path.domain import wording
from mlops_path.domain.curriculum import Step
from mlops_path.domain.dates import duration
from mlops_path.domain.journey import RULE, Counts, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.reports import FORMATS, Options
from mlops_path.text import html_href, html_text

STYLE = """
:root { color-scheme: light dark; --ink: #1d2329; --quiet: #5c6773; --line: #d9dee3; --paper: #fdfdfc; --done: #1f7a4d;
  --doing: #9a6200; --bar: #e6eaee; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --quiet: #9aa5b1; --line: #343c45; --paper: #15191d;
  --done: #5cc08d; --doing: #e0a84a; --bar: #2a3138; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.3rem 0 .3rem; }
p { margin: .4rem 0; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .15em; }
.quiet, .quiet a { color: var(--quiet); }
.standing { font-size: 1.15rem; font-weight: 600; margin-top: 1.4rem; }
.bar { height: .45rem; border-radius: .25rem; background: var(--bar); overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--done); }
table { border-collapse: collapse; width: 100%; margin-top: 1.4rem; font-variant-numeric: tabular-nums; }
td { padding: .2rem 0; vertical-align: middle; }
td.bars { width: 30%; padding: 0 .9rem; }
td.figure { text-align: right; white-space: nowrap; }
tr.stage td { padding-top: .7rem; font-weight: 600; }
tr.section td:first-child { padding-left: 1.1rem; }
ol, ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 2.1rem 1.5rem 1fr; padding: .22rem 0; break-inside: avoid; }
li.day { grid-template-columns: 6.5rem 1fr; }
.number { color: var(--quiet); text-align: right; padding-right: .6rem; font-variant-numeric: tabular-nums; }
.done .glyph { color: var(--done); } .doing .glyph { color: var(--doing); }
.skipped, .optional .title { color: var(--quiet); }
.note { margin: .3rem 0 1.2rem; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--line);
  white-space: pre-wrap; }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .85rem; }
@media print { :root { --ink: #000; --quiet: #444; --paper: #fff; --line: #bbb; --done: #000; --doing: #000;
  --bar: #ddd; }
  body { max-width: none; padding: 0; font-size: 10pt; } h2, h3 { break-after: avoid; }
  .bar, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } a { text-decoration: none; } }
"""


def render(journey: Journey, options: Options) -> str:
    return "\n".join(_lines(journey, options)) + "\n"


def _lines(journey: Journey, options: Options) -> Iterator[str]:
    path = journey.path
    title = f"{html_text(path.title)}: the record of {html_text(journey.learner)}"
    yield FORMATS["html"].begins
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{STYLE}</style></head>"
    yield "<body>"
    yield f'<h1 dir="auto">{title}</h1>'
    about = [f"edition {path.edition}", f"made on {options.made_at:%Y-%m-%d %H:%M}"]
    if options.period:
        about.insert(0, options.period)
    yield f'<p class="quiet">{" · ".join(about)}</p>'
    yield f'<p class="standing">{wording.standing(journey.counts)}</p>'
    yield _bar(journey.counts)
    if beside := wording.beside(journey.counts):
        yield f'<p class="quiet">{beside}</p>'
    yield from _table(journey)
    yield from _finished(journey, options)
    yield from _next(journey)
    yield from _every_step(journey)
    yield from _notes(journey, options)
    yield f'<footer class="quiet">{html_text(RULE)} Estimates are marked ≈; logged time was measured.</footer>'
    yield "</body></html>"


def _bar(counts: Counts) -> str:
    share = counts.fraction or 0
    return f'<div class="bar" aria-hidden="true"><i style="width:{share * 100:.1f}%"></i></div>'


def _table(journey: Journey) -> Iterator[str]:
    path = journey.path
    yield "<table>"
    for stage in path.stages:
        yield _row("stage", stage.title, journey.stage_counts(stage))
        if stage.last - stage.first > 1:
            for number in range(stage.first, stage.last):
                yield _row("section", path.sections[number].title, journey.section_counts[number])
    yield "</table>"


def _row(kind: str, title: str, counts: Counts) -> str:
    bar = _bar(counts) if counts.counted else ""
    figure = wording.fraction(counts)
    return (
        f'<tr class="{kind}"><td dir="auto">{html_text(title)}</td><td class="bars">{bar}</td>'
        f'<td class="figure">{figure}</td></tr>'
    )


def _finished(journey: Journey, options: Options) -> Iterator[str]:
    steps = [(step, at) for id_, at in options.finished.items() if (step := journey.step_of(id_))]
    yield f"<h2>Done {options.period}</h2>".replace(" </h2>", "</h2>")
    if not steps:
        yield '<p class="quiet">Nothing on this path yet.</p>'
        return
    yield "<ul>"
    for step, at in steps:
        yield f'<li class="day"><span class="quiet">{at[:10]}</span><span>{_title(journey, step)}</span></li>'
    yield "</ul>"


def _next(journey: Journey) -> Iterator[str]:
    found = journey.next_steps(5)
    if found:
        yield "<h2>Next</h2><ol>"
        for step, why in found:
            yield _item(step, journey.status(step.id), f'{_title(journey, step)} <span class="quiet">({why})</span>')
        yield "</ol>"


def _every_step(journey: Journey) -> Iterator[str]:
    for stage in journey.path.stages:
        yield f'<h2 dir="auto">{html_text(stage.title)}</h2>'
        if stage.goal:
            yield f'<p class="quiet" dir="auto">{html_text(stage.goal)}</p>'
        sections = journey.path.sections[stage.first : stage.last]
        for section in sections:
            if len(sections) > 1:
                yield f'<h3 dir="auto">{html_text(section.title)}</h3>'
            yield "<ol>"
            for step in journey.steps[section.first : section.last]:
                status = journey.status(step.id)
                state = _state(journey, step, status)
                more = f' <span class="quiet">— {state}</span>' if state else ""
                yield _item(step, status, _title(journey, step) + more)
            yield "</ol>"


def _item(step: Step, status: str, content: str) -> str:
    need = "" if step.required else " optional"
    return (
        f'<li class="{status}{need}"><span class="number">{step.number}</span>'
        f'<span class="glyph" role="img" aria-label="{status}">{wording.GLYPHS[status]}</span>'
        f"<span>{content}</span></li>"
    )


def _title(journey: Journey, step: Step) -> str:
    resource = journey.path.facts[step.number].resource
    title = html_text(resource.title)
    href = html_href(resource.url or resource.free_url)
    link = f'<a href="{href}" rel="noopener noreferrer">{title}</a>' if href else title
    source = html_text(wording.source_line(resource))
    return f'<bdi class="title">{link}</bdi>' + (f' <span class="quiet">{source}</span>' if source else "")


def _state(journey: Journey, step: Step, status: str) -> str:
    state = journey.state(step.id)
    parts = [] if step.required else ["optional"]
    if status == DONE:
        parts.append(f"{'known' if state.known else 'done'} {journey.status_at(step.id)[:10]}")
    elif status == DOING:
        parts.append(f"doing since {journey.status_at(step.id)[:10]}")
    elif status == SKIPPED:
        parts.append("skipped" + (f": {html_text(state.reason)}" if state.reason else ""))
    elif status == TODO and state.at:
        parts.append("open again")
    if state.minutes_logged:
        parts.append(f"{duration(state.minutes_logged)} logged")
    return " · ".join(parts)


def _notes(journey: Journey, options: Options) -> Iterator[str]:
    seen: set[str] = set()
    for step in journey.steps:
        text = options.note(step.id)
        if not text or step.id in seen:
            continue
        if not seen:
            yield "<h2>Notes</h2>"
        seen.add(step.id)
        yield f'<h3 dir="auto">{step.number}. {html_text(step.title)}</h3>'
        yield f'<div class="note" dir="auto">{html_text(text.rstrip())}</div>'
