import { strict as assert } from "node:assert";
import { LastSigns } from "@/orchestrator/recovery/last_signs.ts";

Deno.test("the evidence has the last lines and frames, cut to what a record holds", () => {
  const signs = new LastSigns();
  for (let n = 0; n < 12; n++) {
    signs.observe({ kind: "stderr", line: `line ${n}` });
    signs.observe({ kind: "user_text", text: `${n}`, synthetic: false });
    signs.observe({ kind: "message_received", uuid: "silent" });
  }
  signs.observe({
    kind: "user_text",
    text: "x".repeat(10_000),
    synthetic: false,
  });

  const evidence = signs.evidence();

  assert.equal(evidence.stderr.length, 10);
  assert.equal(evidence.stderr.at(-1), "line 11");
  assert.equal(evidence.frames.length, 5);
  assert.match(evidence.frames[0] ?? "", /"text":"8"/);
  assert.ok(evidence.frames.every((frame) => frame.length <= 400));
  assert.equal(evidence.exit_code, null);
});

Deno.test("how a process ended goes before what it wrote", () => {
  const signs = new LastSigns();
  signs.observe({ kind: "stderr", line: "earlier" });

  const killed = signs.evidence({
    code: 137,
    signal: "SIGKILL",
    stderrTail: ["last words"],
  });
  const ended = signs.evidence({ code: 1, signal: undefined, stderrTail: [] });

  assert.deepEqual(
    [killed.exit_code, killed.signal, killed.stderr],
    [null, "SIGKILL", ["last words"]],
  );
  assert.deepEqual([ended.exit_code, ended.stderr], [1, ["earlier"]]);
});

Deno.test("what has the form of a key is no evidence", () => {
  const signs = new LastSigns();
  signs.observe({ kind: "stderr", line: "401 for sk-ant-api03-abcdefghijkl" });

  assert.deepEqual(signs.evidence().stderr, ["401 for [secret]"]);
});
