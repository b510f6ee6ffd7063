import { strict as assert } from "node:assert";
import { apiApp } from "@/api/api_app.ts";
import { chaosRoutes } from "@/api/chaos/chaos_routes.ts";
import type { ChaosDone } from "@/domain/chaos_port.ts";
import type { Outcome } from "@/domain/platform.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

const post = (app: ReturnType<typeof apiApp>, body: unknown) =>
  app.request("/chaos", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

function routesWith(outcome: Outcome<ChaosDone>) {
  const acts: string[] = [];
  const app = apiApp().route(
    "/",
    chaosRoutes({
      breakPart: (act) => {
        acts.push(act);
        return Promise.resolve(outcome);
      },
    }),
  );
  return { app, acts };
}

Deno.test("a part is broken by its name, and what was done is told", async () => {
  const done = {
    act: "database",
    after_seq: 7,
    agent_id: null,
    told: "cut",
  } as const;
  const { app, acts } = routesWith({ ok: true, value: done });

  const answer = await post(app, { act: "database" });
  const unknown = await post(app, { act: "disk" });

  assert.equal(answer.status, 202);
  assert.deepEqual(await answer.json(), done);
  assert.equal(unknown.status, 400);
  assert.deepEqual(acts, ["database"]);
});

Deno.test("what cannot be broken now is refused in words", async () => {
  const refusal = {
    code: "agent_not_found",
    message: "Cannot kill an agent: none has a process now",
  } as const;
  const { app } = routesWith({ ok: false, refusal });

  const answer = await post(app, { act: "agent" });

  assert.equal(answer.status, 404);
  assert.equal((await answer.json()).detail, refusal.message);
});

Deno.test("outside of the demo nothing can be broken", async () => {
  using gate = new GateUnderTest({ isDescribed: false });

  const answer = await gate.post("/api/chaos", { act: "agent" });

  assert.equal(answer.status, 404);
});
