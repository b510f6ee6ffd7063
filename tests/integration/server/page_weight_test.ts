import assert from "node:assert/strict";
import {
  CROWDED_SESSION,
  crowdedFleet,
  NEEDED_TASK,
  WANTED_AGENT,
} from "@/tests/helpers/crowded_fleet.ts";
import {
  attemptFailed,
  busyFleet,
  courseOf,
} from "@/tests/helpers/incidents.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";
import { SseReader } from "@/tests/helpers/sse_reader.ts";

const WAITING = 10_000;
/** Bytes of a page with all that its script begins with; it was 14 MB with all tasks. */
const MOST_BYTES = 500_000;

Deno.test("every page is light when 10,000 tasks wait, and says what it leaves out", async () => {
  const { incidents } = courseOf(busyFleet(), [attemptFailed(1, "network")]);
  const [incident] = incidents;
  assert.ok(incident);
  await using server = await servePlatform({
    ...crowdedFleet(WAITING),
    incidents: { [incident.id]: incident },
  });
  const said: Readonly<Record<string, RegExp>> = {
    "/": /10,020/,
    "/canvas": /9,850 more waiting tasks not drawn/,
    [`/agents/${WANTED_AGENT}`]: /3,333 waiting/,
    [`/tasks/${NEEDED_TASK}`]: /3,2\d\d that are further away are not drawn/,
    [`/sessions/${CROWDED_SESSION}`]: /The newest 100/,
    [`/incidents/${incident.id}`]: /network/i,
    "/tasks": /9,700 more wait/,
    "/settings": /Pause/,
    "/sessions": /Release 2\.4/,
    "/messages": /./,
    "/inbox": /./,
    "/incidents": /./,
    "/processes": /./,
    "/usage": /./,
  };

  const weights = await Promise.all(
    Object.entries(said).map(async ([path, words]) => {
      const html = await (await fetch(server.origin + path)).text();
      return { path, bytes: html.length, says: words.test(shown(html)) };
    }),
  );

  const faults = weights.filter(({ bytes, says }) =>
    bytes > MOST_BYTES || !says
  );
  assert.deepEqual(faults, []);
});

Deno.test("a stream that has to begin anew sends a page what a page carries, and a program everything", async () => {
  await using server = await servePlatform(crowdedFleet(WAITING));
  const snapshotOf = async (query: string) => {
    const { body } = await fetch(
      `${server.origin}/api/events?since=9999${query}`,
    );
    const reader = new SseReader(body);
    const frames = await reader.until(({ event }) => event === "snapshot");
    await reader.cancel();
    return frames.at(-1)?.data;
  };

  const short = await snapshotOf("&snapshot=short");
  const whole = await snapshotOf("");

  assert.equal(short.left.waiting, WAITING - 300);
  assert.equal(Object.keys(short.tasks).length, 320);
  assert.ok(JSON.stringify(short).length < MOST_BYTES);
  assert.equal(Object.keys(whole.tasks).length, WAITING + 20);
  assert.equal(whole.left, undefined);
});

/** What is to be read of a page. */
function shown(html: string): string {
  return html.replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]*>/g, "").replaceAll("&nbsp;", " ");
}
