import { strict as assert } from "node:assert";
import { readVariables, toolFolders } from "@/host/environment.ts";

/** Sets variables for as long as the test runs. */
function withVariables(values: Readonly<Record<string, string>>): Disposable {
  for (const [name, value] of Object.entries(values)) Deno.env.set(name, value);
  return {
    [Symbol.dispose]() {
      for (const name of Object.keys(values)) Deno.env.delete(name);
    },
  };
}

Deno.test("only variables that are named and have a value are read", () => {
  using _variables = withVariables({
    VAMP_TEST_ONE: "1",
    VAMP_TEST_EMPTY: "",
    VAMP_TEST_OTHER: "x",
  });

  assert.deepEqual(
    readVariables(["VAMP_TEST_ONE", "VAMP_TEST_EMPTY", "VAMP_TEST_MISSING"]),
    { VAMP_TEST_ONE: "1" },
  );
});

Deno.test("the launcher's tools are looked for in their folders, each once", () => {
  using _variables = withVariables({
    VAMP_HOST_TOOLS: JSON.stringify({
      kill: "/usr/bin/kill",
      ps: "/usr/bin/ps",
      setpriv: "/opt/bin/setpriv",
    }),
  });

  assert.deepEqual(toolFolders(), ["/usr/bin", "/opt/bin"]);
});

Deno.test("without a launcher the host's usual folders are meant", () => {
  assert.equal(toolFolders(), undefined);
});
