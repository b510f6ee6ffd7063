import assert from "node:assert/strict";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { runProgram } from "@/tests/helpers/run_program.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const PROGRAM = `
import { vampClient } from "./client/mod.ts";
const [url, token] = process.argv.slice(2);
const vamp = vampClient({ url, token });
const { name } = await vamp.agents.create({ role: "worker", name: "Ada" });
for await (const item of vamp.events({ since: 0 })) {
  if (item.kind !== "event") continue;
  console.log(item.event.seq, item.event.type, name);
  break;
}
await vamp.tasks.get("nothing").catch((error) => console.log(error.code));
`;

Deno.test("the client runs in Node as it does here: calls, events and errors", async () => {
  await using served = serveGate();
  await using folder = await tempDirectory();
  const path = join(folder.path, "program.mjs");
  await build({
    stdin: { contents: PROGRAM, resolveDir: Deno.cwd(), loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    outfile: path,
  });
  await stop();

  const { code, printed } = await runProgram("node", [
    path,
    served.origin,
    TOKEN,
  ]);

  assert.equal(code, 0, printed);
  assert.equal(printed, "1 agent.created Ada\ntask_not_found\n");
});
