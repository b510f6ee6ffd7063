import { strict as assert } from "node:assert";
import { classify } from "@/domain/errors/classify.ts";
import {
  type Ending,
  failureOf,
  NOTHING_YET,
  observe,
} from "@/domain/errors/ending.ts";
import { failure } from "@/domain/failure.ts";
import { FAILURE_KINDS } from "@/domain/failure_kinds.ts";
import { replay, transcriptNames } from "@/tests/helpers/transcripts.ts";
import type { RecordedEnding } from "@/tools/endings/scenario.ts";
import { allScenarios } from "@/tools/endings/all_scenarios.ts";
import { printLine } from "@/tools/output.ts";
import { Decoder } from "@/wrapper/decode/decoder.ts";
import labels from "@/tests/fixtures/endings/transcripts.json" with {
  type: "json",
};

/** The share that has to be right. */
const RIGHT = 0.99;

type Case = {
  readonly name: string;
  readonly wanted: string;
  readonly found: string;
};

const words = (label: { error_type: string; kind: string } | null) =>
  label ? `${label.error_type}/${label.kind}` : "nothing failed";

function labelOf(ending: Ending): string {
  const why = failureOf(ending);
  return words(why ? classify(why) : null);
}

function recorded(): readonly RecordedEnding[] {
  const file = new URL(
    "../../../fixtures/endings/recorded.jsonl",
    import.meta.url,
  );
  return Deno.readTextFileSync(file).trim().split("\n")
    .map((line) => JSON.parse(line));
}

function endingOf({ frames, exit, cut }: RecordedEnding): Ending {
  const decoder = new Decoder(() => true);
  const kind = FAILURE_KINDS.find((each) => each === cut);
  return {
    ...frames.flatMap((frame) => decoder.decode(frame))
      .reduce(observe, NOTHING_YET),
    ...(exit && {
      exit: {
        code: exit.code,
        signal: exit.signal ?? undefined,
        stderrTail: exit.stderr,
      },
    }),
    ...(kind && { cut: failure(kind, kind) }),
  };
}

/** The ends of all turns of the recorded sessions. */
function turnsOfSessions(): Case[] {
  return transcriptNames().flatMap((name) => {
    const wanted = (labels as Record<string, readonly string[]>)[name] ?? [];
    const found: string[] = [];
    let ending = NOTHING_YET;
    for (const event of replay(name).events) {
      ending = observe(ending, event);
      if (event.kind !== "turn_ended") continue;
      found.push(labelOf(ending));
      ending = NOTHING_YET;
    }
    assert.equal(found.length, wanted.length, name);
    return found.map((label, index) => ({
      name: `${name}, turn ${index + 1}`,
      wanted: wanted[index] ?? "",
      found: label,
    }));
  });
}

/** How many endings of each label were found to be what; those that are right stand first. */
function confusionOf(cases: readonly Case[]): string {
  const counts = new Map<string, number>();
  for (const { wanted, found } of cases) {
    const line = wanted === found ? wanted : `${wanted} found as ${found}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const right = cases.filter(({ wanted, found }) => wanted === found).length;
  return [
    `${right} of ${cases.length} endings are classified right:`,
    ...[...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([line, count]) => `${String(count).padStart(5)}  ${line}`),
  ].join("\n");
}

Deno.test("at least 99 of 100 recorded endings are classified as what they are", () => {
  const cases: Case[] = [
    ...recorded().map((ending) => ({
      name: ending.name,
      wanted: words(ending.label),
      found: labelOf(endingOf(ending)),
    })),
    ...turnsOfSessions(),
  ];

  const wrong = cases.filter(({ wanted, found }) => wanted !== found);

  printLine(confusionOf(cases));
  assert.ok(recorded().length >= 200, `only ${recorded().length} endings`);
  const share = (cases.length - wrong.length) / cases.length;
  assert.ok(share >= RIGHT, JSON.stringify(wrong, null, 2));
});

Deno.test("every scenario was recorded under the label that it has now", () => {
  const label = ({ name, label }: Pick<RecordedEnding, "name" | "label">) =>
    `${name}: ${words(label)}`;

  assert.deepEqual(recorded().map(label), allScenarios().map(label));
});

Deno.test("every class of errors that a process or the API can bring about is among the endings", () => {
  const types = new Set(recorded().map(({ label }) => label?.error_type));

  assert.deepEqual(
    [...types].filter((type) => type !== undefined).sort(),
    [
      "agent_crash",
      "cli_timeout",
      "communication_failure",
      "network_error",
      "resource_exhaustion",
      "system_overload",
      "task_failure",
    ],
  );
});
