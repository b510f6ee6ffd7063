import type { Command, OptionSpec } from "./command.ts";

/** Options that every command takes. */
export const EVERYWHERE: Readonly<Record<string, OptionSpec>> = {
  json: { type: "boolean", help: "JSON in place of tables" },
  url: {
    type: "string",
    value: "address",
    help: "The server; before VAMP_URL and the data folder",
  },
  data: {
    type: "string",
    value: "folder",
    help: "The data folder of the server; before DATA_DIR",
  },
  help: { type: "boolean", short: "h", help: "This text" },
};

/** What the program is, and its commands. */
export function overview(commands: readonly Command[]): readonly string[] {
  return [
    "vamp: a VAMP server from the command line",
    "",
    "Usage: vamp <command> [options]",
    "",
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    "",
    "The server is found by the files of its data folder (DATA_DIR, ./data),",
    "or named by VAMP_URL, its token by AUTH_TOKEN.",
    "",
    "Exit codes: 0 good, 1 failed, 2 wrong call, 3 no server, 4 refused,",
    "5 cancelled, 130 ended by Ctrl-C.",
    "More: vamp <command> --help",
  ];
}

/** What one command does and takes. */
export function helpOf(command: Command): readonly string[] {
  return [
    command.summary,
    "",
    `Usage: vamp ${[command.name, command.takes].join(" ").trim()} [options]`,
    ...command.details ? ["", ...command.details] : [],
    "",
    ...columns(
      Object.entries({ ...command.options, ...EVERYWHERE }).map((
        [name, { short, value, choices, help }],
      ) => [
        `${short ? `-${short}, ` : "    "}--${name}${
          value ? ` <${value}>` : ""
        }`,
        choices ? `${help} (${choices.join(", ")})` : help,
      ]),
    ),
  ];
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = ""]) =>
    `  ${first.padEnd(width)}  ${second}`
  );
}
