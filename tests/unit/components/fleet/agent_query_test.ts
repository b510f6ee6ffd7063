import assert from "node:assert/strict";
import { currentAgents } from "@/components/fleet_order.ts";
import {
  agentLayout,
  firstOf,
  groupsOf,
} from "@/components/fleet/agent_groups.ts";
import {
  agentMatcher,
  parseAgentQuery,
} from "@/components/fleet/agent_query.ts";
import { sampleFleet } from "@/components/gallery/sample_fleet.ts";
import { agentStatus, LOOKS } from "@/components/status.ts";

const fleet = sampleFleet();
const agents = currentAgents(fleet);
const names = (text: string) => {
  const parsed = parseAgentQuery(text);
  assert.ok(parsed.ok, text);
  return agents.filter(agentMatcher(parsed.query, fleet))
    .map(({ name }) => name);
};
const problem = (text: string) => {
  const parsed = parseAgentQuery(text);
  return parsed.ok ? undefined : parsed.problem;
};

Deno.test("a query finds agents by state, name and role, when all are given", () => {
  const working = agents.filter((agent) =>
    agentStatus(agent).look === "working"
  );
  const [one] = working;
  assert.ok(one && working.length < agents.length);

  assert.deepEqual(names("state:working"), working.map(({ name }) => name));
  assert.deepEqual(names(`agent:${one.name.toUpperCase()}`), [one.name]);
  assert.deepEqual(names(`state:idle agent:${one.id}`), []);
  assert.equal(names("role:worker,manager").length, agents.length);
  assert.equal(names("").length, agents.length);
});

Deno.test("a query finds agents by their folder and the words of their task", () => {
  const busy = agents.find(({ state }) =>
    state.status === "busy" && state.task_id && fleet.tasks[state.task_id]
  );
  assert.ok(busy?.state.status === "busy" && busy.state.task_id);
  const title = fleet.tasks[busy.state.task_id]?.title ?? "";

  assert.deepEqual(names(`"${title.toUpperCase()}"`), [busy.name]);
  assert.ok(names(`folder:${busy.working_directory}`).includes(busy.name));
  assert.deepEqual(names("folder:/nowhere"), []);
});

Deno.test("a query of agents says what is wrong with it", () => {
  assert.match(problem("stat:idle") ?? "", /no filter "stat:".*folder:/);
  assert.match(problem("toString:x") ?? "", /no filter "tostring:"/);
  assert.match(problem("state:broken") ?? "", /no state "broken".*needs-you/);
  assert.match(problem("role:boss") ?? "", /no role "boss"/);
  assert.match(problem('agent:"Ben') ?? "", /quote is not closed/);
  assert.match(problem("folder:") ?? "", /"folder:" needs a value/);
});

Deno.test("groups hold every agent once, the most urgent group first", () => {
  const groups = groupsOf(agentLayout(agents), fleet.agents);

  const places = groups.map(({ look }) => LOOKS.indexOf(look));
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  const all = groups.flatMap(({ agents }) => agents.map(({ id }) => id));
  assert.deepEqual(all.sort(), agents.map(({ id }) => id).sort());
  for (const { look, agents } of groups) {
    assert.ok(agents.every((agent) => agentStatus(agent).look === look));
  }
});

Deno.test("groups are cut after so many agents, and still say how many there are", () => {
  const all = groupsOf(agentLayout(agents), fleet.agents);
  const limit = all[0]!.agents.length + 1;

  const cut = firstOf(all, limit);

  assert.deepEqual(cut.map(({ look }) => look), [all[0]!.look, all[1]!.look]);
  assert.equal(cut.flatMap(({ agents }) => agents).length, limit);
  assert.equal(cut[1]!.count, all[1]!.agents.length);
});
