import { strict as assert } from "node:assert";
import { type KnownProcess, readTable } from "@/wrapper/process_table.ts";

const OWN_PID = 10;
/** 2026-01-02T00:00:00Z, in milliseconds. */
const NOW_MS = Date.UTC(2026, 0, 2);
const MINUTE = "01:00 00:00:02  0.5";

const PLAIN = [
  `   10     1    10     0 Ssl  ${MINUTE} 50000 deno run main.ts`,
  `   20    10    20     0 Ss   ${MINUTE}  1024 /usr/bin/claude -p`,
  `   21    20    21     0 S    ${MINUTE}   512 sleep 300`,
  `   30     1    30     0 S    ${MINUTE}   512 grep VAMP_INSTANCE=one VAMP_AGENT=a`,
  `   40     1    40  1000 S    ${MINUTE}   512 sleep 1`,
  `   50    20    20     0 Z    ${MINUTE}     0 [sh] <defunct>`,
  `   60     1    60     0 S    ${MINUTE}   512 sleep 9`,
].join("\n");
const WITH_ENVIRONMENT = [
  `   10     1    10     0 Ssl  ${MINUTE} 50000 deno run main.ts VAMP_INSTANCE=outer`,
  `   20    10    20     0 Ss   ${MINUTE}  1024 /usr/bin/claude -p HOME=/h VAMP_INSTANCE=one VAMP_AGENT=a VAMP_LAUNCH=l1`,
  `   21    20    21     0 S    ${MINUTE}   512 sleep 300 VAMP_LAUNCH=l1 VAMP_INSTANCE=one VAMP_AGENT=a`,
  `   30     1    30     0 S    ${MINUTE}   512 grep VAMP_INSTANCE=one VAMP_AGENT=a HOME=/root`,
  `   40     1    40  1000 S    ${MINUTE}   512 sleep 1 VAMP_INSTANCE=one`,
  `   50    20    20     0 Z    ${MINUTE}     0 [sh] <defunct>`,
  `   60     1    60     0 S    ${MINUTE}   512 sleep 300 MY_VAMP_INSTANCE=one VAMP_INSTANCE=one`,
  `   70     1    70     0 S    ${MINUTE}   512 sleep 5 VAMP_INSTANCE=one`,
].join("\n");

function tableOf(
  withEnvironment: string,
  plain: string,
  known: readonly KnownProcess[] = [],
) {
  const at = { ownPid: OWN_PID, nowMs: NOW_MS, known };
  return readTable(withEnvironment, plain, at);
}

Deno.test("readTable finds processes by their environment, and knows all about them", () => {
  const { ours, self, zombies } = tableOf(WITH_ENVIRONMENT, PLAIN);

  // Not among them: ourselves, a command that mentions a tag, another user's
  // process, and processes that changed between the two listings.
  assert.deepEqual(ours.map(({ pid }) => pid), [20, 21]);
  assert.deepEqual(ours[0], {
    pid: 20,
    parentPid: 10,
    groupId: 20,
    state: "Ss",
    startedAtMs: NOW_MS - 60_000,
    cpuSeconds: 2,
    cpuPercent: 0.5,
    instanceId: "one",
    agentId: "a",
    launchId: "l1",
    isMarked: true,
    residentBytes: 1024 * 1024,
    command: "/usr/bin/claude -p",
  });
  assert.equal(self?.residentBytes, 50_000 * 1024);
  assert.deepEqual(zombies.map(({ pid }) => pid), [50]);
});

Deno.test("readTable takes a tag only as a whole entry, when others end like it", () => {
  const plain =
    `   10 1 10 0 S ${MINUTE} 1 deno\n   20 1 20 0 S ${MINUTE} 1 sleep`;
  const withEnvironment =
    `   10 1 10 0 S ${MINUTE} 1 deno\n   20 1 20 0 S ${MINUTE} 1 sleep MY_VAMP_INSTANCE=one X=VAMP_INSTANCE=one`;

  const { ours } = tableOf(withEnvironment, plain);

  assert.deepEqual(ours, []);
});

Deno.test("what descends from an agent is its own, though it threw its environment away", () => {
  const rows = (claude: string) =>
    [
      `10 1 10 0 S ${MINUTE} 1 deno`,
      `20 10 20 0 S ${MINUTE} 1 claude${claude}`,
      `21 20 21 0 S ${MINUTE} 1 daemon`,
      `22 21 21 0 S ${MINUTE} 1 daemon child`,
      `23 10 23 0 S ${MINUTE} 1 ps`,
      `24 1 24 0 S ${MINUTE} 1 stranger`,
    ].join("\n");

  const { ours } = tableOf(
    rows(" VAMP_INSTANCE=one VAMP_AGENT=a VAMP_LAUNCH=l"),
    rows(""),
  );

  assert.deepEqual(
    ours.map(({ pid, isMarked, agentId }) => [pid, isMarked, agentId]),
    [[20, true, "a"], [21, false, "a"], [22, false, "a"]],
  );
});

Deno.test("a process that was seen to be ours is found again by its id and its start, a stranger under that id is not", () => {
  const seen = (pid: number, agoMs: number): KnownProcess => ({
    pid,
    startedAtMs: NOW_MS - agoMs,
    instanceId: "one",
    agentId: "a",
    launchId: "l",
  });
  const rows = [
    `10 1 10 0 S ${MINUTE} 1 deno`,
    `21 1 21 0 S ${MINUTE} 1 daemon`,
    `22 1 22 0 S ${MINUTE} 1 the stranger`,
    `23 1 23 7 S ${MINUTE} 1 of another user`,
  ].join("\n");

  const { ours } = tableOf(rows, rows, [
    seen(21, 61_000),
    seen(22, 3_600_000),
    seen(23, 60_000),
    seen(99, 60_000),
  ]);

  assert.deepEqual(ours.map(({ pid }) => pid), [21]);
  assert.equal(ours[0]?.instanceId, "one");
});

Deno.test("ages and times of ps are read in all their forms", () => {
  const row = (pid: number, age: string, time: string) =>
    `${pid} 10 20 0 S ${age} ${time} 1.5 1 x`;
  const rows = [
    `10 1 10 0 S ${MINUTE} 1 deno`,
    row(20, "00:07", "0:00.25"),
    row(21, "03:02:01", "01:00:00"),
    row(22, "2-00:00:01", "1-01:00:00"),
  ].join("\n");

  const { ours } = tableOf(
    rows.replaceAll(/ x$/gm, " x VAMP_INSTANCE=one"),
    rows,
  );

  assert.deepEqual(
    ours.map((each) => [(NOW_MS - each.startedAtMs) / 1_000, each.cpuSeconds]),
    [[7, 0.25], [3 * 3_600 + 121, 3_600], [2 * 86_400 + 1, 25 * 3_600]],
  );
});
