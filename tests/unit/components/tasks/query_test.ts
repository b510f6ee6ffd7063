import assert from "node:assert/strict";
import { matcher, parseQuery, unknownNames } from "@/components/tasks/query.ts";
import { termChips, withField } from "@/components/query/terms.ts";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";

const fleet = sampleCrew();
const titles = (text: string) => {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, text);
  return Object.values(fleet.tasks).filter(matcher(parsed.query, fleet))
    .map(({ title }) => title).sort();
};
const problem = (text: string) => {
  const parsed = parseQuery(text);
  return parsed.ok ? undefined : parsed.problem;
};

Deno.test("a query finds tasks by state, agent and words, when all are given", () => {
  assert.deepEqual(titles("state:failed"), [
    "Migrate the settings table",
    "Upgrade the bundler",
  ]);
  assert.deepEqual(titles("state:failed agent:PIA"), ["Upgrade the bundler"]);
  assert.deepEqual(titles("state:failed,cancelled LIB"), [
    "Compare three date libraries",
  ]);
  assert.deepEqual(titles("agent:anybody"), [
    "Measure the time of the first page",
    "Review the sign-in of the mobile app",
  ]);
  assert.equal(titles("").length, Object.keys(fleet.tasks).length);
});

Deno.test("a query says what is wrong with it, when it cannot be read", () => {
  assert.match(problem("stat:failed") ?? "", /no filter "stat:".*state:/);
  assert.match(problem("state:broken") ?? "", /no state "broken".*waiting/);
  assert.match(problem('agent:"Ben') ?? "", /quote is not closed/);
  assert.match(problem("agent:") ?? "", /"agent:" needs a value/);
});

Deno.test("names that nobody has are told, when a query asks for them", () => {
  const parsed = parseQuery('agent:ada,bem session:"Release 9"');
  assert.ok(parsed.ok);

  assert.deepEqual(unknownNames(parsed.query, fleet), [
    'agent "bem"',
    'session "release 9"',
  ]);
});

Deno.test("a field is set in a query and its terms are taken away one by one", () => {
  const text = withField("login agent:ben state:failed", "agent", "Ann Lee");

  assert.equal(text, 'login state:failed agent:"Ann Lee"');
  assert.deepEqual(termChips(text).map(({ rest }) => rest), [
    'state:failed agent:"Ann Lee"',
    'login agent:"Ann Lee"',
    "login state:failed",
  ]);
  assert.equal(withField(text, "agent", undefined), "login state:failed");
});
