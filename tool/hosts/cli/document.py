"""Makes the manual page and the completions of shells from what `--help` says:
the options are written down once, where the program reads them.

    document.py man|bash|zsh|fish build/bin/cohazard --name=cohazard-22 --output=FILE
"""

import argparse
import dataclasses
import pathlib
import re
import subprocess


@dataclasses.dataclass
class Option:
    name: str  # with its dashes
    value: str  # what it stands for, or empty
    help: str
    optional_value: bool = False
    values: dict = dataclasses.field(default_factory=dict)  # word -> meaning


@dataclasses.dataclass
class Command:
    name: str
    help: str
    arguments: str  # such as [FILE…]
    options: list


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def parse_options(text):
    """Of LLVM's CommandLine library: `  --name=<value> - help`, then for some
    `    =word - meaning`."""
    options, option = {}, None
    for line in text.partition("\nOPTIONS:\n")[2].splitlines():
        word = re.match(r"    =(\S*)\s+-\s+(.*)", line)
        if word and option:
            if word[1] and not word[1].startswith("<"):
                option.values[word[1]] = word[2]
            continue
        match = re.match(r"  (-{1,2}[\w-]+)(?:\[?[ =]\[?<([^>]+)>(?:,…)?\]?)?\s+- (.*)", line)
        if not match or match[1].startswith("--help-"):
            continue
        name, value, help = match.groups()
        if name in options:  # Listed without its value first: that may be left out.
            options[name].value, options[name].optional_value = value, True
        else:
            options[name] = Option(name, value or "", help)
        option = options[name]
    return list(options.values())


def parse_program(program):
    text = run(program, "--help")
    about, _, rest = text.removeprefix("OVERVIEW: ").partition("\nUSAGE:")
    listed = rest.partition("SUBCOMMANDS:")[2].partition("\n  Type")[0]
    commands = []
    for name, help in re.findall(r"^  (\S+)\s+- (.*)", listed, re.M):
        usage = run(program, name, "--help")
        arguments = re.search(r"^USAGE: \S+ \S+ \[options\] ?(.*)", usage, re.M)
        commands.append(Command(name, help, arguments[1], parse_options(usage)))
    return about.strip(), commands, parse_options(text)


# --- man(7) -------------------------------------------------------------------


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", text, flags=re.M)


def roff_option(option):
    name = roff(option.name)
    joint = " " if len(option.name) == 2 else "="
    value = f"{joint}\\fI{roff(option.value)}\\fR" if option.value else ""
    lines = [".TP", f"\\fB{name}\\fR" + (f"[{value}]" if option.optional_value else value)]
    lines.append(roff(option.help))
    if option.values:
        lines.append(".RS")
        for word, meaning in option.values.items():
            lines += [".TP", f"\\fB{roff(word)}\\fR", roff(meaning)]
        lines.append(".RE")
    return lines


def man(name, program, about, commands, common):
    version = re.search(r"^cohazard (\S+)", run(program, "--version"), re.M)[1]
    summary, examples, codes = about.split("\n\n")
    lines = [
        f'.TH {name.upper()} 1 "" "cohazard {version}" "User Commands"',
        ".SH NAME",
        f"{roff(name)} \\- {roff(summary.removeprefix('cohazard '))}",
        ".SH SYNOPSIS",
    ]
    for command in commands:
        lines += [f".B {roff(name)} {command.name}", f"[options] {roff(command.arguments)}", ".br"]
    lines += [".SH DESCRIPTION", roff(codes), ".SH EXAMPLES", ".nf", roff(examples), ".fi"]
    for command in commands:
        lines += [f".SH {command.name.upper()}", roff(command.help), "."]
        for option in command.options:
            if option.name not in {o.name for o in common}:
                lines += roff_option(option)
    lines.append(".SH OPTIONS OF ALL COMMANDS")
    for option in common:
        lines += roff_option(option)
    lines += [
        ".SH FILES",
        ".TP",
        ".I .clang\\-tidy",
        "which checks are on, found above the source; as for clang\\-tidy",
        ".TP",
        ".I .cohazard.yaml",
        "what the project's own functions do, found likewise",
        ".SH SEE ALSO",
        f"/usr/share/doc/{roff(name)}, \\fBclang\\-tidy\\fR(1)",
    ]
    return "\n".join(lines) + "\n"


# --- shells -------------------------------------------------------------------


def spelled(option):
    return option.name + ("=" if option.value and option.name.startswith("--") and not option.optional_value else "")


def shell_function(name):
    return "_" + name.replace("-", "_")


def bash(name, program, about, commands, common):
    function = shell_function(name)
    cases, values = [], []
    for command in commands:
        words = " ".join(spelled(option) for option in command.options)
        cases.append(f"    {command.name}) words='{words}' ;;")
        for option in command.options:
            if option.values:
                values.append(
                    f"    {command.name}:{option.name}) words='{' '.join(option.values)}' ;;"
                )
    names = " ".join(command.name for command in commands)
    return f"""# bash completion for {name}; made from what it says with --help
{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command=${{COMP_WORDS[1]}} words=
  local before=${{COMP_WORDS[COMP_CWORD - 1]}}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '{names} {" ".join(o.name for o in common)}' -- "$current"))
    return
  fi
  # bash breaks --option=word into three.
  if [[ $current == '=' ]]; then
    current= before='=' COMP_WORDS[COMP_CWORD - 2]=${{COMP_WORDS[COMP_CWORD - 1]}}
  fi
  if [[ $before == '=' ]]; then
    case $command:${{COMP_WORDS[COMP_CWORD - 2]}} in
{chr(10).join(values)}
    *) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case $command in
{chr(10).join(cases)}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    [[ ${{COMPREPLY[0]}} != *= ]] || compopt -o nospace
  elif [[ $command == explain ]]; then
    COMPREPLY=($(compgen -W "$("$1" checks | cut -d' ' -f1)" -- "$current"))
  else
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}}
complete -F {function} {name} cohazard
"""


def zsh_quote(text):
    return text.replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def zsh_option(option):
    help = zsh_quote(option.help)
    if not option.value:
        return f"'{option.name}[{help}]'"
    # `-x+`: the value may follow at once; `--x=-`: it must follow the sign.
    joint = ("=-" if option.name.startswith("--") else "+")
    words = "_files"
    if option.values:
        words = "((" + " ".join(
            f'{word}\\:"{zsh_quote(meaning)}"' for word, meaning in option.values.items()
        ) + "))"
    colon = "::" if option.optional_value else ":"
    return f"'*{option.name}{joint}[{help}]{colon}{zsh_quote(option.value)}:{words}'"


def zsh(name, program, about, commands, common):
    function = shell_function(name)
    cases = []
    for command in commands:
        options = " \\\n        ".join(zsh_option(option) for option in command.options)
        rest = f"'*:check:{function}_checks'" if command.name == "explain" else "'*:file:_files'"
        cases.append(f"    {command.name})\n      _arguments -S \\\n        {options} \\\n        {rest} ;;")
    listed = "\n    ".join(f"'{c.name}:{zsh_quote(c.help)}'" for c in commands)
    return f"""#compdef {name} cohazard
# Made from what it says with --help.
{function}_checks() {{
  compadd -- ${{(f)"$(${{service}} checks | cut -d' ' -f1)"}}
}}
{function}() {{
  local -a commands=(
    {listed}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
{chr(10).join(cases)}
  esac
}}
{function} "$@"
"""


def fish_quote(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(name, program, about, commands, common):
    lines = [f"# fish completion for {name}; made from what it says with --help"]
    start = f"complete -c {name}"
    for command in commands:
        lines.append(
            f"{start} -n __fish_use_subcommand -f -a {command.name} -d {fish_quote(command.help)}"
        )
        seen = f"{start} -n '__fish_seen_subcommand_from {command.name}'"
        for option in command.options:
            long = option.name.startswith("--")
            line = f"{seen} {'-l' if long else '-s'} {option.name.lstrip('-')}"
            if option.value and not option.optional_value:
                line += " -r"
            if option.values:
                line += f" -f -a {fish_quote(' '.join(option.values))}"
            lines.append(f"{line} -d {fish_quote(option.help)}")
        if command.name == "explain":
            lines.append(f"{seen} -f -a \"({name} checks | string split -f1 ' ')\"")
    if name != "cohazard":
        lines.append(f"complete -c cohazard -w {name}")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=["man", "bash", "zsh", "fish"])
    parser.add_argument("program")
    parser.add_argument("--name", default="cohazard")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    args = parser.parse_args()
    render = {"man": man, "bash": bash, "zsh": zsh, "fish": fish}[args.form]
    about, commands, common = parse_program(args.program)
    args.output.write_text(render(args.name, args.program, about, commands, common))


if __name__ == "__main__":
    main()
