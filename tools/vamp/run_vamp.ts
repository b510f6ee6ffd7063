import { parseArgs } from "node:util";
import { VampError } from "@/client/vamp_error.ts";
import { vampClient } from "@/client/vamp_client.ts";
import { COMMANDS } from "./all_commands.ts";
import {
  type Command,
  NoServer,
  type OptionValues,
  text,
  WrongCall,
} from "./command.ts";
import { EXIT } from "./exit_codes.ts";
import { findServer } from "./find_server.ts";
import { EVERYWHERE, helpOf, overview } from "./help.ts";
import { type Output, safe } from "./output.ts";

/** What a call of the program stands on. */
export type Surroundings = {
  readonly out: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` and `data` are looked for. */
  readonly root: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
};

/** Carries out `vamp <words>`; gives the exit code and throws nothing expected. */
export async function runVamp(
  words: readonly string[],
  around: Surroundings,
): Promise<number> {
  const { out } = around;
  const [name = "help", ...rest] = words;
  if (["help", "--help", "-h"].includes(name)) {
    const about = COMMANDS.find((command) => command.name === rest[0]);
    (about ? helpOf(about) : overview(COMMANDS)).forEach(out.line);
    return words.length === 0 ? EXIT.wrongCall : EXIT.ok;
  }
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    out.note(
      `Cannot run "${safe(name)}": there is no such command (vamp help)`,
    );
    return EXIT.wrongCall;
  }
  try {
    return await call(command, rest, around);
  } catch (error) {
    return explain(error, out);
  }
}

async function call(
  command: Command,
  words: readonly string[],
  around: Surroundings,
): Promise<number> {
  const { out, signal, now } = around;
  const { values, positionals } = read(command, words);
  if (values.help) {
    helpOf(command).forEach(out.line);
    return EXIT.ok;
  }
  const [fewest, most] = command.words;
  if (positionals.length < fewest || positionals.length > most) {
    throw new WrongCall(
      `Usage: vamp ${command.name} ${command.takes} (vamp ${command.name} --help)`,
    );
  }
  return await command.run({
    args: positionals,
    options: values,
    out,
    json: values.json === true,
    signal,
    now,
    server: async () => {
      const found = await findServer({
        root: around.root,
        env: around.env,
        url: text(values, "url"),
        dataDir: text(values, "data"),
      });
      if (!found.ok) throw new NoServer(found.problem);
      return vampClient({ url: found.url, token: found.token });
    },
  });
}

function read(
  command: Command,
  words: readonly string[],
): { values: OptionValues; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: Object.fromEntries(
        Object.entries({ ...command.options, ...EVERYWHERE }).map((
          [name, { type, short, multiple = false }],
        ) => [name, { type, multiple, ...short ? { short } : {} }]),
      ),
      allowPositionals: true,
    });
    // Only text options may be given more than once.
    return { values: values as OptionValues, positionals };
  } catch (error) {
    throw new WrongCall(error instanceof Error ? error.message : "");
  }
}

function explain(error: unknown, out: Output): number {
  if (error instanceof WrongCall) {
    out.note(safe(error.message));
    return EXIT.wrongCall;
  }
  if (error instanceof NoServer) {
    out.note(safe(error.message));
    return EXIT.unreachable;
  }
  if (!(error instanceof VampError)) throw error;
  const id = error.requestId ? ` [request ${error.requestId}]` : "";
  out.note(`${error.code}: ${safe(error.message)}${id}`);
  return error.status === undefined ? EXIT.unreachable : EXIT.refused;
}
