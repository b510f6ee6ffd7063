import { strict as assert } from "node:assert";
import {
  ADA,
  BOB,
  CY,
  DAN,
  openMailRig,
  PART_OF_BOB,
} from "@/tests/helpers/mail_rig.ts";
import { until } from "@/tests/helpers/until.ts";

const QUESTION = { question: "Which port?" };
const ANSWER = { to: "Bob", text: "8080.", urgent: false } as const;

Deno.test("a question goes to the manager of the hand-off that the asker's task is a part of", async () => {
  using rig = openMailRig();

  const { ok, text } = await rig.mail.askManager(BOB, QUESTION);

  const question = rig.last();
  assert.equal(ok, true);
  assert.ok(text.includes(question.id) && text.includes("End your turn"));
  assert.equal(question.kind, "question");
  assert.equal(question.to_agent_id, ADA);
  assert.equal(question.task_id, PART_OF_BOB);
  assert.deepEqual(rig.mail.openQuestions(BOB, PART_OF_BOB), [question]);
  assert.deepEqual(rig.rung, [{ to: ADA, urgent: false }]);
});

Deno.test("a question is refused where no manager could answer it", async () => {
  using rig = openMailRig();
  using ended = openMailRig((fleet) => ({ ...fleet, handoffs: {} }));

  const withoutTask = await rig.mail.askManager(DAN, QUESTION);
  const withoutManager = await ended.mail.askManager(BOB, QUESTION);

  assert.equal(withoutTask.ok, false);
  assert.equal(withoutManager.ok, false);
  assert.match(withoutManager.text, /say in your result what you assumed/);
});

Deno.test("the manager's answer closes the question, about the same task", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);
  const [asked] = await rig.deliver(ADA, 4);

  const { ok } = await rig.mail.sendMessage(ADA, { ...ANSWER, kind: "answer" });

  const [question, answer] = rig.messages();
  assert.equal(ok, true);
  assert.equal(answer?.kind, "answer");
  assert.equal(answer?.in_reply_to, asked?.id);
  assert.equal(answer?.task_id, PART_OF_BOB);
  assert.equal(answer?.hops, 1);
  assert.equal(answer?.caused_by, 102);
  assert.notEqual(question?.answered_at, null);
  assert.equal(question?.delivery.status, "delivered");
  assert.equal(rig.mail.next(BOB)?.taskId, PART_OF_BOB);
});

Deno.test("a question is open until its answer has reached the asker", async () => {
  using rig = openMailRig();
  const open = () =>
    rig.mail.openQuestions(BOB, PART_OF_BOB).map(({ text }) => text.text);
  await rig.mail.askManager(BOB, QUESTION);
  await rig.deliver(ADA);

  await rig.mail.sendMessage(ADA, ANSWER);
  const onItsWay = open();
  await rig.deliver(BOB);

  assert.deepEqual(onItsWay, ["Which port?"]);
  assert.deepEqual(open(), []);
});

Deno.test("a message without a kind is the answer where one is waited for, and a note where none is", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);
  await rig.deliver(ADA);

  await rig.mail.sendMessage(ADA, ANSWER);
  await rig.mail.sendMessage(ADA, ANSWER);

  assert.deepEqual(
    rig.messages().map(({ kind }) => kind),
    ["question", "answer", "note"],
  );
});

Deno.test("a note to somebody who waits for an answer leaves the question open", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);

  await rig.note(ADA, "Bob", "I am looking into it.");

  assert.equal(rig.mail.openQuestions(BOB, PART_OF_BOB).length, 1);
});

Deno.test("an answer that nobody asked the sender for is refused", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);

  const other = await rig.mail.sendMessage(CY, { ...ANSWER, kind: "answer" });
  const none = await rig.mail.sendMessage(ADA, {
    ...ANSWER,
    to: "Cy",
    kind: "answer",
  });

  assert.deepEqual([other.ok, none.ok], [false, false]);
  assert.match(none.text, /waits for no answer of yours/);
});

Deno.test("one answer closes all questions that its sender has seen, and no others", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, { question: "Which port?" });
  await rig.mail.askManager(BOB, { question: "Which host?" });
  await rig.deliver(ADA);
  await rig.mail.askManager(BOB, { question: "Which user?" });

  await rig.mail.sendMessage(ADA, ANSWER);
  await rig.deliver(BOB);

  const open = rig.mail.openQuestions(BOB, PART_OF_BOB);
  assert.deepEqual(open.map(({ text }) => text.text), ["Which user?"]);
});

Deno.test("a question that is answered before it was delivered comes no more", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);

  await rig.mail.sendMessage(ADA, ANSWER);

  const [question, answer] = rig.messages();
  assert.ok(question?.delivery.status === "superseded");
  assert.equal(question.delivery.by, answer?.id);
  assert.notEqual(question.answered_at, null);
  assert.equal(rig.mail.next(ADA), undefined);
});

Deno.test("the person can answer a question that somebody else was asked", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);
  await rig.deliver(ADA);

  const outcome = await rig.mail.fromPerson(BOB, "8080.", false);
  await rig.deliver(BOB);

  assert.ok(outcome.ok && outcome.value.kind === "answer");
  assert.equal(outcome.value.in_reply_to, rig.messages()[0]?.id);
  assert.deepEqual(rig.mail.openQuestions(BOB, PART_OF_BOB), []);
});

for (const seen of [false, true]) {
  Deno.test(`a question is let go of when its task is over, ${seen ? "after" : "before"} it was delivered`, async () => {
    using rig = openMailRig();
    await rig.mail.askManager(BOB, QUESTION);
    if (seen) await rig.deliver(ADA);

    await rig.append({
      type: "task.cancelled",
      agent_id: BOB,
      task_id: PART_OF_BOB,
      data: { reason: "asked" },
    });
    const open = rig.mail.openQuestions(BOB, PART_OF_BOB);
    const waiting = rig.mail.next(ADA);
    await until(
      "let go of",
      () => rig.last().delivery.status === "superseded",
    );

    assert.deepEqual(open, []);
    assert.equal(waiting, undefined);
    assert.ok(rig.last().delivery.status === "superseded");
  });
}

Deno.test("a question is let go of when the manager that was asked ends", async () => {
  using rig = openMailRig();
  await rig.mail.askManager(BOB, QUESTION);
  await rig.deliver(ADA);

  await rig.append({
    type: "agent.failed",
    agent_id: ADA,
    data: { failure: { kind: "crashed", message: "gone" } },
  });

  assert.deepEqual(rig.mail.openQuestions(BOB, PART_OF_BOB), []);
});
