import { strict as assert } from "node:assert";
import type { NewTemplate } from "@/domain/agent_template.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import {
  MAX_TEMPLATES,
  templateCommands,
} from "@/orchestrator/template_commands.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { granted, refusalOf } from "@/tests/helpers/platform_under_test.ts";

const NEW: NewTemplate = {
  name: "Docs & API writer",
  summary: "Writes documents.",
  config: {
    role: "worker",
    model: "sonnet",
    permission_mode: "acceptEdits",
    allowed_tools: [],
    resource_limits: {},
  },
};
const reviewer = READY_TEMPLATES.find(({ id }) => id === "reviewer");
assert.ok(reviewer);

function bench() {
  const stored: unknown[] = [];
  const store = {
    commit: (batch: unknown) => {
      stored.push(batch);
      return Promise.resolve();
    },
  };
  const sources = { now: () => AT };
  const writer = new EventWriter(
    store as ConstructorParameters<typeof EventWriter>[0],
    sources,
    EMPTY_FLEET,
  );
  return { writer, stored, ...templateCommands({ writer, sources }) };
}

Deno.test("createTemplate makes an id of the name, and another one for the next of that name", async () => {
  const { createTemplate, writer } = bench();

  const first = granted(await createTemplate(NEW));
  const other = granted(await createTemplate({ ...NEW, summary: "Others." }));

  assert.deepEqual(first, {
    ...NEW,
    id: "docs-api-writer",
    built_in: false,
    updated_at: AT,
    updated_seq: 1,
  });
  assert.equal(other.id, "docs-api-writer-2");
  assert.deepEqual(Object.keys(writer.committed.templates), [
    first.id,
    other.id,
  ]);
});

Deno.test("createTemplate under a taken id is harmless with the same content, and refused with another", async () => {
  const { createTemplate, stored } = bench();
  await createTemplate(NEW, "docs");

  const again = granted(await createTemplate(NEW, "docs"));
  const other = await createTemplate({ ...NEW, name: "Other" }, "docs");
  const ready = await createTemplate(NEW, "manager");

  assert.equal(again.id, "docs");
  assert.equal(stored.length, 1);
  assert.equal(refusalOf(other), "template_id_taken");
  assert.equal(refusalOf(ready), "template_id_taken");
});

Deno.test("a ready-made template can be changed and is put back as it came", async () => {
  const { changeTemplate, removeTemplate, writer } = bench();
  const { name, config } = reviewer;

  const changed = granted(
    await changeTemplate("reviewer", { name, summary: "Ours.", config }),
  );
  const back = granted(await removeTemplate("reviewer"));
  const again = granted(await removeTemplate("reviewer"));

  assert.deepEqual([changed.summary, changed.built_in], ["Ours.", true]);
  assert.deepEqual([back, again], [reviewer, reviewer]);
  assert.deepEqual(writer.committed.templates, {});
  assert.equal(writer.committed.seq, 2);
});

Deno.test("a template of one's own is gone, when it was removed", async () => {
  const { createTemplate, changeTemplate, removeTemplate } = bench();
  const made = granted(await createTemplate(NEW));

  const removed = granted(await removeTemplate(made.id));

  assert.deepEqual(removed, made);
  assert.equal(refusalOf(await removeTemplate(made.id)), "template_not_found");
  assert.equal(
    refusalOf(await changeTemplate(made.id, NEW)),
    "template_not_found",
  );
});

Deno.test("createTemplate is refused, when there are as many as can be kept", async () => {
  const { createTemplate, removeTemplate } = bench();
  for (let n = 0; n < MAX_TEMPLATES; n++) await createTemplate(NEW, `t-${n}`);

  const over = await createTemplate(NEW, "one-more");
  await removeTemplate("t-7");
  const fits = await createTemplate(NEW, "one-more");

  assert.equal(refusalOf(over), "template_limit_reached");
  assert.ok(fits.ok);
});
