import type { FleetEvent, FleetEventType, LiveDelta } from "@/domain/event.ts";

/** What one listener may want to hear; `fleet` stands for all but transcripts. */
export const TOPICS = [
  "agents",
  "tasks",
  "handoffs",
  "messages",
  "approvals",
  "sessions",
  "templates",
  "incidents",
  "usage",
  "system",
  "transcripts",
] as const;
export type Topic = typeof TOPICS[number];

type Family = FleetEventType extends `${infer Name}.${string}` ? Name : never;

/** Which topic the events belong to whose type begins like this. */
const TOPIC_OF: Readonly<Record<Family, Topic>> = {
  agent: "agents",
  task: "tasks",
  queue: "tasks",
  limit: "system",
  handoff: "handoffs",
  message: "messages",
  approval: "approvals",
  rule: "approvals",
  session: "sessions",
  template: "templates",
  error: "incidents",
  usage: "usage",
  budget: "usage",
  server: "system",
  records: "system",
  person: "system",
  transcript: "transcripts",
};
const FLEET = TOPICS.filter((topic) => topic !== "transcripts");
/** For those who got one wrong. */
export const TOPIC_NAMES = `fleet, ${
  TOPICS.join(", ")
} and transcript:<agent id>`;
const DEFAULT = "fleet,transcripts";

/** Narrows events to those that name all of these. */
export type EventFilter = {
  readonly agent_id?: string | undefined;
  readonly task_id?: string | undefined;
  readonly session_id?: string | undefined;
};

/** What one listener wants to hear. */
export type Interest = {
  readonly topics: ReadonlySet<Topic>;
  /** Agents whose entries it follows, with the pieces that are still being written. */
  readonly transcriptsOf: ReadonlySet<string>;
  readonly filter: EventFilter;
  /** The same for the same interest: such listeners share what is sent. */
  readonly key: string;
};

/**
 * Reads a list of topics: those of `TOPICS`, `fleet`, and
 * `transcript:<agent id>`. Without any, the fleet and all transcripts.
 *
 * @returns `undefined` when a topic is unknown.
 */
export function parseInterest(
  text: string = DEFAULT,
  filter: EventFilter = {},
): Interest | undefined {
  const names = text.split(",").map((name) => name.trim()).filter(Boolean);
  const topics = new Set<Topic>();
  const transcriptsOf = new Set<string>();
  for (const name of names) {
    const topic = TOPICS.find((each) => each === name);
    const agent = name.match(/^transcript:(.+)$/)?.[1];
    if (topic) topics.add(topic);
    else if (name === "fleet") FLEET.forEach((each) => topics.add(each));
    else if (agent) transcriptsOf.add(agent);
    else return undefined;
  }
  const { agent_id = "", task_id = "", session_id = "" } = filter;
  const key = JSON.stringify([
    [...topics].sort(),
    [...transcriptsOf].sort(),
    agent_id,
    task_id,
    session_id,
  ]);
  return { topics, transcriptsOf, filter, key };
}

/** Whether the listener wants this event of the log. */
export function wantsEvent(interest: Interest, event: FleetEvent): boolean {
  const [family = ""] = event.type.split(".", 1);
  const isChosen = interest.topics.has(TOPIC_OF[family as Family]) ||
    (event.type === "transcript.appended" &&
      interest.transcriptsOf.has(event.agent_id));
  return isChosen && fits(interest.filter, event);
}

/** Whether the listener wants this piece of a block. */
export function wantsDelta(interest: Interest, delta: LiveDelta): boolean {
  return interest.transcriptsOf.has(delta.agent_id);
}

/** Whether the listener wants to know how the server and its parts are. */
export function wantsState(interest: Interest): boolean {
  return interest.topics.has("system");
}

function fits(filter: EventFilter, event: FleetEvent): boolean {
  const { agent_id, task_id, session_id } = filter;
  return (agent_id === undefined ||
    ("agent_id" in event && event.agent_id === agent_id)) &&
    (task_id === undefined ||
      ("task_id" in event && event.task_id === task_id)) &&
    (session_id === undefined ||
      ("session_id" in event && event.session_id === session_id));
}
