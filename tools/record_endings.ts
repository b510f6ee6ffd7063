import { parseArgs } from "node:util";
import { printLine } from "./output.ts";
import { allScenarios } from "./endings/all_scenarios.ts";
import { recordEnding } from "./endings/record.ts";
import type { RecordedEnding } from "./endings/scenario.ts";

/** Processes at once; each takes most of a core to start. */
const AT_ONCE = 3;

/**
 * Records how real `claude` processes end, on a scripted model, as the labelled
 * set that the classifier of errors is measured with. To be run where nothing
 * but loopback is up:
 *
 *     unshare -n sh -c 'ip link set lo up; exec deno run -A tools/record_endings.ts --claude <path> --out <file>'
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      claude: { type: "string" },
      out: { type: "string" },
      only: { type: "string", default: "" },
    },
  });
  const { claude, out, only } = values;
  if (!claude || !out) {
    throw new Error("Cannot record: --claude and --out are needed");
  }
  const beyond = Deno.networkInterfaces().filter(({ name }) => name !== "lo");
  if (beyond.length > 0) {
    throw new Error("Cannot record: more than loopback can be reached");
  }
  const scenarios = allScenarios().filter(({ name }) => name.includes(only));
  const recorded: RecordedEnding[] = [];
  const waiting = scenarios.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, scenario] of waiting) {
        recorded[index] = await recordEnding(claude, scenario);
        printLine(`${index + 1}/${scenarios.length} ${scenario.name}`);
      }
    }),
  );
  const lines = recorded.map((ending) => JSON.stringify(ending));
  await Deno.writeTextFile(out, `${lines.join("\n")}\n`);
}

if (import.meta.main) await main();
