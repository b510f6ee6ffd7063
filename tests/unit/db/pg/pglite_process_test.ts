import { strict as assert } from "node:assert";
import { PgliteProcess } from "@/db/pg/pglite_process.ts";
import { isAway, SqlError } from "@/db/pg/sql_error.ts";

const program = (script: string) =>
  new URL(`data:text/javascript,${encodeURIComponent(script)}`);

Deno.test("a worker that dies is told to all that wait and all that come later", async () => {
  const process = new PgliteProcess(program(`
    let asked = 0;
    onmessage = () => { if (++asked === 2) throw new Error("out of memory"); };
  `));
  const script = "select 1";

  const answers = await Promise.allSettled([
    process.ask({ kind: "exec", script }),
    process.ask({ kind: "exec", script }),
  ]);
  const later = process.ask({ kind: "exec", script });

  for (const answer of answers) {
    assert.equal(answer.status, "rejected");
    assert.ok(answer.reason instanceof SqlError);
    assert.equal(answer.reason.code, "engine_crashed");
    assert.match(answer.reason.message, /engine is gone \(.*out of memory/);
    assert.ok(isAway(answer.reason));
  }
  await assert.rejects(later, { code: "engine_crashed" });
});

Deno.test("answers reach the one who asked, in whatever order they come", async () => {
  const process = new PgliteProcess(program(`
    const ids = [];
    onmessage = ({ data }) => {
      ids.push(data.id);
      if (ids.length < 3) return;
      const [a, b, c] = ids;
      postMessage({ id: c, ok: true, rows: [{ n: 3 }] });
      postMessage({ id: a, ok: true, rows: [{ n: 1 }] });
      postMessage({ id: b, ok: false, message: "no", code: "23505", constraint: "once" });
    };
  `));

  const answers = await Promise.allSettled(
    [1, 2, 3].map((n) =>
      process.ask({ kind: "query", text: `select ${n}`, parameters: [] })
    ),
  );
  process.terminate();

  assert.deepEqual(
    answers.map((answer) =>
      answer.status === "fulfilled"
        ? answer.value
        : [answer.reason.code, answer.reason.constraint]
    ),
    [[{ n: 1 }], ["23505", "once"], [{ n: 3 }]],
  );
  const later = process.ask({ kind: "close" });
  await assert.rejects(later, { code: "engine_closed" });
});
