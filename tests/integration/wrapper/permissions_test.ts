import { strict as assert } from "node:assert";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";

const uuid = () => crypto.randomUUID();

const BASH = {
  tool: {
    name: "Bash",
    input: { command: "touch made.txt", description: "d" },
  },
};

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("a permission request runs the tool when it is allowed, also with another input", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ok" }],
    fallback: BASH,
  });
  const log = new EventLog();
  const spec = await bench.spec();
  await using claude = await bench.start(spec, log.record);
  await claude.send({ uuid: uuid(), text: "go" });
  const asked = await log.nth("permission_requested");

  await claude.answerPermission(asked.requestId, {
    behavior: "allow",
    updatedInput: { ...asked.input, command: "touch other.txt" },
  });
  await log.nth("turn_ended");

  assert.equal(asked.toolName, "Bash");
  assert.equal(asked.input.command, "touch made.txt");
  assert.equal(await exists(`${spec.cwd}/other.txt`), true);
  assert.equal(await exists(`${spec.cwd}/made.txt`), false);
});

Deno.test("a permission request keeps the tool from running when it is denied, and the model hears why", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ok" }],
    fallback: BASH,
  });
  const log = new EventLog();
  const spec = await bench.spec();
  await using claude = await bench.start(spec, log.record);
  await claude.send({ uuid: uuid(), text: "go" });
  const { requestId } = await log.nth("permission_requested");

  await claude.answerPermission(requestId, {
    behavior: "deny",
    message: "Not in this folder.",
  });
  await log.nth("turn_ended");

  const [output] = log.of("tool_result");
  assert.equal(output?.isError, true);
  assert.equal(output?.text, "Not in this folder.");
  assert.equal(await exists(`${spec.cwd}/made.txt`), false);
  await assert.rejects(
    claude.answerPermission(requestId, { behavior: "allow" }),
    { name: "ClaudeError", code: "request_failed" },
  );
});

Deno.test("a permission request is withdrawn, when the turn is interrupted", async () => {
  await using bench = await openBench({ fallback: BASH });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);
  await claude.send({ uuid: uuid(), text: "go" });
  const { requestId } = await log.nth("permission_requested");

  await claude.interrupt();
  const withdrawn = await log.nth("request_withdrawn");

  assert.equal(withdrawn.requestId, requestId);
  await assert.rejects(
    claude.answerPermission(requestId, { behavior: "allow" }),
    { name: "ClaudeError", code: "request_failed" },
  );
});
