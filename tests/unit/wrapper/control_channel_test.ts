import { strict as assert } from "node:assert";
import type { ToolServer } from "@/domain/claude_process.ts";
import { ManualTimers } from "@/tests/helpers/manual_timers.ts";
import { until } from "@/tests/helpers/until.ts";
import { ControlChannel } from "@/wrapper/control_channel.ts";

type Message = Readonly<Record<string, unknown>>;

function openChannel(
  toolServers: Readonly<Record<string, ToolServer>> = {},
  handled = () => Promise.resolve(),
) {
  const written: Message[] = [];
  const timers = new ManualTimers();
  const channel = new ControlChannel({
    write: (message) => Promise.resolve(void written.push(message)),
    timers,
    toolServers,
    handled,
  });
  return { channel, written, timers };
}

const mcp = (server_name: string) => ({
  type: "control_request",
  request_id: "r1",
  request: { subtype: "mcp_message", server_name, message: { id: 7 } },
});

const canUseTool = (request_id: string) => ({
  type: "control_request",
  request_id,
  request: { subtype: "can_use_tool", tool_name: "Bash", input: {} },
});

Deno.test("ControlChannel binds each answer to its request, in whatever order they come", async () => {
  const { channel, written } = openChannel();
  const [first, second] = [
    channel.request({ subtype: "one" }, 1000),
    channel.request({ subtype: "two" }, 1000),
  ];
  const [idOne, idTwo] = written.map(({ request_id }) => request_id);

  channel.accept({
    type: "control_response",
    response: { subtype: "success", request_id: idTwo, response: "b" },
  });
  channel.accept({
    type: "control_response",
    response: { subtype: "error", request_id: idOne, error: "no" },
  });

  assert.equal(await second, "b");
  await assert.rejects(first, { code: "request_failed", message: /one.*no/ });
});

Deno.test("ControlChannel gives up on an answer at its deadline, and when the process ends", async () => {
  const late = openChannel();
  const ended = openChannel();
  const unanswered = late.channel.request({ subtype: "one" }, 250);
  const cutOff = ended.channel.request({ subtype: "one" }, 250);
  unanswered.catch(() => {});

  await late.timers.runAll();
  ended.channel.close();

  await assert.rejects(unanswered, { code: "request_failed" });
  assert.equal(late.timers.nowMs, 250);
  await assert.rejects(cutOff, { code: "stopped" });
  await assert.rejects(ended.channel.request({ subtype: "x" }, 1), {
    code: "stopped",
  });
});

Deno.test("ControlChannel answers a permission request once, and only while it is open", async () => {
  const { channel, written } = openChannel();
  channel.accept(canUseTool("p1"));
  channel.accept(canUseTool("p2"));

  const withdrawn = channel.accept({
    type: "control_cancel_request",
    request_id: "p2",
  });
  await channel.answerPermission("p1", { behavior: "allow" });

  assert.deepEqual(withdrawn, [{ kind: "request_withdrawn", requestId: "p2" }]);
  assert.deepEqual(written, [{
    type: "control_response",
    response: {
      subtype: "success",
      request_id: "p1",
      response: { behavior: "allow" },
    },
  }]);
  for (const id of ["p1", "p2", "never asked"]) {
    await assert.rejects(
      channel.answerPermission(id, { behavior: "allow" }),
      { code: "request_failed" },
    );
  }
});

Deno.test("ControlChannel refuses at once what nobody here serves", () => {
  const { channel, written } = openChannel({
    fleet: () => Promise.resolve({}),
  });

  channel.accept(mcp("elsewhere"));
  channel.accept(mcp("constructor"));
  channel.accept({
    type: "control_request",
    request_id: "r2",
    request: { subtype: "from_the_future" },
  });
  channel.accept({
    type: "control_request",
    request_id: "r3",
    request: { subtype: "can_use_tool", tool_name: 5 },
  });

  const subtypes = written.map(({ response }) =>
    (response as { subtype: string }).subtype
  );
  assert.deepEqual(subtypes, ["error", "error", "error", "error"]);
});

Deno.test("ControlChannel gives a tool server's failure to the CLI, and drops an answer that is no longer wanted", async () => {
  const answered = Promise.withResolvers<unknown>();
  let signal: AbortSignal | undefined;
  const { channel, written } = openChannel({
    broken: () => Promise.reject(new Error("out of order")),
    slow: (_message, abort) => {
      signal = abort;
      return answered.promise;
    },
  });

  channel.accept(mcp("broken"));
  channel.accept({ ...mcp("slow"), request_id: "r9" });
  await until("the call", () => signal !== undefined);
  channel.accept({ type: "control_cancel_request", request_id: "r9" });
  answered.resolve({ id: 7 });
  await new Promise<void>((resolve) => setTimeout(resolve));

  assert.equal(signal?.aborted, true);
  assert.deepEqual(written, [{
    type: "control_response",
    response: { subtype: "error", request_id: "r1", error: "out of order" },
  }]);
});

Deno.test("ControlChannel reports a control frame of another shape, and leaves other frames alone", () => {
  const { channel } = openChannel();

  const bad = channel.accept({ type: "control_request", request_id: 5 });
  const other = channel.accept({ type: "assistant" });

  assert.equal(bad?.[0]?.kind, "malformed");
  assert.equal(other, undefined);
});

Deno.test("ControlChannel calls a tool when all that came before was handled, and not when it was given up meanwhile", async () => {
  const { promise: handled, resolve: handle } = Promise.withResolvers<void>();
  const calls: unknown[] = [];
  const { channel, written } = openChannel({
    desk: (message) => Promise.resolve(calls.push(message)),
  }, () => handled);
  channel.accept(mcp("desk"));
  channel.accept({ ...mcp("desk"), request_id: "r2" });
  channel.accept({ type: "control_cancel_request", request_id: "r2" });

  const early = [...calls];
  handle();
  await until("the answer", () => written.length > 0);

  assert.deepEqual(early, []);
  assert.deepEqual(calls, [{ id: 7 }]);
  assert.equal(written.length, 1);
});
