import assert from "node:assert/strict";
import { readProblem } from "@/client/problem.ts";

Deno.test("readProblem tells each field's fault, when the server names them", () => {
  const problem = readProblem({
    title: "The request does not fit its schema",
    detail: "model: takes a model's alias or id",
    request_id: "r-1",
    errors: [{ path: "model", message: "takes a model's alias or id" }],
  }, 400);

  assert.equal(problem.message, "model: takes a model's alias or id");
  assert.equal(problem.requestId, "r-1");
  assert.deepEqual(problem.fields, [
    { path: "model", message: "takes a model's alias or id" },
  ]);
});

Deno.test("readProblem still says something, when the body says nothing", () => {
  assert.deepEqual(readProblem(null, 502), {
    message: "The server answered 502.",
    code: undefined,
    requestId: undefined,
    fields: [],
  });
});
