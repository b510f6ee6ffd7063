import type { FleetEvent, LiveDelta } from "@/domain/event.ts";

/**
 * What one listener wants to hear:
 * `fleet` agents, tasks, usage and the server; `transcripts` the finished
 * entries of all agents; `transcript:<agent id>` entries and the pieces that
 * are still being written, of one agent.
 */
export type Topics = {
  readonly fleet: boolean;
  readonly transcripts: boolean;
  readonly agents: ReadonlySet<string>;
};

/** @returns `undefined` when a topic is unknown. Without any, fleet and transcripts. */
export function parseTopics(text: string | undefined): Topics | undefined {
  const names = (text ?? "fleet,transcripts").split(",").map((name) =>
    name.trim()
  ).filter(Boolean);
  const agents = new Set<string>();
  for (const name of names) {
    if (name === "fleet" || name === "transcripts") continue;
    const agent = name.match(/^transcript:(.+)$/)?.[1];
    if (!agent) return undefined;
    agents.add(agent);
  }
  return {
    fleet: names.includes("fleet"),
    transcripts: names.includes("transcripts"),
    agents,
  };
}

/** Whether the listener wants this event of the log. */
export function wantsEvent(topics: Topics, event: FleetEvent): boolean {
  if (event.type !== "transcript.appended") return topics.fleet;
  return topics.transcripts || topics.agents.has(event.agent_id);
}

/** Whether the listener wants this piece of a block. */
export function wantsDelta(topics: Topics, delta: LiveDelta): boolean {
  return topics.agents.has(delta.agent_id);
}
