import { join } from "node:path";
import { printLine, warnLine } from "./output.ts";
import type { SoakSample } from "./soak/sample.ts";
import { runSoak, type SoakPlan } from "./soak/soak_run.ts";
import {
  judgeSoak,
  type SoakLimits,
  type SoakVerdict,
} from "./soak/verdict.ts";
import { runApart } from "./testing/run_apart.ts";

const INSIDE = "--inside";
const WRONG_WORDS = 2;
const USAGE = "Usage: deno task soak [--minutes 60] [--warm-up 15] " +
  "[--agents 10] [--stand-ins 100] [--agent-pause 5] [--stand-in-pause 10] " +
  "[--fill 100000]";
const LIMITS: SoakLimits = { mibPer10Minutes: 1, descriptors: 2, lagMs: 250 };
const PLAN: SoakPlan = {
  minutes: 60,
  warmUpMinutes: 15,
  agents: 10,
  standIns: 100,
  agentPauseSeconds: 5,
  standInPauseSeconds: 10,
  fillEvents: 100_000,
  sampleSeconds: 10,
};
const NAMES: Readonly<Record<string, keyof SoakPlan>> = {
  "--minutes": "minutes",
  "--warm-up": "warmUpMinutes",
  "--agents": "agents",
  "--stand-ins": "standIns",
  "--agent-pause": "agentPauseSeconds",
  "--stand-in-pause": "standInPauseSeconds",
  "--fill": "fillEvents",
};

/** Reads the words of the command line; `undefined` when they make no sense. */
export function parseSoakPlan(words: readonly string[]): SoakPlan | undefined {
  let plan = PLAN;
  for (let index = 0; index < words.length; index += 2) {
    const name = NAMES[words[index] ?? ""];
    const value = words[index + 1] ?? "";
    if (!name || !/^\d{1,7}$/.test(value)) return undefined;
    plan = { ...plan, [name]: Number(value) };
  }
  return plan.warmUpMinutes < plan.minutes ? plan : undefined;
}

/** One line of a sample, to be read while the soak goes on. */
function lineOf(sample: SoakSample): string {
  const { rssBytes, descriptors, zombies, processes, lagMs } = sample;
  return [
    `${(sample.atSeconds / 60).toFixed(1)} min`,
    `${(rssBytes / 2 ** 20).toFixed(1)} MiB`,
    `${descriptors} descriptors`,
    `${zombies} zombies`,
    `${processes} processes`,
    `${lagMs.toFixed(0)} ms late`,
    `${sample.tasksEnded} tasks`,
    `event ${sample.seq}`,
    `load ${Deno.loadavg()[0]?.toFixed(1)}`,
  ].join("  ");
}

function sayVerdict(verdict: SoakVerdict): void {
  const { rssMib, descriptors, lagMs } = verdict;
  const slope = verdict.mibPer10Minutes.toFixed(2);
  const [first, last] = rssMib.map((mib) => mib.toFixed(1));
  printLine(`resident memory  ${first} to ${last} MiB, ${slope} in 10 minutes`);
  printLine(`descriptors      ${descriptors[0]} to ${descriptors[1]}`);
  printLine(`zombies          ${verdict.zombies}`);
  printLine(
    `timers late      ${lagMs[0].toFixed(0)} ms median, ` +
      `${lagMs[1].toFixed(0)} ms p99 of the latest in 15 s`,
  );
  for (const fault of verdict.faults) printLine(`FAULT: ${fault}`);
  printLine(verdict.faults.length === 0 ? "well" : "not well");
}

async function soakInside(plan: SoakPlan): Promise<boolean> {
  printLine(JSON.stringify(plan));
  const record = await runSoak(plan, (sample) => printLine(lineOf(sample)));
  const judged = record.samples.filter(({ atSeconds }) =>
    atSeconds >= plan.warmUpMinutes * 60
  );
  const verdict = judgeSoak(judged, LIMITS);
  const filled = record.filledAtSeconds;
  printLine(
    filled === undefined
      ? `the log was not full at the end: some growth is what the server keeps`
      : `the log was full after ${(filled / 60).toFixed(1)} min`,
  );
  sayVerdict(verdict);
  for (const line of record.bad) {
    printLine(`FAULT: a task did not end well: ${line}`);
  }
  return verdict.faults.length === 0 && record.bad.length === 0;
}

if (import.meta.main) {
  const [first, second = ""] = Deno.args;
  if (first === INSIDE) {
    Deno.exit(await soakInside(JSON.parse(second)) ? 0 : 1);
  }
  const plan = parseSoakPlan(Deno.args);
  if (!plan) {
    warnLine(USAGE);
    Deno.exit(WRONG_WORDS);
  }
  Deno.exit(
    await runApart({
      root: join(import.meta.dirname ?? ".", ".."),
      deno: [
        "run",
        "-A",
        "--unstable-kv",
        "--quiet",
        import.meta.filename ?? "",
        INSIDE,
        JSON.stringify(plan),
      ],
    }),
  );
}
