import type { Command } from "../command.ts";
import { type Flag, flagsOf, offerOf, quoted } from "./parts.ts";

/** For fish 3 and later. */
export function fish(commands: readonly Command[]): string {
  return [
    `# Completion of vamp for fish.
function __vamp_names
    set -l line (commandline -opc)
    set -l server
    for at in (seq 2 (count $line))
        if contains -- $line[$at] --url --data
            set -a server $line[$at] $line[(math $at + 1)]
        end
    end
    $line[1] completion --values $argv[1] $server 2>/dev/null
end

# Whether the command is $argv[1], with $argv[2] words behind it; options that take a value follow.
function __vamp_at
    set -l line (commandline -opc)
    test "$line[2]" = $argv[1]; or return 1
    set -l position 0
    set -l skip 0
    for word in $line[3..-1]
        if test $skip -eq 1
            set skip 0
        else if contains -- $word $argv[3..-1]
            set skip 1
        else if not string match -q -- '-*' $word
            set position (math $position + 1)
        end
    end
    test $position -eq $argv[2]
end

complete -c vamp -f
complete -c vamp -n __fish_use_subcommand -a help -d 'What a command does'`,
    ...commands.map(({ name, summary }) =>
      `complete -c vamp -n __fish_use_subcommand -a ${name} -d ${
        quoted(summary)
      }`
    ),
    `complete -c vamp -n '__vamp_at help 0' -a ${
      quoted(commands.map(({ name }) => name).join(" "))
    }`,
    ...commands.flatMap(linesOf),
  ].join("\n");
}

function linesOf(command: Command): string[] {
  const { name, offers = [] } = command;
  const flags = flagsOf(command);
  const valued = flags.filter(({ type }) => type === "string")
    .flatMap((flag) => [
      `--${flag.name}`,
      ...flag.short ? [`-${flag.short}`] : [],
    ]);
  return [
    ...flags.map((flag) =>
      `complete -c vamp -n '__fish_seen_subcommand_from ${name}' ${
        flagWords(flag)
      }`
    ),
    ...offers.map((values, position) =>
      `complete -c vamp -n '__vamp_at ${name} ${position} ${
        valued.join(" ")
      }' -a ${offer(values)}`
    ),
  ];
}

function flagWords(flag: Flag): string {
  const { name, short, type, help } = flag;
  const values = offer(flag.choices ?? flag.names);
  return [
    `-l ${name}`,
    ...short ? [`-s ${short}`] : [],
    ...type === "string" ? [name === "data" ? "-r -F" : "-x"] : [],
    ...values ? [`-a ${values}`] : [],
    `-d ${quoted(help)}`,
  ].join(" ");
}

function offer(values: Parameters<typeof offerOf>[0]): string | undefined {
  return offerOf(
    values,
    (words) => quoted(words.join(" ")),
    (kind) => quoted(`(__vamp_names ${kind})`),
  );
}
