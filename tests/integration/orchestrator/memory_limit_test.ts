import { strict as assert } from "node:assert";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";

/** Holds 450 MiB until it is ended: lines without an end are kept whole. */
const HOARD = "{ head -c 450M /dev/zero; sleep 300; } | tail > /dev/null";

Deno.test("an agent whose tool takes more memory than the agent may occupy is interrupted, its task is tried again, and it can be used", async () => {
  await using on = await openPlatformBench({
    rules: [
      { when: { last_user: "Attempt 2" }, reply: "done" },
      { when: { last_user: "another" }, reply: "done" },
    ],
    fallback: {
      tool: { name: "Bash", input: { command: HOARD, description: "d" } },
    },
  });
  // Far below what the CLI needs of address space: it is held to what it occupies.
  const agent = await on.agent({
    allowed_tools: ["Bash"],
    resource_limits: { memory_mb: 512 },
  });

  const hoarding = await on.ended(await on.give(agent.id, {}), 90_000);
  const after = await on.ended(
    await on.give(agent.id, { description: "another" }),
  );

  assert.equal(hoarding.state.status, "completed");
  const [first, second] = hoarding.attempts;
  assert.deepEqual(
    [first?.failure?.kind, second?.outcome],
    ["oom", "succeeded"],
  );
  assert.equal(after.state.status, "completed");
  const log = await on.events();
  const told = log.filter((event) => event.type === "agent.memory_exceeded");
  assert.deepEqual(
    told.slice(0, 2).map(({ data }) => [data.step, data.limit_mb]),
    [["warned", 512], ["interrupted", 512]],
  );
  // At the next look.
  await on.until(({ agents }) => !agents[agent.id]?.memory_over);
  const { incidents } = on.platform.fleet();
  const [incident] = Object.values(incidents).filter(({ kind }) =>
    kind === "oom"
  );
  assert.match(incident?.message ?? "", /occupy \d{3} MiB .* occupy 512$/);
  assert.equal(incident?.state.status, "recovered");
  const notes = (await on.transcript(agent.id)).flatMap((entry) =>
    entry.kind === "notice" ? entry.text.text : []
  );
  assert.ok(notes.some((text) => /is interrupted if that stays so/.test(text)));
  await recordFault({ fault: "F51", count: 1 });
});
