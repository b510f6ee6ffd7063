import { join } from "node:path";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import { crashRounds } from "@/tests/crash/crash_rounds.ts";
import { startPostgres } from "@/tests/helpers/pg_server.ts";
import { printLine, warnLine } from "./output.ts";
import { isolate, probeIsolation } from "./testing/isolation.ts";
import { findTestPrograms } from "./testing/requirements.ts";

const ROUNDS = 200;
const CANNOT_RUN = 1;
const USAGE = "Usage: deno task test:crash [rounds] [--postgres] [--seed=TEXT]";

/** What a person asked for. */
type CrashRun = {
  readonly rounds: number;
  readonly postgres: boolean;
  readonly seed: string;
};

/** Reads the words of the command line; `undefined` when they make no sense. */
export function parseCrashRun(
  words: readonly string[],
  anySeed: () => string,
): CrashRun | undefined {
  let run: CrashRun = { rounds: ROUNDS, postgres: false, seed: "" };
  for (const word of words) {
    const [, seed] = /^--seed=(.+)$/.exec(word) ?? [];
    if (word === "--postgres") run = { ...run, postgres: true };
    else if (seed) run = { ...run, seed };
    else if (/^[1-9]\d{0,5}$/.test(word)) run = { ...run, rounds: +word };
    else return undefined;
  }
  return { ...run, seed: run.seed || anySeed() };
}

/** Runs the rounds in processes that nothing outlives; gives the exit code. */
async function runApart(root: string, run: CrashRun): Promise<number> {
  const programs = await findTestPrograms(
    Deno.env.get("PATH") ?? "",
    warnLine,
  );
  if ("missing" in programs) {
    warnLine(programs.missing);
    return CANNOT_RUN;
  }
  const command = {
    program: Deno.execPath(),
    args: ["run", "-A", "--quiet", import.meta.filename ?? "", INSIDE]
      .concat(JSON.stringify(run)),
  };
  const isolation = await probeIsolation(programs.isolation);
  if (!isolation) {
    warnLine("This host has no namespaces: the kills run beside it");
  }
  const { program, args } = isolation ? isolate(isolation, command) : command;
  const scratch = await Deno.makeTempDir({ prefix: "vamp-crash-" });
  const leftPath = join(scratch, "left_behind");
  try {
    const { code } = await new Deno.Command(program, {
      args: [...args],
      cwd: root,
      env: {
        PATH: `${Deno.env.get("PATH") ?? ""}:/usr/sbin:/sbin`,
        TMPDIR: scratch,
        VAMP_IP: isolation?.ip ?? "",
        VAMP_LEFT_BEHIND: leftPath,
      },
      stdin: "null",
    }).spawn().status;
    const left = isolation ? await Deno.readTextFile(leftPath) : "";
    if (left) warnLine(`Left behind by the rounds:\n${left}`);
    return code || (left ? CANNOT_RUN : 0);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

const INSIDE = "--inside";

async function runInside(run: CrashRun): Promise<void> {
  printLine(`seed ${run.seed}`);
  await using server = run.postgres ? await startPostgres() : undefined;
  let made = 0;
  const createDatabase = server && (async () => {
    const name = `crash_${++made}`;
    await using database = openPostgres(server.url("postgres"));
    await database.exec(`create database ${name}`);
    return server.url(name);
  });
  const { rounds, acknowledged, events } = await crashRounds({
    rounds: run.rounds,
    seed: run.seed,
    ...(createDatabase && { url: createDatabase }),
    say: printLine,
  });
  printLine(
    `${rounds} kills, ${acknowledged} acknowledged events, none lost; ` +
      `${events} events in the logs and in the histories`,
  );
}

if (import.meta.main) {
  const [first, second = ""] = Deno.args;
  if (first === INSIDE) {
    await runInside(JSON.parse(second));
  } else {
    const run = parseCrashRun(
      Deno.args,
      () => crypto.randomUUID().slice(0, 8),
    );
    if (!run) warnLine(USAGE);
    Deno.exit(
      run
        ? await runApart(join(import.meta.dirname ?? ".", ".."), run)
        : CANNOT_RUN,
    );
  }
}
