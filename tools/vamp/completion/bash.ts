import type { Command } from "../command.ts";
import { flagsOf, namesOf, offerOf } from "./parts.ts";

/** For bash 3.2 and later. */
export function bash(commands: readonly Command[]): string {
  const names = [...commands.map(({ name }) => name), "help"];
  return `# Completion of vamp for bash.
_vamp_offer() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    if [[ -n $word && $word == "$current"* ]]; then
      COMPREPLY+=("$(printf '%q' "$word")")
    fi
  done
}

_vamp_words() {
  _vamp_offer < <(printf '%s\\n' "$@")
}

_vamp_names() {
  _vamp_offer < <("$program" completion --values "$1" \${server[@]+"\${server[@]}"} 2>/dev/null | cut -f1)
}

_vamp() {
  local program="\${COMP_WORDS[0]}" command="\${COMP_WORDS[1]}"
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local -a server
  local at value position=0
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _vamp_words ${names.join(" ")}
    return
  fi
  for ((at = 2; at < COMP_CWORD; at++)); do
    case "$command:\${COMP_WORDS[at]}" in
      *:--url | *:--data)
        server+=("\${COMP_WORDS[at]}")
        at=$((at + 1))
        value="\${COMP_WORDS[at]}"
        # The shell takes addresses apart at their colons.
        while [[ $((at + 1)) -lt $COMP_CWORD && ( \${COMP_WORDS[at]} == : || \${COMP_WORDS[at+1]} == : ) ]]; do
          at=$((at + 1))
          value+="\${COMP_WORDS[at]}"
        done
        server+=("$value") ;;
${valued(commands).map((word) => `      ${word}) at=$((at + 1)) ;;`).join("\n")}
      *:-*) ;;
      *) position=$((position + 1)) ;;
    esac
  done
  case "$command:$before" in
    *:--data) compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$current")); return ;;
    *:--url) return ;;
${ofOptions(commands).join("\n")}
  esac
  if [[ $current == -* ]]; then
    case "$command" in
${
    commands.map((command) =>
      `      ${command.name}) _vamp_words ${
        flagsOf(command).flatMap(namesOf).join(" ")
      } ;;`
    ).join("\n")
  }
    esac
    return
  fi
  case "$command:$position" in
    help:0) _vamp_words ${commands.map(({ name }) => name).join(" ")} ;;
${ofWords(commands).join("\n")}
  esac
}

complete -F _vamp vamp`;
}

const words = (all: readonly string[]) => `_vamp_words ${all.join(" ")}`;
const fromServer = (kind: string) => `_vamp_names ${kind}`;

/** `command:--option` of all that take a value. */
function valued(commands: readonly Command[]): string[] {
  return commands.map((command) =>
    flagsOf(command)
      .filter(({ name, type }) =>
        type === "string" && name !== "url" && name !== "data"
      )
      .flatMap(namesOf)
      .map((flag) => `${command.name}:${flag}`)
      .join(" | ")
  ).filter((line) => line !== "");
}

function ofOptions(commands: readonly Command[]): string[] {
  return commands.flatMap((command) =>
    flagsOf(command)
      .filter(({ name, type }) =>
        type === "string" && name !== "url" && name !== "data"
      )
      .map((flag) => {
        const where = namesOf(flag).map((each) => `${command.name}:${each}`)
          .join(" | ");
        const offer = offerOf(flag.choices ?? flag.names, words, fromServer);
        return `    ${where}) ${offer ? `${offer}; ` : ""}return ;;`;
      })
  );
}

function ofWords(commands: readonly Command[]): string[] {
  return commands.flatMap(({ name, offers = [] }) =>
    offers.map((values, position) =>
      `    ${name}:${position}) ${offerOf(values, words, fromServer)} ;;`
    )
  );
}
