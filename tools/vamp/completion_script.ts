import type { Command, OptionSpec } from "./command.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = typeof SHELLS[number];

/** Words that may stand behind every command. */
const EVERYWHERE = ["--json", "--url", "--data", "--help"] as const;

/** The script by which a shell completes commands, their options and values. */
export function completionScript(
  shell: Shell,
  commands: readonly Command[],
): string {
  switch (shell) {
    case "bash":
      return bash(commands);
    case "zsh":
      return zsh(commands);
    case "fish":
      return fish(commands);
  }
}

function bash(commands: readonly Command[]): string {
  const cases = commands.map(({ name, options }) =>
    `    ${name}) words="${[...flags(options), ...EVERYWHERE].join(" ")}" ;;`
  );
  const values = commands.flatMap(({ name, options }) =>
    chosen(options).map(([flag, choices]) =>
      `    ${name}:${flag}) COMPREPLY=($(compgen -W "${
        choices.join(" ")
      }" -- "$current")); return ;;`
    )
  );
  return [
    "_vamp() {",
    '  local current="${COMP_WORDS[COMP_CWORD]}" words=""',
    '  local before="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}"',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${
      commands.map(({ name }) => name).join(" ")
    } help" -- "$current"))`,
    "    return",
    "  fi",
    '  case "$command:$before" in',
    ...values,
    "  esac",
    '  case "$command" in',
    ...cases,
    "  esac",
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    "}",
    "complete -F _vamp vamp",
  ].join("\n");
}

function zsh(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) =>
    `    ${quoted(`${name}:${summary}`)}`
  );
  const cases = commands.map(({ name, options }) => {
    const specs = Object.entries(options).map(([option, spec]) => {
      const values = spec.type === "string"
        ? `:${spec.value ?? "value"}:${
          spec.choices ? `(${spec.choices.join(" ")})` : ""
        }`
        : "";
      return quoted(
        `--${option}[${spec.help.replaceAll(/[[\]:]/g, " ")}]${values}`,
      );
    });
    const common = EVERYWHERE.map((flag) => quoted(flag));
    return `    ${name}) _arguments ${[...specs, ...common].join(" ")} ;;`;
  });
  return [
    "#compdef vamp",
    "_vamp() {",
    "  local -a commands",
    "  commands=(",
    ...names,
    "  )",
    "  if (( CURRENT == 2 )); then",
    "    _describe command commands",
    "    return",
    "  fi",
    '  case "$words[2]" in',
    ...cases,
    "  esac",
    "}",
    '_vamp "$@"',
  ].join("\n");
}

function fish(commands: readonly Command[]): string {
  const first = commands.map(({ name, summary }) =>
    `complete -c vamp -n __fish_use_subcommand -f -a ${name} -d ${
      quoted(summary)
    }`
  );
  const options = commands.flatMap(({ name, options }) =>
    Object.entries(options).map(([option, spec]) =>
      [
        `complete -c vamp -n '__fish_seen_subcommand_from ${name}' -f`,
        `-l ${option}`,
        ...spec.short ? [`-s ${spec.short}`] : [],
        ...spec.type === "string" ? ["-r"] : [],
        ...spec.choices ? [`-a ${quoted(spec.choices.join(" "))}`] : [],
        `-d ${quoted(spec.help)}`,
      ].join(" ")
    )
  );
  const common = EVERYWHERE.map((flag) =>
    `complete -c vamp -f -l ${flag.slice(2)}`
  );
  return [...first, ...options, ...common].join("\n");
}

function flags(options: Command["options"]): string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

function chosen(
  options: Command["options"],
): (readonly [string, readonly string[]])[] {
  return Object.entries(options).flatMap((
    [name, { choices }]: [string, OptionSpec],
  ) => choices ? [[`--${name}`, choices] as const] : []);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
