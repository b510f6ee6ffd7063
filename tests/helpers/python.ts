import assert from "node:assert/strict";

/** A Python with the packages that the tests import; `deno task test` names it. */
export function pythonUnderTest(): string {
  const python = Deno.env.get("VAMP_TEST_PYTHON");
  assert.ok(python, "VAMP_TEST_PYTHON is not set: run deno task test");
  return python;
}
