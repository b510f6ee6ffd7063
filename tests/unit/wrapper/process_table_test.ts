import { strict as assert } from "node:assert";
import { parseTagged } from "@/wrapper/process_table.ts";

const OWN_PID = 10;
const PLAIN = [
  "   10     1    10     0 Ssl   50000 deno run main.ts",
  "   20    10    20     0 Ss     1024 /usr/bin/claude -p",
  "   21    20    21     0 S       512 sleep 300",
  "   30     1    30     0 S       512 grep VAMP_INSTANCE=one VAMP_AGENT=a",
  "   40     1    40  1000 S       512 sleep 1",
  "   50    20    20     0 Z         0 [sh] <defunct>",
  "   60     1    60     0 S       512 sleep 9",
].join("\n");
const WITH_ENVIRONMENT = [
  "   10     1    10     0 Ssl   50000 deno run main.ts VAMP_INSTANCE=outer",
  "   20    10    20     0 Ss     1024 /usr/bin/claude -p HOME=/h VAMP_INSTANCE=one VAMP_AGENT=a VAMP_LAUNCH=l1",
  "   21    20    21     0 S       512 sleep 300 VAMP_LAUNCH=l1 VAMP_INSTANCE=one VAMP_AGENT=a",
  "   30     1    30     0 S       512 grep VAMP_INSTANCE=one VAMP_AGENT=a HOME=/root",
  "   40     1    40  1000 S       512 sleep 1 VAMP_INSTANCE=one",
  "   50    20    20     0 Z         0 [sh] <defunct>",
  "   60     1    60     0 S       512 sleep 300 MY_VAMP_INSTANCE=one VAMP_INSTANCE=one",
  "   70     1    70     0 S       512 sleep 5 VAMP_INSTANCE=one",
].join("\n");

Deno.test("parseTagged finds processes by their environment alone", () => {
  const found = parseTagged(WITH_ENVIRONMENT, PLAIN, OWN_PID);

  // Not among them: ourselves, a command that mentions a tag, another user's
  // process, and processes that changed between the two listings.
  assert.deepEqual(found.map(({ pid }) => pid), [20, 21]);
  assert.deepEqual(found[0], {
    pid: 20,
    parentPid: 10,
    groupId: 20,
    instanceId: "one",
    agentId: "a",
    launchId: "l1",
    residentBytes: 1024 * 1024,
    command: "/usr/bin/claude -p",
  });
});

Deno.test("parseTagged takes a tag only as a whole entry, when others end like it", () => {
  const plain = "   10 1 10 0 S 1 deno\n   20 1 20 0 S 1 sleep";
  const withEnvironment =
    "   10 1 10 0 S 1 deno\n   20 1 20 0 S 1 sleep MY_VAMP_INSTANCE=one X=VAMP_INSTANCE=one";

  const found = parseTagged(withEnvironment, plain, OWN_PID);

  assert.deepEqual(found, []);
});
