import { sampleHandoff } from "@/components/gallery/sample_crew.ts";
import {
  busy,
  byId,
  running,
  sampleAgent,
  sampleId,
  sampleTask,
  sampleTime,
} from "@/components/gallery/sample_fleet.ts";
import type { EventDraft } from "@/domain/event.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type {
  AgentId,
  HandoffId,
  Instant,
  MessageId,
  TaskId,
} from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";

const TEAMS = 10;
const WORKERS = 9;
/** Agents of one team: its manager and its workers. */
export const TEAM_SIZE = WORKERS + 1;

/** Agents and tasks together. */
export const BIG_FLEET_RECORDS = TEAMS * 2 * (WORKERS + 1);

const THINKING = { kind: "thinking", since: sampleTime(5) } as const;

const managerOf = (team: number) => 1_000 + 100 * team;
const workerOf = (team: number, n: number) => managerOf(team) + 1 + n;
/** The agent of so many, managers among them. */
export function bigFleetAgent(index: number): AgentId {
  const team = Math.floor(index / TEAM_SIZE);
  return sampleId(managerOf(team) + index % TEAM_SIZE) as AgentId;
}

const taskOf = (team: number) => 5_000 + 100 * team;
const partOf = (team: number, n: number) => taskOf(team) + 1 + n;

/** Managers, ten or so many, each with a task that nine workers do the parts of. */
export function bigFleet(size: number = TEAMS): Fleet {
  const teams = Array.from({ length: size }, (_, team) => team);
  const seats = Array.from({ length: WORKERS }, (_, n) => n);
  const agents = teams.flatMap((team) => [
    sampleAgent(
      managerOf(team),
      `Manager ${team}`,
      busy(60, taskOf(team), THINKING),
      { role: "manager" },
    ),
    ...seats.map((n) =>
      sampleAgent(
        workerOf(team, n),
        `Worker ${team}-${n}`,
        busy(30, partOf(team, n), THINKING),
      )
    ),
  ]);
  const tasks = teams.flatMap((team) => [
    sampleTask(
      taskOf(team),
      managerOf(team),
      `The whole of ${team}`,
      running(60),
      { mode: "handoff", handoff_id: sampleId(7_000 + team) as HandoffId },
    ),
    ...seats.map((n) =>
      sampleTask(
        partOf(team, n),
        workerOf(team, n),
        `Part ${n} of ${team}`,
        running(30),
        {
          parent_id: sampleId(taskOf(team)) as TaskId,
          depends_on: n % 3 === 2
            ? [sampleId(partOf(team, n - 1)) as TaskId]
            : [],
        },
      )
    ),
  ]);
  const handoffs = teams.map((team) => {
    const sample = sampleHandoff();
    return {
      ...sample,
      id: sampleId(7_000 + team) as HandoffId,
      task_id: sampleId(taskOf(team)) as TaskId,
      manager_id: sampleId(managerOf(team)) as AgentId,
      parts: seats.map((n) => ({
        ...sample.parts[0]!,
        key: `part-${n}`,
        title: `Part ${n} of ${team}`,
        agent_id: sampleId(workerOf(team, n)) as AgentId,
        task_id: sampleId(partOf(team, n)) as TaskId,
      })),
    };
  });
  return {
    ...EMPTY_FLEET,
    seq: 1_000,
    agents: byId(agents),
    tasks: byId(tasks),
    handoffs: byId(handoffs),
  };
}

/** What happens as the n-th thing while they all work: activity, progress, messages. */
export function bigFleetEvent(n: number, teams: number = TEAMS): EventDraft {
  const team = n % teams;
  const seat = Math.floor(n / teams) % WORKERS;
  const agent_id = sampleId(workerOf(team, seat)) as AgentId;
  const task_id = sampleId(partOf(team, seat)) as TaskId;
  const since = new Date().toISOString();
  switch (n % 4) {
    case 0:
      return {
        type: "task.progressed",
        agent_id,
        task_id,
        data: { progress: n % 100 / 100, details: "" },
      };
    case 1: {
      return noteSent(n, {
        id: sampleId(100_000 + n) as MessageId,
        from: agent_id,
        to: sampleId(managerOf(team)) as AgentId,
        task_id,
        since,
      });
    }
    default:
      return activityChanged(n, agent_id, since);
  }
}

/** An agent thinks, or runs a tool, by turns. */
export function activityChanged(
  n: number,
  agent_id: AgentId,
  since: Instant,
): EventDraft {
  return {
    type: "agent.activity_changed",
    agent_id,
    data: {
      activity: n % 2 === 0
        ? { kind: "thinking", since }
        : { kind: "tool", since, tool: "Bash", detail: `deno test ${n}` },
    },
  };
}

/** One agent tells another one how far it is. */
export function noteSent(
  n: number,
  { id, from, to, task_id, since }: {
    readonly id: MessageId;
    readonly from: AgentId;
    readonly to: AgentId;
    readonly task_id: TaskId | null;
    readonly since: Instant;
  },
): EventDraft {
  return {
    type: "message.sent",
    agent_id: to,
    message_id: id,
    data: {
      message: {
        id,
        from_agent_id: from,
        to_agent_id: to,
        session_id: null,
        kind: "note",
        text: shortText(`Step ${n} is done.`),
        urgent: false,
        task_id,
        in_reply_to: null,
        hops: 0,
        caused_by: null,
        delivery: { status: "queued", since },
        answered_at: null,
        created_at: since,
        updated_at: since,
        updated_seq: 0,
      },
    },
  };
}
