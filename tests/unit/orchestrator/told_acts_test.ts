import { strict as assert } from "node:assert";
import type { BackupService } from "@/domain/backup_state.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import type { PersonAct } from "@/domain/person_act.ts";
import { actTeller } from "@/orchestrator/acts/tell_act.ts";
import { toldBackups } from "@/orchestrator/acts/told_backups.ts";
import { toldWebhooks } from "@/orchestrator/acts/told_webhooks.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { HeldStore } from "@/tests/helpers/live_store.ts";

const BACKUPS: BackupService = {
  state: { last_at: null, last_error: null },
  list: () => Promise.resolve([]),
  make: () => Promise.reject(new Error("pg_dump said: password=hunter2")),
};

Deno.test("an act that fails is told as failed, and fails as before", async () => {
  const told: PersonAct[] = [];
  const backups = toldBackups(BACKUPS, (act) => told.push(act));

  const made = backups.make({ withAgents: true });

  await assert.rejects(made, /pg_dump/);
  assert.deepEqual(told, [{
    act: "backup.made",
    target: { type: "backup", id: null },
    outcome: "failed",
    detail: { with_agents: true, why: "pg_dump said: password=hunter2" },
  }]);
});

Deno.test("an act that is refused is told as refused, and of an address the host alone", async () => {
  const told: PersonAct[] = [];
  const refusal = {
    code: "webhook_address_refused",
    message: "Cannot send there",
  } as const;
  const webhooks = toldWebhooks({
    list: () => [],
    find: () => undefined,
    create: () => Promise.resolve({ ok: false, refusal }),
    change: () => Promise.resolve({ ok: false, refusal }),
    remove: () => Promise.resolve({ ok: false, refusal }),
    test: () => Promise.resolve({ ok: false, refusal }),
  }, (act) => told.push(act));

  const answer = await webhooks.create({
    name: "Chat",
    url: "https://user:pass@hooks.example.com/services/T0KEN?key=s3cret",
    types: ["*"],
  });

  assert.deepEqual(answer, { ok: false, refusal });
  assert.deepEqual(told, [{
    act: "webhook.created",
    target: { type: "webhook", id: null },
    outcome: "refused",
    detail: {
      name: "Chat",
      host: "hooks.example.com",
      types: ["*"],
      why: "webhook_address_refused",
    },
  }]);
});

Deno.test("an act is told without waiting for the store, and without secrets", async () => {
  const store = new HeldStore();
  const tell = actTeller({
    writer: new EventWriter(store.port, { now: () => AT }, EMPTY_FLEET),
    log: { info: () => {}, error: (message) => assert.fail(message) },
    blot: (text) => text.replaceAll("hunter2", "[secret]"),
  });

  tell({
    act: "backup.made",
    target: { type: "backup", id: null },
    outcome: "failed",
    detail: { why: "password=hunter2", with_agents: false },
  });
  const { batch, accept } = await store.next();
  accept();

  const [event] = batch.events;
  assert.equal(event?.type, "person.acted");
  assert.deepEqual(event?.data, {
    act: "backup.made",
    target: { type: "backup", id: null },
    outcome: "failed",
    detail: { why: "password=[secret]", with_agents: false },
  });
});
