import { strict as assert } from "node:assert";
import { messagePage } from "@/domain/message_page.ts";
import { messagesOf } from "@/api/ws/server_message.ts";
import type { HistoryOutcome } from "@/domain/history.ts";
import type { MessageId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { MAX_MESSAGE_CHARS, type Message } from "@/domain/message.ts";
import type { Page } from "@/domain/platform.ts";
import type { MessageFilter } from "@/domain/record_filters.ts";
import { agentId, AT, someId, taskId } from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

function sample(n: number, changes: Partial<Message> = {}): Message {
  return {
    id: someId(n) as MessageId,
    from_agent_id: agentId(1),
    to_agent_id: agentId(2),
    session_id: null,
    kind: "note",
    text: shortText(`message ${n}`),
    urgent: false,
    task_id: null,
    in_reply_to: null,
    hops: 0,
    caused_by: null,
    delivery: { status: "queued", since: AT },
    answered_at: null,
    created_at: AT,
    updated_at: AT,
    updated_seq: n,
    ...changes,
  };
}

/** A history that has these, with cursors of its own. */
function history(messages: readonly Message[]) {
  return (
    { limit, cursor }: MessageFilter,
  ): Promise<HistoryOutcome<Page<Message>>> => {
    const from = cursor === undefined ? 0 : Number(cursor.slice(1));
    const items = [...messages].reverse().slice(from, from + limit);
    const next = from + limit < messages.length ? `h${from + limit}` : null;
    return Promise.resolve({ ok: true, value: { items, next } });
  };
}

/** The numbers of all messages, page by page. */
async function pages(
  live: readonly Message[],
  kept: readonly Message[],
  limit: number,
) {
  const found: number[][] = [];
  let cursor: string | undefined;
  do {
    const page = await messagePage(
      { live, history: history(kept) },
      { limit, cursor },
    );
    assert.ok(page.ok);
    assert.equal(page.value.complete, true);
    found.push(
      page.value.items.map(({ text }) => Number(text.text.split(" ")[1])),
    );
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => sample(from + i));

Deno.test("a list goes through what the fleet and the history have, each message once", async () => {
  const kept = range(1, 9);
  // The history is behind; the fleet lacks the middle and keeps an old one.
  const live = [sample(2), sample(8), sample(9), ...range(10, 12)];

  assert.deepEqual(await pages(live, kept, 5), [
    [12, 11, 10, 9, 8],
    [7, 6, 5],
    [4, 3, 2, 1],
  ]);
  assert.deepEqual((await pages(live, kept, 1)).flat(), [
    ...Array.from({ length: 12 }, (_, i) => 12 - i),
  ]);
  assert.deepEqual(await pages(live, kept, 200), [
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
  ]);
});

Deno.test("a message that both have is shown as it was last", async () => {
  const delivered = sample(1, {
    delivery: {
      status: "delivered",
      since: AT,
      turn: 1,
      message_uuid: someId(5),
    },
    updated_seq: 50,
  });

  const fromFleet = await messagePage(
    { live: [delivered], history: history([sample(1)]) },
    { limit: 5 },
  );
  const fromHistory = await messagePage(
    { live: [sample(1)], history: history([delivered]) },
    { limit: 5 },
  );

  assert.ok(fromFleet.ok && fromHistory.ok);
  assert.deepEqual(fromFleet.value.items, [delivered]);
  assert.deepEqual(fromHistory.value.items, [delivered]);
});

Deno.test("a list of an agent or a task has nothing of others", async () => {
  const live = [
    sample(1, { from_agent_id: agentId(3), to_agent_id: agentId(4) }),
    sample(2, { task_id: taskId(7) }),
    sample(3, { from_agent_id: null }),
  ];
  const list = async (filter: Omit<MessageFilter, "limit">) => {
    const page = await messagePage(
      { live, history: history([]) },
      { limit: 5, ...filter },
    );
    return page.ok ? page.value.items.map(({ id }) => id) : page.refusal;
  };

  assert.deepEqual(await list({ agentId: agentId(2) }), [someId(3), someId(2)]);
  assert.deepEqual(await list({ agentId: agentId(3) }), [someId(1)]);
  assert.deepEqual(await list({ taskId: taskId(7) }), [someId(2)]);
});

Deno.test("a list of a kind, a state, a time or a text has these alone, as they are now", async () => {
  const delivery = {
    status: "delivered",
    since: AT,
    turn: 2,
    message_uuid: someId(90),
  } as const;
  const queued = sample(1, { text: shortText("Use the Old table") });
  const live = [
    { ...queued, delivery, updated_seq: 50 },
    sample(2, { kind: "question" }),
    sample(3, { created_at: "2031-01-01T00:00:00.000Z" }),
  ];
  const list = async (filter: Omit<MessageFilter, "limit">) => {
    const page = await messagePage(
      { live, history: history([queued]) },
      { limit: 5, ...filter },
    );
    return page.ok ? page.value.items.map(({ id }) => id) : page.refusal;
  };

  const day = new Date("2030-12-31T00:00:00.000Z");
  assert.deepEqual(await list({ kind: "question" }), [someId(2)]);
  assert.deepEqual(await list({ delivery: "delivered" }), [someId(1)]);
  assert.deepEqual(await list({ delivery: "queued" }), [someId(3), someId(2)]);
  assert.deepEqual(await list({ text: "old TABLE" }), [someId(1)]);
  assert.deepEqual(await list({ after: day }), [someId(3)]);
  assert.deepEqual(await list({ before: day }), [someId(2), someId(1)]);
});

Deno.test("while the history is away the fleet's messages are the answer, and it says so", async () => {
  const away = () =>
    Promise.resolve(
      {
        ok: false,
        refusal: {
          code: "history_away",
          message: "Cannot read",
          since: AT,
          reason: "gone",
        },
      } as const,
    );

  const first = await messagePage(
    { live: range(1, 3), history: away },
    { limit: 2 },
  );
  assert.ok(first.ok);
  const second = await messagePage(
    { live: range(1, 3), history: away },
    { limit: 2, cursor: first.value.next ?? "" },
  );

  assert.ok(second.ok);
  assert.equal(first.value.complete, false);
  assert.deepEqual(
    [...first.value.items, ...second.value.items].map(({ id }) => id),
    [someId(3), someId(2), someId(1)],
  );
  assert.equal(second.value.next, null);
});

for (const cursor of ["", "nonsense", ".", "a.b"]) {
  Deno.test(`"${cursor}" is no cursor of a list of messages`, async () => {
    const page = await messagePage(
      { live: [], history: history([]) },
      { limit: 2, cursor },
    );

    assert.ok(!page.ok && page.refusal.code === "invalid_cursor");
  });
}

Deno.test("the person's message to an agent is stored, listed and broadcast", async () => {
  using gate = new GateUnderTest();
  const agent = await (await gate.post("/api/agents", { role: "worker" }))
    .json();

  const sent = await gate.post(`/api/agents/${agent.id}/messages`, {
    text: "Use port 8080.",
    urgent: true,
  });
  const listed = await gate.ask(`/api/communications?agent_id=${agent.id}`);

  const message = await sent.json();
  const { items, ...rest } = await listed.json();
  assert.equal(sent.status, 201);
  assert.equal(message.text, "Use port 8080.");
  assert.equal(message.from_agent_id, null);
  assert.equal(message.delivery.status, "queued");
  assert.deepEqual(items, [message]);
  assert.deepEqual(rest, { next_cursor: null, complete: true });
  const event = gate.platform.log.at(-1);
  assert.ok(event?.type === "message.sent");
  assert.deepEqual(messagesOf(event, gate.platform.fleet()), [{
    type: "agent_communication",
    from_agent: null,
    to_agent: agent.id,
    content: {
      id: message.id,
      kind: "note",
      text: "Use port 8080.",
      urgent: true,
      task_id: null,
      in_reply_to: null,
    },
  }]);
});

Deno.test("a message that nobody can get is refused", async () => {
  using gate = new GateUnderTest();
  const agent = await (await gate.post("/api/agents", { role: "worker" }))
    .json();
  const send = (id: string, body: unknown) =>
    gate.post(`/api/agents/${id}/messages`, body);
  const text = "x".repeat(MAX_MESSAGE_CHARS + 1);

  const unknown = await send(agentId(9), { text: "hello" });
  const noId = await send("somebody", { text: "hello" });
  const empty = await send(agent.id, { text: " " });
  const long = await send(agent.id, { text });
  await gate.ask(`/api/agents/${agent.id}`, { method: "DELETE" });
  const ended = await send(agent.id, { text: "hello" });

  const codes = await Promise.all(
    [unknown, noId, empty, long, ended].map(problemLine),
  );
  assert.deepEqual(codes, [
    "404 agent_not_found",
    "404 agent_not_found",
    "400 invalid_request",
    "400 invalid_request",
    "409 agent_ended",
  ]);
});
