import { type Command, isNames } from "../command.ts";
import { type Flag, flagsOf, offerOf, quoted } from "./parts.ts";

/** For zsh with its own completion system. */
export function zsh(commands: readonly Command[]): string {
  return `#compdef vamp
# Completion of vamp for zsh.

_vamp_names() {
  local -a found server
  local at
  for ((at = 2; at < $#_vamp_line; at++)); do
    case $_vamp_line[at] in
      --url|--data) server+=("$_vamp_line[at]" "$_vamp_line[at+1]") ;;
    esac
  done
  found=(\${(f)"$($_vamp_line[1] completion --values $1 $server 2>/dev/null)"})
  found=("\${(@)found//:/\\\\:}")
  found=("\${(@)found/$'\\t'/:}")
  _describe -t $1 $1 found
}

_vamp() {
  local -a _vamp_line commands
  _vamp_line=("\${(@)words}")
  commands=(
${
    commands.map(({ name, summary }) =>
      `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`
    ).join("\n")
  }
    'help:What a command does'
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${
    commands.map((command) =>
      `    ${command.name}) _arguments -s ${specs(command).join(" ")} ;;`
    ).join("\n")
  }
    help) _arguments ${
    quoted(`1:command:(${commands.map(({ name }) => name).join(" ")})`)
  } ;;
  esac
}

if [[ $funcstack[1] == _vamp ]]; then
  _vamp "$@"
else
  compdef _vamp vamp
fi`;
}

function specs(command: Command): string[] {
  const { offers = [] } = command;
  return [
    ...flagsOf(command).flatMap(flagSpecs),
    ...offers.map((values, index) =>
      quoted(
        `${index + 1}:${isNames(values) ? values : "word"}:${action(values)}`,
      )
    ),
  ];
}

function flagSpecs(flag: Flag): string[] {
  const { name, short, type, value = "value", multiple, help } = flag;
  const what = help.replaceAll(/[[\]:]/g, " ");
  const taken = type === "boolean"
    ? ""
    : name === "data"
    ? `:${value}:_files -/`
    : `:${value}:${action(flag.choices ?? flag.names)}`;
  const repeated = multiple ? "*" : "";
  return [
    quoted(`${repeated}--${name}[${what}]${taken}`),
    ...short ? [quoted(`${repeated}-${short}[${what}]${taken}`)] : [],
  ];
}

function action(values: Parameters<typeof offerOf>[0]): string {
  return offerOf(
    values,
    (words) => `(${words.join(" ")})`,
    // A blank before it: nothing else is given to it.
    (kind) => ` _vamp_names ${kind}`,
  ) ?? " ";
}
