import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import type { Agent } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { type Handoff, isHandoffEnded } from "@/domain/handoff.ts";
import type { AgentId, Instant, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { isReady } from "@/orchestrator/follow_ups.ts";
import { Coordinator } from "@/orchestrator/handoff/coordinator.ts";
import { HandoffDesk } from "@/orchestrator/handoff/handoff_desk.ts";
import type {
  ManagerTurn,
  ManagerTurns,
} from "@/orchestrator/handoff/manager_turns.ts";
import { endOfAttempt } from "@/orchestrator/queue/end_of_attempt.ts";
import { WorkDesk } from "@/orchestrator/queue/work_desk.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import type { LiveStorePort } from "@/orchestrator/ports.ts";
import { AT, createdDrafts, sampleTask } from "./fleet.ts";
import { idleTeam, MANAGER, PARENT, WORKERS } from "./handoff_team.ts";

/** What a manager does in one turn. */
export type PlayTurn = (rig: HandoffRig) => Promise<void>;

/** More rounds than any course takes. */
const MAX_ROUNDS = 100;

/**
 * One life of a server that leads one hand-off: the real writer, coordinator
 * and desk; a manager whose turns the test plays, and workers that do what
 * they get. Its log and its texts are all that another life needs.
 */
export class HandoffRig {
  readonly writer: EventWriter;
  readonly desk: HandoffDesk;
  readonly coordinator: Coordinator;
  readonly #work: WorkDesk;
  /** What the manager was told in this life, oldest first. */
  readonly prompts: string[] = [];
  /** The turn that the manager is in. */
  turn: ManagerTurn | undefined;
  /** What a worker makes of a part. */
  resultOf = (task: Task): string => `${task.part} is done`;
  /** Whether the manager's process is up. */
  isUp = true;
  now: Instant = AT;

  private constructor(
    readonly log: FleetEvent[],
    readonly texts: Map<string, string>,
  ) {
    const store: Pick<LiveStorePort, "commit" | "saveText" | "readText"> = {
      commit: () => Promise.resolve(),
      saveText: async (blob, text) => {
        await Promise.resolve(texts.set(blob, text));
      },
      readText: (blob) => Promise.resolve(texts.get(blob) ?? ""),
    };
    const sources = { now: () => this.now, newId: () => v7() };
    const fleet = log.reduce(applyEvent, EMPTY_FLEET);
    this.writer = new EventWriter(store as LiveStorePort, sources, fleet);
    this.coordinator = new Coordinator({
      writer: this.writer,
      store,
      sources,
      log: { info: () => {}, error: (message, facts) => fail(message, facts) },
      turns: this.#turns(),
    });
    this.desk = new HandoffDesk({ writer: this.writer, store, sources });
    this.#work = new WorkDesk({ writer: this.writer, store, sources });
    this.writer.subscribe({
      events: (events) => {
        this.log.push(...events);
        this.look();
      },
      delta: () => {},
    });
  }

  /** A manager with three workers, and a task that is its own since this moment. */
  static async begin(changes: Partial<Task> = {}): Promise<HandoffRig> {
    const rig = new HandoffRig([], new Map());
    const agents = idleTeam();
    const task = sampleTask(1, 1, {
      mode: "handoff",
      title: "Build it",
      description: shortText("Build the whole thing"),
      ...changes,
    });
    await rig.writer.append(agents.flatMap((agent) => createdDrafts(agent)));
    await rig.writer.append(createdDrafts(agents[0], task).slice(1));
    await rig.assign(task.id, MANAGER);
    return rig;
  }

  /** Another life, which knows the first so many events of this one. */
  async reborn(events = this.log.length): Promise<HandoffRig> {
    const rig = new HandoffRig(
      this.log.slice(0, events),
      new Map(this.texts),
    );
    const { drafts, resumed } = reconcile(rig.fleet, "1.2.3", AT);
    await rig.append(...drafts);
    for (const id of resumed) await rig.append(cameUp(rig.fleet, id));
    for (const task of Object.values(rig.fleet.tasks)) {
      if (task.state.status === "blocked" && isReady(task, rig.fleet.tasks)) {
        await rig.append({
          type: "task.unblocked",
          task_id: task.id,
          data: {},
        });
      }
    }
    if (rig.parent?.state.status === "pending") {
      await rig.assign(PARENT, MANAGER);
    }
    rig.look();
    return rig;
  }

  get fleet(): Fleet {
    return this.writer.head;
  }

  get parent(): Task | undefined {
    return this.fleet.tasks[PARENT];
  }

  get handoff(): Handoff {
    const handoff = Object.values(this.fleet.handoffs).at(-1);
    assert.ok(handoff, "there is no hand-off");
    return handoff;
  }

  /** The task of a part. */
  part(key: string): Task {
    const task = Object.values(this.fleet.tasks).find((each) =>
      each.part === key
    );
    assert.ok(task, `part "${key}" has no task`);
    return task;
  }

  async append(...drafts: EventDraft[]): Promise<void> {
    await this.writer.append(drafts);
  }

  /** What the manager's process lets happen when its task is given to it. */
  async assign(id: TaskId, to: AgentId): Promise<void> {
    const task = this.fleet.tasks[id] as Task;
    const agent = this.fleet.agents[to] as Agent;
    await this.append(
      {
        type: "task.assigned",
        agent_id: to,
        task_id: id,
        data: {
          attempt: task.attempts.length + 1,
          message_uuid: crypto.randomUUID(),
        },
      },
      ...(task.mode === "handoff" ? this.coordinator.begin(task, agent) : []),
    );
  }

  /** Has the coordinator look at all hand-offs. */
  look(): void {
    for (const { id } of Object.values(this.fleet.handoffs)) {
      this.coordinator.consider(id);
    }
  }

  /** Waits until nothing goes on by itself any more. */
  async settle(): Promise<void> {
    for (let seq = -1; seq !== this.fleet.seq;) {
      seq = this.fleet.seq;
      await this.writer.drained();
      await this.coordinator.settled();
    }
  }

  /** The manager's turn is over. */
  async endTurn(failure?: Failure): Promise<void> {
    const { turn } = this;
    this.turn = undefined;
    const drafts = turn?.onEnded(failure ? { failure } : {}) ?? [];
    await this.append(...drafts);
    this.look();
    await this.settle();
  }

  /** The process of the manager is gone in the middle of a turn, and back. */
  async loseTurn(): Promise<void> {
    await this.endTurn({ kind: "crashed", message: "gone" });
  }

  /** Workers take and finish all parts that can be done now; whether there were any. */
  async work(): Promise<boolean> {
    const ready = Object.values(this.fleet.tasks).filter((task) =>
      task.parent_id !== null && task.state.status === "pending"
    );
    for (const task of ready) {
      await this.finish(task, this.resultOf(task));
    }
    await this.settle();
    return ready.length > 0;
  }

  /** A worker takes a part and reports its result. */
  async finish(task: Task, output: string): Promise<void> {
    const agent_id = task.agent_id ?? WORKERS[0];
    await this.assign(task.id, agent_id);
    const attempt = task.attempts.length + 1;
    const about = { agent_id, task_id: task.id };
    await this.append({ type: "task.started", ...about, data: { attempt } });
    const answer = await this.#work.submitResult(agent_id, { output });
    assert.ok(answer.ok, answer.text);
    await this.append(...endOfAttempt(
      this.fleet,
      { task, number: attempt },
      { output: shortText("I am done."), durationMs: 5, turns: 1 },
      { now: AT, random: 0 },
    ));
  }

  /** A worker takes a part and fails with it for good. */
  async spoil(task: Task): Promise<void> {
    const agent_id = task.agent_id ?? WORKERS[0];
    await this.assign(task.id, agent_id);
    await this.append({
      type: "task.failed",
      agent_id,
      task_id: task.id,
      data: {
        attempt: task.attempts.length + 1,
        outcome: "failed",
        failure: { kind: "budget", message: "no money left" },
      },
    });
  }

  /** Plays until the hand-off has ended, or `stop` says so. */
  async play(turn: PlayTurn, stop: () => boolean = () => false): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      await this.settle();
      if (isHandoffEnded(this.handoff) || stop()) return;
      if (this.turn) {
        await turn(this);
        await this.endTurn();
      } else if (!await this.work()) {
        assert.fail(`stuck: ${JSON.stringify(this.handoff)}`);
      }
    }
    assert.fail("the hand-off comes to no end");
  }

  #turns(): ManagerTurns {
    return {
      canPrompt: (manager, id) => {
        const task = this.fleet.tasks[id];
        return this.isUp && !this.turn && task !== undefined &&
          hasAgent(task.state) && task.agent_id === manager;
      },
      prompt: async (_manager, turn) => {
        this.turn = turn;
        this.prompts.push(turn.text);
        await this.append(...turn.before);
        // A test may have ended the turn by now.
        if (this.turn === turn) await this.append(...turn.onStarted());
        return true;
      },
    };
  }
}

/** The agent's process is up again; a manager goes on with its hand-off. */
function cameUp({ agents, tasks }: Fleet, id: AgentId): EventDraft {
  const held = Object.values(tasks).find((task) =>
    task.agent_id === id && hasAgent(task.state)
  );
  return {
    type: "agent.started",
    agent_id: id,
    data: {
      process_id: 7,
      claude_session_id: agents[id]?.claude_session.id ?? "",
      ...(held && { task_id: held.id }),
    },
  };
}

function fail(message: string, facts: unknown): never {
  throw new Error(message, { cause: facts });
}
