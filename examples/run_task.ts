/**
 * Runs one task and prints what the agents say and do until it is over.
 *
 *     deno run --allow-net --allow-env=VAMP_URL,AUTH_TOKEN examples/run_task.ts "what to do"
 */
import { entryOf, vampClient, VampError } from "../client/mod.ts";

const vamp = vampClient({
  url: Deno.env.get("VAMP_URL") ?? "http://127.0.0.1:4005",
  token: Deno.env.get("AUTH_TOKEN") ?? "",
});

/** Gives the exit code: whether the task was completed. */
async function main(description: string): Promise<number> {
  for await (const item of vamp.run({ description })) {
    switch (item.kind) {
      case "created":
        say(`task ${item.task.task_id}: ${item.task.status}`);
        break;
      case "event": {
        const entry = entryOf(item.event);
        if (!entry) say(`  ${item.event.type}`);
        else if (entry.kind === "tool_call") say(`  uses ${entry.tool}`);
        else if (entry.kind === "text") say(`  says ${entry.text.text}`);
        break;
      }
      case "link":
        // Nothing is lost: the stream goes on after the last event.
        if (!item.up) say("  (the connection broke, coming back)");
        break;
      case "ended":
        say(item.task.result?.output ?? item.task.failure?.message ?? "");
        return item.task.status === "completed" ? 0 : 1;
    }
  }
  return 1;
}

function say(line: string): void {
  // deno-lint-ignore no-console -- what this program is for
  console.log(line);
}

try {
  Deno.exit(await main(Deno.args[0] ?? "Say hello in one sentence."));
} catch (error) {
  if (!(error instanceof VampError)) throw error;
  say(`${error.code}: ${error.message}`);
  Deno.exit(2);
}
