import { type Agent, AgentConfig, type AgentRole } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { SessionId } from "@/domain/ids.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { isArchived } from "@/domain/session_status.ts";
import { NewTask } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";

/** A task of the demo, and who of its fleet gets it. */
export type DemoTask = {
  /** Tells it from the others of its round. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** The manager, one of the workers by its place, or any worker. */
  readonly to: "manager" | "anybody" | number;
  readonly mode?: "handoff" | undefined;
  readonly priority?: number | undefined;
  /** Key of the task that has to be completed first; it stands before this one. */
  readonly after?: string | undefined;
};

const SESSION = "Notes service";

const MANAGER = { name: "Ada", template: "manager" } as const;
const WORKERS = [
  { name: "Ben", template: "implementer" },
  { name: "Cy", template: "implementer" },
  { name: "Dee", template: "tester" },
] as const;

/** What the demo needs of the platform. */
type DemoPlatform =
  & Pick<Commands, "createSession" | "createAgent" | "createTask">
  & Pick<Queries, "fleet">;

/** The demo's agents, as far as they could be made. */
type Team = {
  readonly session: SessionId | null;
  readonly manager: Agent | undefined;
  readonly workers: readonly (Agent | undefined)[];
};

/**
 * Makes sure that the demo has its fleet and that the fleet has work, so that
 * a visitor sees it live. Agents of an earlier start are used again. The tasks
 * have ids that name them, in rounds: a round that a lost server left half made
 * is completed, one with open tasks is enough, and one that is over is followed
 * by the next.
 */
export async function seedDemo(
  platform: DemoPlatform,
  tasks: readonly DemoTask[],
): Promise<void> {
  const team = await gather(platform);
  if (!team.manager) return;
  for (let round = newestRound(platform);; round++) {
    const ends = [];
    for (const task of tasks) {
      ends.push(await give(platform, team, task, round));
    }
    if (ends.includes("open") || !ends.includes("over")) return;
  }
}

/** Whether the task was there already and has ended; `none`: it cannot be given. */
async function give(
  platform: DemoPlatform,
  { session, manager, workers }: Team,
  task: DemoTask,
  round: number,
): Promise<"open" | "over" | "none"> {
  const id = (key: string) => `demo-${round}-${key}`;
  const agent = task.to === "manager"
    ? manager
    : task.to === "anybody"
    ? undefined
    : workers[task.to];
  if (!agent && task.to !== "anybody") return "none";
  const given = await platform.createTask(
    NewTask.parse({
      id: id(task.key),
      title: task.title,
      description: task.description,
      priority: task.priority,
      mode: task.mode,
      depends_on: task.after && [id(task.after)],
    }),
    agent ? { agentId: agent.id } : { sessionId: session ?? undefined },
  );
  if (!given.ok) {
    // Another version of the demo said it in other words, or to an agent that is gone.
    return given.refusal.code === "task_id_taken" ? "over" : "none";
  }
  return isTaskEnded(given.value.task.state) ? "over" : "open";
}

function newestRound(platform: DemoPlatform): number {
  const rounds = Object.values(platform.fleet().tasks).flatMap((task) =>
    /^demo-(\d{1,9})-/.exec(task.external_id ?? "")?.[1] ?? []
  );
  return Math.max(1, ...rounds.map(Number));
}

/** One after the other, so that they are listed in this order. */
async function gather(platform: DemoPlatform): Promise<Team> {
  const known = liveAgent(platform, "manager", MANAGER.name);
  const session = known ? known.session_id : await ensureSession(platform);
  const manager = known ?? await create(platform, "manager", MANAGER, session);
  const workers = [];
  for (const worker of WORKERS) {
    workers.push(
      liveAgent(platform, "worker", worker.name, session) ??
        await create(platform, "worker", worker, session),
    );
  }
  return { session, manager, workers };
}

async function ensureSession(
  platform: DemoPlatform,
): Promise<SessionId | null> {
  const known = Object.values(platform.fleet().sessions).find((session) =>
    session.name === SESSION && !isArchived(session)
  );
  if (known) return known.id;
  const created = await platform.createSession(SESSION);
  return created.ok ? created.value.id : null;
}

/** @param session Only an agent of it, or of none; left out: any agent. */
function liveAgent(
  platform: DemoPlatform,
  role: AgentRole,
  name: string,
  session?: SessionId | null,
): Agent | undefined {
  return Object.values(platform.fleet().agents).find((agent) =>
    agent.name === name && agent.role === role && !isEnded(agent.state) &&
    (session === undefined || agent.session_id === session)
  );
}

async function create(
  platform: DemoPlatform,
  role: AgentRole,
  { name, template }: { readonly name: string; readonly template: string },
  session: SessionId | null,
): Promise<Agent | undefined> {
  const ready = READY_TEMPLATES.find(({ id }) => id === template);
  const created = await platform.createAgent(AgentConfig.parse({
    ...ready?.config,
    role,
    name,
    template,
    session_id: session ?? undefined,
    // What edits a file in the agent's own folder needs no visitor.
    permission_mode: "acceptEdits",
  }));
  return created.ok ? created.value : undefined;
}
