"""The scripts that complete words in bash, zsh and fish, made from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlops_path.cli.commands import COMMANDS, GLOBAL_OPTIONS, GROUPS
from mlops_path.cli.printing import print_json, print_lines

if TYPE_CHECKING:
    from argparse import Namespace

LISTS = {
    "step": 'mlops-path list --json 2>/dev/null | sed -n \'s/^    "id": "\\(.*\\)",$/\\1/p\'',
    "path": 'mlops-path path list --json 2>/dev/null | sed -n \'s/^    "id": "\\(.*\\)",$/\\1/p\'',
    "learner": "mlops-path learner list 2>/dev/null | sed 's/^[* ] //'",
}


def script(options: Namespace) -> None:
    lines = {"bash": _bash, "zsh": _zsh, "fish": _fish}[options.shell]()
    if options.json:
        print_json({"shell": options.shell, "script": "\n".join(lines) + "\n"})
    else:
        print_lines(lines)


def _options(name: str) -> list[str]:
    """Every option of a command, the global ones too."""
    from argparse import ArgumentParser  # noqa: PLC0415 - only here

    parser = ArgumentParser(add_help=False)
    COMMANDS[name].arguments(parser)
    own = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001 - argparse has no public list
    return own + [option for option, _, _ in GLOBAL_OPTIONS]


def _names() -> list[str]:
    return [name for name in COMMANDS if " " not in name] + list(GROUPS)


def _below(group: str) -> list[str]:
    return [name.partition(" ")[2] for name in COMMANDS if name.startswith(f"{group} ")]


def _bash() -> list[str]:
    lines = [
        "# mlops-path completion for bash",
        "# Offers the lines it reads that begin with the word. They are text: nothing in them is expanded.",
        "_mlops_path_offer() {",
        "    local item quoted",
        "    while IFS= read -r item; do",
        '        printf -v quoted %q "$item"',
        '        if [[ "$item" == "$1"* || "$quoted" == "$1"* ]]; then COMPREPLY+=("$quoted"); fi',
        "    done",
        "}",
        "_mlops_path() {",
        '    local word="${COMP_WORDS[COMP_CWORD]}" name="" words="" i',
        "    COMPREPLY=()",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        case "${COMP_WORDS[i]}" in',
        "            --learner|--path|--database) ((i++)) ;;",
        "            -*) ;;",
        '            *) case "$name" in',
        '                "") name="${COMP_WORDS[i]}" ;;',
        f'                {"|".join(GROUPS)}) name="$name ${{COMP_WORDS[i]}}" ;;',
        "            esac ;;",
        "        esac",
        "    done",
        '    case "${COMP_WORDS[COMP_CWORD-1]}" in',
        f'        --path) _mlops_path_offer "$word" < <({LISTS["path"]}); return ;;',
        f'        --learner) _mlops_path_offer "$word" < <({LISTS["learner"]}); return ;;',
        '        --database|-o) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;',
        "    esac",
        '    case "$name" in',
        f'        "") words="{" ".join(_names())} {" ".join(option for option, _, _ in GLOBAL_OPTIONS)}" ;;',
        *(f'        {group}) words="{" ".join(_below(group))}" ;;' for group in GROUPS),
    ]
    for name, command in COMMANDS.items():
        offer = f'_mlops_path_offer "$word" < <({LISTS[command.completes]})' if command.completes else ":"
        if name == "path check":
            offer = 'mapfile -t COMPREPLY < <(compgen -f -- "$word")'
        lines.append(
            f'        "{name}") if [[ "$word" == -* ]]; then words="{" ".join(_options(name))}"; else {offer}; fi ;;'
        )
    return [
        *lines,
        "    esac",
        '    if [ -n "$words" ]; then mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word"); fi',
        "}",
        "complete -F _mlops_path mlops-path",
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _zsh() -> list[str]:
    described = [
        *((name, COMMANDS[name].purpose) for name in COMMANDS if " " not in name),
        *((group, ", ".join(_below(group))) for group in GROUPS),
    ]
    lines = [
        "#compdef mlops-path",
        "# mlops-path completion for zsh",
        "_mlops_path() {",
        "    local name='' i",
    ]
    lines += [
        "    for ((i = 2; i < CURRENT; i++)); do",
        "        case ${words[i]} in",
        "            --learner|--path|--database) ((i++)) ;;",
        "            -*) ;;",
        f"            *) if [[ -z $name ]]; then name=${{words[i]}}; elif [[ $name == ({'|'.join(GROUPS)}) ]]; then",
        '                name="$name ${words[i]}"; fi ;;',
        "        esac",
        "    done",
        "    case ${words[CURRENT-1]} in",
        f'        --path) compadd -- ${{(f)"$({LISTS["path"]})"}}; return ;;',
        f'        --learner) compadd -- ${{(f)"$({LISTS["learner"]})"}}; return ;;',
        "        --database|-o) _files; return ;;",
        "    esac",
        "    case $name in",
        "        '')",
        "            local -a found",
        "            found=(" + " ".join(_quoted(f"{name}:{purpose}") for name, purpose in described) + ")",
        "            _describe command found",
        "            compadd -- " + " ".join(option for option, _, _ in GLOBAL_OPTIONS) + " ;;",
        *(f"        {group}) compadd -- {' '.join(_below(group))} ;;" for group in GROUPS),
    ]
    for name, command in COMMANDS.items():
        dynamic = f'compadd -- ${{(f)"$({LISTS[command.completes]})"}}' if command.completes else ":"
        if name == "path check":
            dynamic = "_files"
        lines.append(
            f"        {_quoted(name)}) if [[ $PREFIX == -* ]]; then compadd -- {' '.join(_options(name))};"
            f" else {dynamic}; fi ;;"
        )
    lines += [
        "    esac",
        "}",
        'if [ "$funcstack[1]" = "_mlops_path" ]; then _mlops_path "$@"; else compdef _mlops_path mlops-path; fi',
    ]
    return lines


def _fish() -> list[str]:
    seen = "__fish_seen_subcommand_from"
    none_yet = f"not {seen} {' '.join(_names())}"
    lines = ["# mlops-path completion for fish", "complete -c mlops-path -f"]
    for option, value, purpose in GLOBAL_OPTIONS:
        needs = {"--path": f" -xa {_quoted('(' + LISTS['path'] + ')')}", "--database": " -r -F"}.get(
            option, f" -xa {_quoted('(' + LISTS['learner'] + ')')}" if value else ""
        )
        lines.append(f"complete -c mlops-path -l {option[2:]}{needs} -d {_quoted(purpose)}")
    for name, command in COMMANDS.items():
        group, _, below = name.partition(" ")
        if below:
            here = f"{seen} {group}; and not {seen} {' '.join(_below(group))}"
            lines.append(f"complete -c mlops-path -n {_quoted(here)} -a {below} -d {_quoted(command.purpose)}")
            condition = f"{seen} {group}; and {seen} {below}"
        else:
            lines.append(f"complete -c mlops-path -n {_quoted(none_yet)} -a {name} -d {_quoted(command.purpose)}")
            condition = f"{seen} {name}"
        if command.completes:
            words = _quoted(f"({LISTS[command.completes]})")
            lines.append(f"complete -c mlops-path -n {_quoted(condition)} -a {words}")
        if name == "path check":
            lines.append(f"complete -c mlops-path -n {_quoted(condition)} -F")
        for option in _options(name):
            if option not in [each for each, _, _ in GLOBAL_OPTIONS]:
                form = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
                lines.append(f"complete -c mlops-path -n {_quoted(condition)} {form}")
    lines += [
        f"complete -c mlops-path -n {_quoted(none_yet)} -a {group} -d {_quoted(', '.join(_below(group)))}"
        for group in GROUPS
    ]
    return lines
