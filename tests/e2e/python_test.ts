import assert from "node:assert/strict";
import { pythonUnderTest } from "@/tests/helpers/python.ts";
import { runProgram } from "@/tests/helpers/run_program.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { startVamp, TEST_TOKEN } from "@/tests/helpers/vamp_server.ts";

Deno.test("a program in Python finds the demo healthy, has its tasks done and leaves nothing", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("demo", folder.path);

  const pytest = await runProgram(pythonUnderTest(), [
    "-B",
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "tests/e2e_python",
  ], { VAMP_URL: server.url, AUTH_TOKEN: TEST_TOKEN });

  assert.equal(pytest.code, 0, pytest.printed);
  assert.match(pytest.printed, /4 passed/);
});
