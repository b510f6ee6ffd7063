import { AgentConfig, type AgentState } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { AgentId, HandoffId } from "@/domain/ids.ts";
import type { Message } from "@/domain/message.ts";
import { Attempt } from "@/domain/task.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { Mailroom } from "@/orchestrator/messages/mailroom.ts";
import type { LiveStorePort } from "@/orchestrator/ports.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleTask,
  sessionId,
  someId,
  taskId,
} from "./fleet.ts";

/** The people of these tests: a manager, its two workers, and one of no session. */
export const [ADA, BOB, CY, DAN] = [1, 2, 3, 4].map(agentId) as [
  AgentId,
  AgentId,
  AgentId,
  AgentId,
];
/** What Ada hands off, and the parts that Bob and Cy do. */
export const [WHOLE, PART_OF_BOB, PART_OF_CY] = [1, 2, 3].map(taskId) as [
  ReturnType<typeof taskId>,
  ReturnType<typeof taskId>,
  ReturnType<typeof taskId>,
];
/** The fencing tokens under which Ada and Bob work. */
export const ADAS_TOKEN = 41;
export const BOBS_TOKEN = 52;

const busy = (task: number): AgentState => ({
  status: "busy",
  since: AT,
  process_id: 7,
  task_id: taskId(task),
  activity: { kind: "thinking", since: AT },
});

/** Ada has handed off a task; Bob and Cy work on its parts; Dan rests elsewhere. */
export function mailFleet(): Fleet {
  const session_id = sessionId(1);
  const handoff_id = someId(9) as HandoffId;
  const attempt = (agent: number, token: number) =>
    Attempt.parse({
      number: 1,
      agent_id: agentId(agent),
      message_uuid: someId(agent),
      assigned_at: AT,
      started_at: AT,
      ended_at: null,
      outcome: null,
      token,
    });
  const running = { status: "running", since: AT } as const;
  const agents = [
    sampleAgent(1, {
      name: "Ada",
      role: "manager",
      config: AgentConfig.parse({ role: "manager" }),
      session_id,
      state: busy(1),
    }),
    sampleAgent(2, { name: "Bob", session_id, state: busy(2) }),
    sampleAgent(3, { name: "Cy", session_id, state: busy(3) }),
    sampleAgent(4, {
      name: "Dan",
      state: { status: "idle", since: AT, process_id: 7 },
    }),
  ];
  const tasks = [
    sampleTask(1, 1, {
      title: "The whole",
      mode: "handoff",
      handoff_id,
      session_id,
      state: running,
      attempts: [attempt(1, 40)],
    }),
    sampleTask(2, 2, {
      title: "Bob's part",
      parent_id: WHOLE,
      part: "bob",
      session_id,
      state: running,
      attempts: [attempt(2, BOBS_TOKEN)],
    }),
    sampleTask(3, 3, {
      title: "Cy's part",
      parent_id: WHOLE,
      part: "cy",
      session_id,
      state: running,
      attempts: [attempt(3, 53)],
    }),
  ];
  return {
    ...EMPTY_FLEET,
    seq: 100,
    agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
    tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
    handoffs: {
      [handoff_id]: {
        id: handoff_id,
        task_id: WHOLE,
        manager_id: ADA,
        session_id,
        state: { status: "executing", since: AT },
        requirements: null,
        parts: [],
        prompts: [{
          step: "instructing",
          reason: "first",
          message_uuid: someId(8),
          token: ADAS_TOKEN,
          offered_at: AT,
          started_at: AT,
          ended_at: AT,
          accepted_at: AT,
        }],
        result: null,
        created_at: AT,
        updated_at: AT,
        updated_seq: 0,
      },
    },
  };
}

/** A mailroom on the fleet above, and all that it did. */
export type MailRig = Disposable & {
  readonly mail: Mailroom;
  readonly writer: EventWriter;
  /** Events in their order. */
  readonly events: FleetEvent[];
  /** Whom it told that something waits. */
  readonly rung: { readonly to: AgentId; readonly urgent: boolean }[];
  /** All messages, oldest first. */
  messages(): Message[];
  /** The newest message. */
  last(): Message;
  /** Has everything that waits for the agent delivered, as a turn that runs from now on. */
  deliver(to: AgentId, turn?: number): Promise<readonly Message[]>;
  /** Sends a note and says whether it was taken. */
  note(from: AgentId, to: string, text?: string): Promise<boolean>;
  append(...drafts: EventDraft[]): Promise<void>;
  /** While true, the store takes nothing. */
  refusing: boolean;
};

/** Opens a mailroom; changes of the fleet are made first. */
export function openMailRig(change = (fleet: Fleet) => fleet): MailRig {
  let made = 1_000;
  const store = {
    commit: () =>
      rig.refusing
        ? Promise.reject(new Error("the disk is gone"))
        : Promise.resolve(),
  } as Partial<LiveStorePort> as LiveStorePort;
  const sources = { now: () => AT, newId: () => someId(made++) };
  const writer = new EventWriter(store, sources, change(mailFleet()));
  const events: FleetEvent[] = [];
  const rung: MailRig["rung"] = [];
  const unsubscribe = writer.subscribe({
    events: (news) => events.push(...news),
    delta: () => {},
  });
  const mail = new Mailroom({
    writer,
    sources,
    log: { info: () => {}, error: () => {} },
    onQueued: (to, urgent) => rung.push({ to, urgent }),
  });
  const messages = () =>
    Object.values(writer.committed.messages)
      .sort((a, b) => a.id < b.id ? -1 : 1);
  const rig: MailRig = {
    mail,
    writer,
    events,
    rung,
    messages,
    last: () => messages().at(-1) as Message,
    async deliver(to, turn = 1) {
      const found = mail.next(to)?.messages ?? [];
      await writer.append(mail.delivered(found, turn, someId(turn)));
      mail.turnBegan(to, found);
      return found;
    },
    async note(from, to, text = "hello") {
      const input = { to, text, urgent: false, kind: "note" } as const;
      return (await mail.sendMessage(from, input)).ok;
    },
    async append(...drafts) {
      await writer.append(drafts);
    },
    refusing: false,
    [Symbol.dispose]() {
      unsubscribe();
      mail[Symbol.dispose]();
    },
  };
  return rig;
}
