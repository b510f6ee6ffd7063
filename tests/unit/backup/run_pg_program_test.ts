import { strict as assert } from "node:assert";
import { runPgProgram } from "@/backup/dump/run_pg_program.ts";

/** In the place of a program stands a shell with these words. */
function shell(words: string) {
  return { path: "/bin/sh", args: ["-c", words], env: {} };
}

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function read(content: AsyncIterable<Uint8Array>): Promise<string> {
  return new TextDecoder().decode(
    Uint8Array.from((await Array.fromAsync(content)).flatMap((it) => [...it])),
  );
}

Deno.test("runPgProgram hands over what goes in and what comes out, and only the given environment", async () => {
  let text = "";

  await runPgProgram({
    ...shell("/bin/cat; echo $PGHOST-$HOME-"),
    env: { PGHOST: "h" },
    input: pieces("a", "b"),
    take: async (output) => {
      text = await read(output);
    },
  });

  assert.equal(text, "abh--\n");
});

Deno.test("runPgProgram tells what a failed program said, also when it stops reading", async () => {
  const large = "x".repeat(1_000_000);

  const running = runPgProgram({
    ...shell("echo 'error: no' >&2; echo ' room' >&2; exit 3"),
    input: pieces(large, large),
  });

  await assert.rejects(running, {
    message: "sh ended with 3: error: no; room",
  });
});

Deno.test("runPgProgram ends a program that is not done in time", async () => {
  const running = runPgProgram({
    ...shell("exec /bin/sleep 3600"),
    deadlineMs: 50,
  });

  await assert.rejects(running, { message: "sh was not done after 0.05 s" });
});

Deno.test("runPgProgram ends a program that is given up", async () => {
  const stopping = new AbortController();

  const running = runPgProgram({
    ...shell("echo begun; exec /bin/sleep 3600"),
    signal: stopping.signal,
    take: async (output) => {
      for await (const _ of output) stopping.abort(new Error("given up"));
    },
  });

  await assert.rejects(running, /given up/);
});

Deno.test("runPgProgram ends a program whose output nobody can take", async () => {
  const running = runPgProgram({
    ...shell("echo begun; exec /bin/sleep 3600"),
    take: () => Promise.reject(new Error("the disk is full")),
  });

  await assert.rejects(running, /the disk is full/);
});
