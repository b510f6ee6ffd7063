import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleMessages } from "@/components/gallery/sample_messages.ts";
import { messagesHref } from "@/components/messages/message_query.ts";
import { readMessageTerms } from "@/components/messages/message_terms.ts";
import { causeOf, threadsOf } from "@/components/messages/threads.ts";
import type { MessageId, TaskId } from "@/domain/ids.ts";
import type { Message } from "@/domain/message.ts";
import { mergedMessages } from "@/islands/messages/use_messages.ts";
import { agentId, AT, someId } from "@/tests/helpers/fleet.ts";

function message(n: number, changes: Partial<Message> = {}): Message {
  return {
    id: someId(n) as MessageId,
    from_agent_id: agentId(1),
    to_agent_id: agentId(2),
    session_id: null,
    kind: "note",
    text: { text: `message ${n}`, length: 9, blob: null },
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
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

Deno.test("messages of a part stand with those of its whole, and the rest with who talks", () => {
  const fleet = sampleCrew();
  const part = Object.values(fleet.tasks).find(({ parent_id }) => parent_id);
  assert.ok(part?.parent_id);
  const messages = [
    message(1, { task_id: part.parent_id as TaskId }),
    message(2, { from_agent_id: agentId(2), to_agent_id: agentId(1) }),
    message(3, { task_id: part.id }),
    message(4, { in_reply_to: someId(3) as MessageId, from_agent_id: null }),
    message(5),
  ];

  const threads = threadsOf(messages, fleet);

  assert.deepEqual(threads.map(({ taskId }) => taskId), [null, part.parent_id]);
  assert.deepEqual(threads.map(({ messages }) => ids(messages)), [
    [someId(2), someId(5)],
    [someId(1), someId(3), someId(4)],
  ]);
});

Deno.test("answers in a circle make one thread, when a record is odd", () => {
  const circle = [
    message(1, { in_reply_to: someId(2) as MessageId }),
    message(2, { in_reply_to: someId(1) as MessageId }),
  ];

  assert.equal(threadsOf(circle, sampleCrew()).length, 1);
});

Deno.test("what led to a message is what it answers, else what came before it, else an event", () => {
  const asked = message(1, { updated_seq: 40, from_agent_id: agentId(2) });
  const told = message(2, { updated_seq: 50, to_agent_id: agentId(1) });
  const all = [asked, told];
  const because = (changes: Partial<Message>) =>
    causeOf(message(3, changes), all);

  assert.deepEqual(because({ in_reply_to: asked.id, caused_by: 50 }), {
    kind: "answer",
    message: asked,
  });
  assert.deepEqual(because({ caused_by: 50 }), {
    kind: "message",
    message: told,
  });
  assert.deepEqual(because({ caused_by: 49 }), { kind: "event", seq: 49 });
  assert.equal(because({}), undefined);
});

Deno.test("the list has what came since, as it is now, and asks for texts that it lacks", () => {
  const cut = { text: "", length: 9, blob: null };
  const delivery = {
    status: "delivered",
    since: AT,
    turn: 3,
    message_uuid: someId(90),
  } as const;
  const known = [message(5), message(4)];
  const live = [
    message(2, { text: cut }),
    message(4, { text: cut, delivery }),
    message(6, { text: cut }),
    message(7),
  ];

  const first = mergedMessages(known, live, {
    end: someId(4),
    isLater: false,
  });
  const later = mergedMessages(known, live, {
    end: someId(4),
    isLater: true,
  });

  assert.deepEqual(ids(first.messages), [someId(7), someId(5), someId(4)]);
  assert.equal(first.messages[2]?.delivery.status, "delivered");
  assert.equal(first.messages[2]?.text.text, "message 4");
  assert.equal(first.missing, someId(6));
  assert.deepEqual(ids(later.messages), [someId(5), someId(4)]);
  assert.equal(later.missing, "");
});

Deno.test("an address tells what is looked for, and leaves out what cannot be", () => {
  const [{ from_agent_id: agent }] = [sampleMessages()[0]!];
  const query = new URLSearchParams({
    q: " table ",
    agent: agent ?? "",
    kind: "shout",
    state: "queued",
    from: "2026-02-30",
  });

  const terms = readMessageTerms(query);

  assert.deepEqual(
    { ...terms },
    { q: "table", agent, kind: undefined, state: "queued", from: undefined },
  );
  assert.equal(
    messagesHref(terms),
    `/messages?q=table&agent=${agent}&state=queued`,
  );
});
