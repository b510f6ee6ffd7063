import { strict as assert } from "node:assert";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { crashRounds } from "./crash_rounds.ts";

const databases = databasesForFile();

for (const engine of ["pglite", "postgres"] as const) {
  Deno.test(`nothing acknowledged is lost by kills at any moment (${engine})`, async () => {
    const seed = crypto.randomUUID().slice(0, 8);
    const lines = [`seed ${seed}`];

    const summary = await crashRounds({
      rounds: 10,
      seed,
      ...(engine === "postgres" && { url: databases.emptyDatabase }),
      say: (line) => lines.push(line),
    }).catch((error) => {
      throw new Error(lines.join("\n"), { cause: error });
    });

    assert.equal(summary.rounds, 10);
    assert.ok(summary.acknowledged > 0);
    assert.ok(summary.events >= summary.acknowledged);
    await recordFault({ fault: "F1", seed, count: summary.rounds });
  });
}
