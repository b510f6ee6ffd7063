import { strict as assert } from "node:assert";
import { SignInNews } from "@/api/access/sign_in_news.ts";
import { ManualTimers } from "@/tests/helpers/manual_timers.ts";
import { GateUnderTest, TOKEN } from "@/tests/helpers/gate_under_test.ts";

const SINCE = "2026-01-01T00:00:00.000Z";

function heard() {
  const told: string[] = [];
  const timers = new ManualTimers();
  const news = new SignInNews(
    ({ act, outcome, detail }, from) => {
      const address = from && "address" in from ? from.address : undefined;
      told.push(`${act} ${outcome} ${JSON.stringify(detail)} ${address}`);
    },
    () => Date.parse(SINCE),
    timers.after,
  );
  return { told, timers, news };
}

Deno.test("who is refused again and again is told once a minute, with how often", async () => {
  const { told, timers, news } = heard();

  news.refused("192.0.2.1", "token", true);
  news.refused("192.0.2.1", "bearer", true);
  news.refused("192.0.2.2", "link", false);
  news.refused("192.0.2.1", "token", false);
  const atOnce = told.length;
  await timers.runAll();
  news.refused("192.0.2.1", "token", true);
  await timers.runAll();

  assert.equal(atOnce, 0);
  const told1 = { since: SINCE, attempts: 3, unread: 1 };
  const told2 = { since: SINCE, attempts: 1, unread: 1 };
  const told3 = { since: SINCE, attempts: 1, unread: 0 };
  const line = (of: object, means: string[], address: string) =>
    `sign_in.refused refused ${JSON.stringify({ ...of, means })} ${address}`;
  assert.deepEqual(told, [
    line(told1, ["token", "bearer"], "192.0.2.1"),
    line(told2, ["link"], "192.0.2.2"),
    line(told3, ["token"], "192.0.2.1"),
  ]);
  assert.equal(timers.nowMs, 120_000);
});

Deno.test("refusals of a thousand addresses share a few entries, and none is lost", () => {
  const { told, news } = heard();

  for (let n = 0; n < 1_000; n++) news.refused(`2001:db8::${n}`, "token", true);
  news.tellRefused();

  const counts = told.map((line) =>
    Number(line.match(/"attempts":(\d+)/)?.[1])
  );
  assert.equal(told.length, 21);
  assert.equal(counts.reduce((sum, count) => sum + count), 1_000);
  assert.match(told.at(-1) ?? "", /other addresses$/);
});

Deno.test("browsers that come and go, and secrets that are wrong, are news with where they came from", async () => {
  const { told, news } = heard();
  using gate = new GateUnderTest({ news });
  gate.from = "192.0.2.7";
  const agent = { "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0" };

  const byLink = await gate.anonymous(gate.access.linkPath, { headers: agent });
  const cookie = byLink.headers.get("set-cookie")?.split(";")[0] ?? "";
  await gate.anonymous(gate.access.linkPath.slice(0, -1));
  await gate.ask("/api/agents", { headers: { authorization: "Bearer no" } });
  await gate.ask("/api/agents");
  await gate.anonymous("/logout", {
    method: "POST",
    headers: { cookie, origin: "http://127.0.0.1:4005" },
  });
  news.tellRefused();

  const words = told.map((line) => line.replace(/"since".*"unread"/, "…"));
  assert.deepEqual(words, [
    'sign_in.accepted succeeded {"means":"link"} 192.0.2.7',
    'browser.signed_out succeeded {"name":"Firefox on Linux"} 192.0.2.7',
    'sign_in.refused refused {…:0,"means":["link","bearer"]} 192.0.2.7',
  ]);
  assert.ok(!told.join().includes(TOKEN));
});
