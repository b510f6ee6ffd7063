import { strict as assert } from "node:assert";
import { AgentTemplate } from "@/domain/agent_template.ts";
import { configOf, NewAgent } from "@/domain/new_agent.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { overlaid } from "@/domain/template_list.ts";

const [manager, implementer] = READY_TEMPLATES;
assert.ok(manager && implementer);

Deno.test("each ready-made template fits what a person may save", () => {
  for (const template of READY_TEMPLATES) {
    assert.deepEqual(AgentTemplate.parse(template), template);
  }
});

Deno.test("exactly one ready-made template leads; each worker can do something of its own", () => {
  const managers = READY_TEMPLATES.filter(({ config }) =>
    config.role === "manager"
  );
  const abilities = READY_TEMPLATES.flatMap(({ config }) =>
    config.capabilities ?? []
  );

  assert.deepEqual(managers.map(({ id }) => id), ["manager"]);
  assert.equal(new Set(abilities).size, READY_TEMPLATES.length);
});

Deno.test("overlaid shows what a person changed in its place, and their own by name", () => {
  const changed = { ...implementer, summary: "Ours", updated_seq: 9 };
  const own = (id: string, name: string) => ({
    ...implementer,
    id,
    name,
    built_in: false,
  });

  const all = overlaid(READY_TEMPLATES, {
    zoe: own("zoe", "Zoe"),
    [changed.id]: changed,
    amy: own("amy", "Amy"),
  });

  assert.deepEqual(all.map(({ name }) => name), [
    ...READY_TEMPLATES.map(({ name }) => name),
    "Amy",
    "Zoe",
  ]);
  assert.equal(all[1], changed);
});

Deno.test("configOf takes from the template what the request leaves out", () => {
  const asked = NewAgent.parse({
    template: "implementer",
    name: "Ida",
    model: "opus",
    resource_limits: { memory_mb: 2_048 },
  });

  const config = configOf(asked, implementer);

  assert.deepEqual(config, {
    ...implementer.config,
    template: "implementer",
    name: "Ida",
    model: "opus",
    resource_limits: { memory_mb: 2_048 },
  });
});

Deno.test("configOf is as usual without a template", () => {
  const config = configOf(NewAgent.parse({ role: "worker" }), undefined);

  assert.deepEqual(config, {
    role: "worker",
    model: "sonnet",
    permission_mode: "acceptEdits",
    allowed_tools: [],
    resource_limits: {},
  });
});

Deno.test("NewAgent asks for a role, when no template is named", () => {
  const parsed = NewAgent.safeParse({ name: "Ida" });

  assert.deepEqual(parsed.error?.issues.map(({ path }) => path), [["role"]]);
});
