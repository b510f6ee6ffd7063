import { strict as assert } from "node:assert";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";
import { sampleAgent } from "@/tests/helpers/fleet.ts";
import {
  ADA,
  ADAS_TOKEN,
  BOB,
  BOBS_TOKEN,
  CY,
  DAN,
  openMailRig,
  PART_OF_BOB,
  WHOLE,
} from "@/tests/helpers/mail_rig.ts";
import { until } from "@/tests/helpers/until.ts";

const INPUT = { to: "Ada", text: "The port is 8080.", urgent: false };

Deno.test("a message is stored with all that it is about, and then its receiver is told", async () => {
  using rig = openMailRig();

  const { ok, text } = await rig.mail.sendMessage(BOB, INPUT);

  const message = rig.last();
  assert.equal(ok, true);
  assert.ok(
    text.includes(message.id) && text.includes(`Ada (manager, ${ADA})`),
  );
  assert.deepEqual(
    [message.from_agent_id, message.to_agent_id, message.kind],
    [BOB, ADA, "note"],
  );
  assert.equal(message.text.text, "The port is 8080.");
  assert.equal(message.task_id, PART_OF_BOB);
  assert.equal(message.session_id, rig.writer.head.agents[ADA]?.session_id);
  assert.equal(message.delivery.status, "queued");
  assert.equal(message.hops, 0);
  assert.equal(message.caused_by, BOBS_TOKEN);
  assert.equal(message.updated_seq, 101);
  const [sent] = rig.events;
  assert.equal(sent?.type, "message.sent");
  assert.equal(sent?.caused_by, BOBS_TOKEN);
  assert.deepEqual(rig.rung, [{ to: ADA, urgent: false }]);
});

Deno.test("a manager's message to a worker is about its part, and comes from the newest step", async () => {
  using rig = openMailRig();

  await rig.mail.sendMessage(ADA, { ...INPUT, to: BOB, urgent: true });

  assert.equal(rig.last().task_id, PART_OF_BOB);
  assert.equal(rig.last().caused_by, ADAS_TOKEN);
  assert.deepEqual(rig.rung, [{ to: BOB, urgent: true }]);
});

Deno.test("a message to a peer is about the sender's own task", async () => {
  using rig = openMailRig();

  await rig.note(BOB, "cy");

  assert.equal(rig.last().to_agent_id, CY);
  assert.equal(rig.last().task_id, PART_OF_BOB);
});

for (
  const [to, why] of [
    ["Bob", "to yourself"],
    [BOB, "to yourself"],
    ["Dan", "nobody in your session"],
    [DAN, "not part of your session"],
    ["Nobody", "nobody in your session"],
    ["constructor", "nobody in your session"],
  ] as const
) {
  Deno.test(`a message of Bob to "${to}" is refused, with whom he can write to`, async () => {
    using rig = openMailRig();

    const { ok, text } = await rig.mail.sendMessage(BOB, { ...INPUT, to });

    assert.equal(ok, false);
    assert.ok(text.includes(why), text);
    assert.ok(why === "to yourself" || text.includes(`Cy (worker, ${CY})`));
    assert.deepEqual(rig.messages(), []);
    assert.deepEqual(rig.rung, []);
  });
}

Deno.test("a name that several have is refused, with their ids", async () => {
  using rig = openMailRig((fleet) => ({
    ...fleet,
    agents: {
      ...fleet.agents,
      extra: sampleAgent(5, {
        name: "CY",
        session_id: fleet.agents[CY]?.session_id ?? null,
      }),
    },
  }));

  const { ok, text } = await rig.mail.sendMessage(BOB, { ...INPUT, to: "cy" });

  assert.equal(ok, false);
  assert.match(text, /2 agents have that name/);
  assert.ok(text.includes(CY));
});

Deno.test("agents without a session reach each other alone", async () => {
  using rig = openMailRig((fleet) => ({
    ...fleet,
    agents: { ...fleet.agents, extra: sampleAgent(5, { name: "Eve" }) },
  }));

  assert.equal(await rig.note(DAN, "Eve"), true);
  assert.equal(await rig.note(DAN, "Ada"), false);
});

Deno.test("an agent that has ended gets nothing more, and is told nothing", async () => {
  using rig = openMailRig();
  await rig.append({
    type: "agent.failed",
    agent_id: CY,
    data: { failure: { kind: "crashed", message: "gone" } },
  });

  const to = await rig.mail.sendMessage(BOB, { ...INPUT, to: CY });
  const from = await rig.mail.sendMessage(CY, INPUT);

  assert.deepEqual([to.ok, from.ok], [false, false]);
  assert.match(to.text, /it has ended/);
});

Deno.test("messages that wait for an agent are let go of when it ends", async () => {
  using rig = openMailRig();
  await rig.note(BOB, "Cy");

  await rig.append({
    type: "agent.failed",
    agent_id: CY,
    data: { failure: { kind: "crashed", message: "gone" } },
  });
  await until(
    "let go of",
    () => rig.last().delivery.status === "superseded",
  );

  const { delivery } = rig.last();
  assert.ok(delivery.status === "superseded");
  assert.equal(delivery.by, null);
  assert.equal(delivery.reason, "its receiver has ended");
  assert.equal(rig.mail.next(CY), undefined);
});

Deno.test("an end that was told just before the server went down is caught up with", async () => {
  using before = openMailRig();
  await before.note(BOB, "Cy");
  const message = before.last();
  using rig = openMailRig((fleet) => {
    const { [CY]: _, ...agents } = fleet.agents;
    return { ...fleet, agents, messages: { [message.id]: message } };
  });

  await rig.mail.letGo();

  assert.equal(rig.last().delivery.status, "superseded");
});

Deno.test("of several check-ins that wait, only the newest comes", async () => {
  using rig = openMailRig();
  const checkIn = (from: typeof BOB, text: string) =>
    rig.mail.sendMessage(from, { ...INPUT, text, kind: "check_in" });
  await checkIn(BOB, "a third");
  await checkIn(CY, "half");
  await rig.note(BOB, "Ada", "a note");

  await checkIn(BOB, "two thirds");

  const came = rig.mail.next(ADA)?.messages.map(({ text }) => text.text);
  const [first, , , last] = rig.messages();
  assert.deepEqual(came, ["half", "a note", "two thirds"]);
  assert.ok(first?.delivery.status === "superseded");
  assert.equal(first.delivery.by, last?.id);
});

Deno.test("a check-in that was delivered stays delivered when a newer one comes", async () => {
  using rig = openMailRig();
  await rig.mail.sendMessage(BOB, { ...INPUT, kind: "check_in" });
  await rig.deliver(ADA);

  await rig.mail.sendMessage(BOB, { ...INPUT, kind: "check_in" });

  assert.deepEqual(
    rig.messages().map(({ delivery }) => delivery.status),
    ["delivered", "queued"],
  );
});

Deno.test("the person's message comes from nobody's agent and is about what the agent does", async () => {
  using rig = openMailRig();

  const outcome = await rig.mail.fromPerson(ADA, "Hurry, please.", true);

  assert.ok(outcome.ok);
  assert.deepEqual(outcome.value, rig.last());
  assert.equal(outcome.value.from_agent_id, null);
  assert.equal(outcome.value.kind, "note");
  assert.equal(outcome.value.task_id, WHOLE);
  assert.equal(outcome.value.caused_by, null);
  assert.deepEqual(rig.rung, [{ to: ADA, urgent: true }]);
});

Deno.test("the person's message is refused where nobody can get it", async () => {
  using rig = openMailRig();
  await rig.append(
    { type: "agent.termination_requested", agent_id: CY, data: {} },
  );

  const ended = await rig.mail.fromPerson(CY, "hello", false);
  const unknown = await rig.mail.fromPerson(sampleAgent(7).id, "hello", false);

  assert.ok(!ended.ok && ended.refusal.code === "agent_ended");
  assert.ok(!unknown.ok && unknown.refusal.code === "agent_not_found");
  assert.deepEqual(rig.messages(), []);
});

Deno.test("what the store does not take was not sent, and may be sent again", async () => {
  using rig = openMailRig();
  rig.refusing = true;

  for (let n = 0; n < 12; n++) {
    await assert.rejects(rig.mail.sendMessage(BOB, INPUT), StoreUnavailable);
  }
  rig.refusing = false;
  const again = await rig.mail.sendMessage(BOB, INPUT);

  assert.equal(again.ok, true);
  assert.equal(rig.messages().length, 1);
  assert.equal(rig.rung.length, 1);
});
