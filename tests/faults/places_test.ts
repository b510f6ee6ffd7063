import { strict as assert } from "node:assert";
import { join } from "node:path";
import type { Agent } from "@/domain/agent.ts";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import {
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

const SCRIPT = {
  rules: [{ when: { last_user: "second" }, reply: "two" }],
  fallback: "one",
};

/** The CLI's own record of an agent's session. */
async function recordOf(on: PlatformBench, agent: Agent): Promise<string> {
  const projects = join(
    on.bench.folder,
    "agents",
    agent.id,
    "config",
    "projects",
  );
  for await (const { name } of Deno.readDir(projects)) {
    const path = join(projects, name, `${agent.claude_session.id}.jsonl`);
    if (await Deno.stat(path).then(() => true, () => false)) return path;
  }
  throw new Error(`Cannot find the record of "${agent.claude_session.id}"`);
}

for (
  const [what, harm] of [
    ["is gone", (path: string) => Deno.remove(path)],
    ["was cut to nothing", (path: string) => Deno.truncate(path)],
    [
      "ends in half a line",
      (path: string) =>
        Deno.writeTextFile(path, '{"type":"user","mess', { append: true }),
    ],
  ] as const
) {
  Deno.test(`F54: an agent whose record of its session ${what} works on after a restart, with its history`, async () => {
    await using on = await openPlatformBench(SCRIPT);
    const agent = await on.agent();
    const first = await on.ended(
      await on.give(agent.id, { description: "first" }),
    );
    await on.stop();
    await harm(await recordOf(on, agent));

    await on.reopen();
    await on.until(({ agents }) => agents[agent.id]?.state.status === "idle");
    const second = await on.ended(
      await on.give(agent.id, { description: "second" }),
    );

    assert.deepEqual(
      [first.state.status, second.state.status],
      ["completed", "completed"],
    );
    const texts = (await on.transcript(agent.id)).map((entry) =>
      JSON.stringify(entry)
    ).join();
    assert.ok(texts.includes("first") && texts.includes("second"));
    await recordFault({ fault: "F54", count: 1 });
  });
}

Deno.test("F55: an agent whose working folder is gone is told as failed in plain words, and not started again", async () => {
  await using on = await openPlatformBench(SCRIPT);
  const agent = await on.agent();
  await on.ended(await on.give(agent.id, { description: "first" }));
  await on.stop();
  await Deno.remove(agent.working_directory, { recursive: true });
  // A file in its place: the folder cannot be made anew, either.
  await Deno.writeTextFile(agent.working_directory, "");

  await on.reopen();
  const { state } = await on.until(({ agents }) => {
    const each = agents[agent.id];
    return each?.state.status === "failed" && each;
  });

  assert.ok(state.status === "failed");
  assert.equal(state.failure.kind, "folder_unusable");
  assert.match(state.failure.message, /^Cannot make the agent's folder/);
  const log = await on.events();
  const since = log.findLastIndex(({ type }) => type === "server.started");
  const launches = log.slice(since)
    .filter(({ type }) => type === "agent.launched");
  assert.ok(launches.length <= 1, `${launches.length} starts`);
  await recordFault({ fault: "F55", count: 1 });
});
