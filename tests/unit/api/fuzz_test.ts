import { strict as assert } from "node:assert";
import fc from "fast-check";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { madeUpRequest } from "@/tests/helpers/made_up_requests.ts";
import { problemOf } from "@/tests/helpers/problem_answer.ts";

const REQUESTS = Number(Deno.env.get("VAMP_FUZZ") ?? 2_000);
/** Requests that meet the same gate, one after the other. */
const IN_A_ROW = 20;

Deno.test(`${REQUESTS} made-up requests get an answer each, and none finds a fault`, async () => {
  const requests = fc.array(madeUpRequest, {
    minLength: IN_A_ROW,
    maxLength: IN_A_ROW,
  });

  await fc.assert(
    fc.asyncProperty(requests, async (row) => {
      using gate = new GateUnderTest();
      for (const { isSignedIn, ...given } of row) {
        const { method, headers } = given;
        const hasBody = method !== "GET" && method !== "HEAD";
        const init = {
          method,
          headers,
          body: hasBody ? given.body : undefined,
        };
        const address = given.path + given.query;

        const answer = isSignedIn
          ? await gate.ask(address, init)
          : await gate.anonymous(address, init);

        assert.ok(answer.status < 500, `status ${answer.status}`);
        assert.deepEqual(gate.errors, []);
        assert.ok(answer.headers.get("x-request-id"));
        if (answer.status >= 400 && method !== "HEAD") await problemOf(answer);
        else await answer.body?.cancel();
      }
      assert.equal(gate.sse.size, 0);
    }),
    { numRuns: Math.ceil(REQUESTS / IN_A_ROW), seed: 20_260_101 },
  );
});
