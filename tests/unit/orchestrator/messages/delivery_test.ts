import { strict as assert } from "node:assert";
import { MAX_FAN_OUT, MAX_HOPS, MAX_MESSAGE_CHARS } from "@/domain/message.ts";
import { someId } from "@/tests/helpers/fleet.ts";
import {
  ADA,
  BOB,
  CY,
  openMailRig,
  PART_OF_BOB,
  PART_OF_CY,
} from "@/tests/helpers/mail_rig.ts";

Deno.test("several messages that wait become one prompt, oldest first", async () => {
  using rig = openMailRig();
  await rig.note(BOB, "Ada", "first");
  await rig.mail.sendMessage(CY, { to: "Ada", text: "second", urgent: true });

  const mail = rig.mail.next(ADA);

  assert.deepEqual(mail?.messages, rig.messages());
  assert.equal(mail?.urgent, true);
  assert.equal(mail?.taskId, PART_OF_BOB);
  assert.ok(mail && mail.text.indexOf("first") < mail.text.indexOf("second"));
  assert.equal(rig.mail.next(BOB), undefined);
});

Deno.test("a message is delivered once, at the turn that it came in", async () => {
  using rig = openMailRig();
  await rig.note(BOB, "Ada");

  const came = await rig.deliver(ADA, 3);
  const again = rig.mail.delivered(came, 4, someId(4));

  const { delivery } = rig.last();
  assert.deepEqual(delivery, {
    status: "delivered",
    since: delivery.since,
    turn: 3,
    message_uuid: someId(3),
  });
  assert.equal(rig.events.at(-1)?.caused_by, 101);
  assert.deepEqual(again, []);
  assert.equal(rig.mail.next(ADA), undefined);
});

Deno.test("a turn that carries an answer belongs to the task that was asked about", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, { question: "Which port?" });
  await rig.note(CY, "Bob", "by the way");

  await rig.mail.sendMessage(ADA, { to: "Bob", text: "80.", urgent: false });

  const mail = rig.mail.next(BOB);
  assert.deepEqual(
    mail?.messages.map(({ task_id }) => task_id),
    [PART_OF_CY, PART_OF_BOB],
  );
  assert.equal(mail?.taskId, PART_OF_BOB);
});

Deno.test("a prompt carries at most 20 messages, and the others come with the next", async () => {
  using rig = openMailRig();
  for (let n = 0; n < 23; n++) {
    await rig.note(BOB, "Ada", `note ${n}`);
    rig.mail.turnEnded(BOB);
  }

  const first = await rig.deliver(ADA);
  const second = await rig.deliver(ADA);

  assert.deepEqual([first.length, second.length], [20, 3]);
});

Deno.test("a prompt stays below 100,000 characters of messages", async () => {
  using rig = openMailRig();
  for (let n = 0; n < 9; n++) {
    await rig.note(BOB, "Ada", "x".repeat(MAX_MESSAGE_CHARS));
  }

  const first = await rig.deliver(ADA);

  assert.equal(first.length, 8);
  assert.equal(rig.mail.next(ADA)?.messages.length, 1);
});

Deno.test(`an agent sends at most ${MAX_FAN_OUT} messages in a turn`, async () => {
  using rig = openMailRig();
  const taken: boolean[] = [];

  for (let n = 0; n <= MAX_FAN_OUT; n++) taken.push(await rig.note(BOB, "Cy"));
  const other = await rig.note(ADA, "Cy");
  const question = await rig.mail.askManager(BOB, { question: "May I?" });
  rig.mail.turnEnded(BOB);
  const nextTurn = await rig.note(BOB, "Cy");

  assert.deepEqual(taken, [...Array(MAX_FAN_OUT).fill(true), false]);
  assert.deepEqual([other, question.ok, nextTurn], [true, false, true]);
  assert.match(question.text, /in this turn/);
});

Deno.test("calls at the same time are counted one by one", async () => {
  using rig = openMailRig();

  const taken = await Promise.all(
    Array.from({ length: 15 }, () => rig.note(BOB, "Cy")),
  );

  assert.equal(taken.filter((ok) => ok).length, MAX_FAN_OUT);
});

Deno.test(`what messages lead to ends after ${MAX_HOPS} of them`, async () => {
  using rig = openMailRig();
  const taken: boolean[] = [];

  for (let n = 0; n <= MAX_HOPS + 1; n++) {
    const [from, to] = n % 2 === 0 ? [BOB, CY] : [CY, BOB];
    taken.push(await rig.note(from, to));
    rig.mail.turnEnded(from);
    await rig.deliver(to);
  }

  assert.deepEqual(rig.messages().map(({ hops }) => hops), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(taken, [...Array(MAX_HOPS + 1).fill(true), false]);
});

Deno.test("each message names what led to it: the one before, as it was delivered", async () => {
  using rig = openMailRig();
  await rig.note(BOB, CY);
  await rig.deliver(CY);

  await rig.note(CY, BOB);

  assert.equal(rig.last().caused_by, rig.messages()[0]?.updated_seq);
});

Deno.test("an answer is taken at the end of the chain, since somebody waits for it", async () => {
  using rig = openMailRig();
  for (let n = 0; n < MAX_HOPS; n++) {
    const [from, to] = n % 2 === 0 ? [CY, BOB] : [BOB, CY];
    await rig.note(from, to);
    rig.mail.turnEnded(from);
    await rig.deliver(to);
  }
  await rig.mail.askManager(BOB, { question: "Which port?" });
  await rig.deliver(ADA);

  const answer = await rig.mail.sendMessage(ADA, {
    to: "Bob",
    text: "80.",
    urgent: false,
  });
  const note = await rig.note(ADA, "Cy");

  assert.equal(rig.last().hops, MAX_HOPS + 1);
  assert.deepEqual([answer.ok, note], [true, false]);
});

Deno.test("a turn that ended with its process limits nobody any more", async () => {
  using rig = openMailRig();
  for (let n = 0; n < MAX_FAN_OUT; n++) await rig.note(BOB, "Cy");

  await rig.append({
    type: "agent.crashed",
    agent_id: BOB,
    data: {
      failure: { kind: "crashed", message: "gone" },
      restart_at: "2026-01-02T03:04:06.000Z",
    },
  });

  assert.equal(await rig.note(BOB, "Cy"), true);
});
