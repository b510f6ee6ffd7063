import { strict as assert } from "node:assert";
import { ManualTimers } from "@/tests/helpers/manual_timers.ts";
import { StdinWriter } from "@/wrapper/stdin_writer.ts";
import { systemTimers } from "@/wrapper/timers.ts";

Deno.test("StdinWriter writes one line a message and one write a line, in order", async () => {
  const writes: string[] = [];
  const stdin = new WritableStream<Uint8Array>({
    write: (chunk) => void writes.push(new TextDecoder().decode(chunk)),
  });
  const writer = new StdinWriter(stdin, systemTimers, 1000);

  await Promise.all([
    writer.write({ text: "a\nb\u2028" }),
    writer.write({ text: "second" }),
  ]);
  await writer.close();

  assert.deepEqual(writes, ['{"text":"a\\nb\u2028"}\n', '{"text":"second"}\n']);
});

Deno.test("StdinWriter says write_timeout and writes nothing more, when a line is not read", async () => {
  const timers = new ManualTimers();
  let writes = 0;
  const stdin = new WritableStream<Uint8Array>({
    write: () => {
      writes++;
      return new Promise(() => {});
    },
  });
  const writer = new StdinWriter(stdin, timers, 5000);
  const first = writer.write({ n: 1 }).catch((error) => error.code);
  const second = writer.write({ n: 2 }).catch((error) => error.code);

  await timers.runAll();

  assert.deepEqual(await Promise.all([first, second]), [
    "write_timeout",
    "write_failed",
  ]);
  assert.equal(writes, 1);
  assert.equal(timers.nowMs, 5000);
});

Deno.test("StdinWriter says write_failed, when the pipe is broken or closed", async () => {
  const broken = new WritableStream<Uint8Array>({
    write: () => Promise.reject(new Deno.errors.BrokenPipe()),
  });
  const closed = new StdinWriter(new WritableStream(), systemTimers, 1000);
  await closed.close();
  await closed.close();

  await assert.rejects(
    new StdinWriter(broken, systemTimers, 1000).write({}),
    { name: "ClaudeError", code: "write_failed" },
  );
  await assert.rejects(closed.write({}), { code: "write_failed" });
});
