import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { KEPT_ARCHIVED_SESSIONS } from "@/domain/fleet_collections.ts";
import type { Session } from "@/domain/session.ts";
import { sessionCommands } from "@/orchestrator/session_commands.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleSession,
  sessionDraft,
  sessionId,
} from "@/tests/helpers/fleet.ts";
import {
  type OpenStore,
  openStore,
  openWriter,
} from "@/tests/helpers/live_store.ts";
import { granted, refusalOf } from "@/tests/helpers/platform_under_test.ts";

const SESSION = sessionId(1);

/** Commands on a store with session 1 and what else was told. */
async function commandsOn(open: OpenStore, ...drafts: EventDraft[]) {
  const writer = await openWriter(open.store);
  await writer.append([sessionDraft(sampleSession(1)), ...drafts]);
  const sources = { now: () => AT, newId: () => sessionId(2) };
  const { store } = open;
  return { writer, ...sessionCommands({ writer, store, sources }) };
}

const archived = (id = SESSION): EventDraft => ({
  type: "session.archived",
  session_id: id,
  data: {},
});

Deno.test("a session begins active and empty, and is durable when it is answered", async () => {
  using open = await openStore();
  const { createSession } = await commandsOn(open);

  const session = granted(await createSession("Release"));

  const expected: Session = {
    ...sampleSession(2, { name: "Release" }),
    updated_seq: 2,
  };
  assert.deepEqual(session, expected);
  assert.deepEqual(await open.again().readSession(session.id), expected);
});

for (const [status, state] of Object.entries(AGENT_STATES)) {
  const busy = status !== "terminated" && status !== "failed";
  Deno.test(`a session ${busy ? "cannot" : "can"} be archived when its agent is ${status}`, async () => {
    using open = await openStore();
    const { archiveSession, writer } = await commandsOn(
      open,
      ...createdDrafts(sampleAgent(1, { state, session_id: SESSION })),
      ...createdDrafts(sampleAgent(2)),
    );

    const outcome = await archiveSession(SESSION);

    const after = writer.committed.sessions[SESSION]?.state.status;
    if (busy) assert.equal(refusalOf(outcome), "session_busy");
    else assert.equal(granted(outcome).state.status, "archived");
    assert.equal(after, busy ? "active" : "archived");
  });
}

Deno.test("a session can be renamed until it is archived", async () => {
  using open = await openStore();
  const { renameSession, archiveSession } = await commandsOn(open);

  const renamed = granted(await renameSession(SESSION, "New"));
  granted(await archiveSession(SESSION));
  const late = await renameSession(SESSION, "Later");

  assert.equal(renamed.name, "New");
  assert.equal(refusalOf(late), "session_archived");
});

Deno.test("what is so already is answered without an event", async () => {
  using open = await openStore();
  const commands = await commandsOn(open);
  const { seq } = commands.writer.committed;

  granted(await commands.renameSession(SESSION, "Session 1"));
  granted(await commands.restoreSession(SESSION));
  assert.equal(commands.writer.head.seq, seq);

  granted(await commands.archiveSession(SESSION));
  granted(await commands.archiveSession(SESSION));
  assert.equal(commands.writer.head.seq, seq + 1);
});

Deno.test("a session that does not exist is not found", async () => {
  using open = await openStore();
  const commands = await commandsOn(open);
  const nobody = sessionId(9);

  const outcomes = [
    await commands.renameSession(nobody, "x"),
    await commands.archiveSession(nobody),
    await commands.restoreSession(nobody),
  ];

  assert.deepEqual(
    outcomes.map(refusalOf),
    Array(3).fill("session_not_found"),
  );
});

Deno.test("a session that left the fleet is taken up again with all its totals", async () => {
  using open = await openStore();
  const others = Array.from(
    { length: KEPT_ARCHIVED_SESSIONS },
    (_, i) => sessionId(i + 10),
  );
  const { writer, restoreSession } = await commandsOn(
    open,
    ...createdDrafts(sampleAgent(1, { session_id: SESSION })),
    {
      type: "agent.terminated",
      agent_id: agentId(1),
      data: { reason: "asked" },
    },
    archived(),
    ...others.flatMap((id, i) => [
      sessionDraft(sampleSession(i + 10)),
      archived(id),
    ]),
  );
  const gone = writer.committed.sessions[SESSION];

  const session = granted(await restoreSession(SESSION));

  assert.equal(gone, undefined);
  assert.equal(session.agents, 1);
  assert.equal(session.state.status, "active");
  assert.deepEqual(writer.committed.sessions[SESSION], session);
});
