import assert from "node:assert/strict";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { applyEvent } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { fleetNews } from "@/islands/live/fleet_news.ts";

Deno.test("fleetNews is silent, when nothing that matters happened", () => {
  const fleet = sampleFleet();

  assert.equal(fleetNews(fleet, { ...fleet, seq: fleet.seq + 9 }), "");
});

Deno.test("fleetNews sums up, when several things happened", () => {
  const before = sampleFleet();
  const at = "2026-03-14T12:00:01.000Z";

  const after = [
    {
      type: "agent.failed",
      agent_id: sampleId(1) as AgentId,
      data: { failure: { kind: "crashed", message: "gone" } },
    } as const,
    {
      type: "agent.terminated",
      agent_id: sampleId(8) as AgentId,
      data: { reason: "ended by a person" },
    } as const,
  ].reduce(
    (fleet, event) => applyEvent(fleet, { ...event, at, seq: fleet.seq + 1 }),
    before,
  );

  assert.equal(fleetNews(before, after), "1 agent failed, 1 agent stopped");
});
