import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { MemoryStep, MemoryUse } from "@/domain/memory_over.ts";
import type { Task } from "@/domain/task.ts";
import type { Usage } from "@/domain/usage.ts";
import { isEnded } from "@/domain/agent_status.ts";
import PQueue from "p-queue";
import { AgentRunner } from "./agent_runner.ts";
import { appendFacts } from "./append_facts.ts";
import type { ManagerTurn, ManagerTurns } from "./handoff/manager_turns.ts";
import { StartPace } from "./start_pace.ts";
import { choosePairs, nextReadyMs } from "./queue/choose_pairs.ts";
import type { RunnerDeps } from "./runner/runner_deps.ts";

/** Timers take no longer time than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type RosterDeps = Omit<RunnerDeps, "heldFor"> & {
  /** Processes that come up at once. */
  readonly parallelStarts: number;
  /** Tasks that may run at once. */
  readonly maxRunning: number;
  /** Tasks that heed limits and may run at once now. */
  readonly places: () => number;
  /** Resolves when the host has memory for another process. */
  readonly room: () => Promise<void>;
};

/**
 * The agents that have a process, or are about to, and who of them gets which
 * task. At most `parallelStarts` processes come up at once, because each start
 * costs most of a core for a second, and no more than five begin in a second.
 */
export class Roster implements ManagerTurns {
  readonly #runners = new Map<AgentId, AgentRunner>();
  readonly #started = new Map<AgentId, Promise<void>>();
  readonly #restarts = new Map<AgentId, ReturnType<typeof setTimeout>>();
  readonly #starts: PQueue;
  readonly #pace = new StartPace();
  #wakeUp: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  /** Why nobody gets work now. */
  #heldFor: string | undefined;
  /** Called when an agent has nothing under way. */
  onFree: (agent: AgentId) => void = () => {};

  constructor(private readonly deps: RosterDeps) {
    this.#starts = new PQueue({ concurrency: deps.parallelStarts });
  }

  /** Starts the agent's process as soon as a place is free; never after `close`. */
  launch(agent: AgentId, carriedOver: Usage): void {
    if (this.#closed || this.#runners.has(agent)) return;
    const deps = { ...this.deps, heldFor: () => this.#reasonToHold(agent) };
    const runner: AgentRunner = new AgentRunner(
      deps,
      {
        onFree: (id) => {
          this.onFree(id);
          this.dispatch();
        },
        onLost: (id, restartAt, carried) => {
          // Another one may have its place already.
          if (this.#runners.get(id) !== runner) return;
          this.#restartLater(id, restartAt, carried);
        },
      },
      agent,
      carriedOver,
    );
    this.#runners.set(agent, runner);
    const started = this.#starts.add(async () => {
      await this.#pace.turn();
      await this.deps.room();
      if (!this.#closed) await runner.start();
    });
    this.#started.set(agent, started);
  }

  /** Resolves when the start is over, one way or the other. */
  async started(agent: AgentId): Promise<void> {
    await this.#started.get(agent);
  }

  /** Gives waiting tasks to free agents. Cheap when there is nothing to give; safe to call at any time. */
  dispatch(): void {
    if (this.#closed || this.#heldFor) return;
    const { writer } = this.deps;
    const free = [...this.#runners]
      .filter(([, runner]) => runner.isFree).map(([id]) => id);
    const { maxRunning, limits, budgets } = this.deps;
    const options = {
      nowMs: this.#nowMs(),
      maxRunning,
      places: this.deps.places(),
      holds: (agent: AgentId, task: Task) =>
        limits.holds(agent, task) || budgets.holds(agent, task),
    };
    for (const { task, agent } of choosePairs(writer.head, free, options)) {
      this.#runners.get(agent.id)?.give(task).catch((error) =>
        this.deps.log.error("task was not given", {
          agent: agent.id,
          task: task.id,
          error,
        })
      );
    }
    this.#wakeWhenReady();
  }

  /** Something waits for the agent: it is told as soon as it can listen. */
  deliver(agent: AgentId): void {
    if (this.#closed || this.#heldFor) return;
    this.#runners.get(agent)?.deliver().catch((error) =>
      this.deps.log.error("message was not delivered", { agent, error })
    );
  }

  /** Nothing holds the agent back any more, unless it stands still for another reason. */
  goOn(agent: AgentId): void {
    this.deliver(agent);
    this.onFree(agent);
    this.dispatch();
  }

  canPrompt(manager: AgentId, task: TaskId): boolean {
    return !this.#closed && !this.#heldFor &&
      Boolean(this.#runners.get(manager)?.canPrompt(task));
  }

  async prompt(manager: AgentId, turn: ManagerTurn): Promise<boolean> {
    if (!this.canPrompt(manager, turn.taskId)) return false;
    return await this.#runners.get(manager)?.prompt(turn) ?? false;
  }

  /**
   * From now on nobody gets a task, and whoever works stands still, also who
   * began by itself since the last call. Never rejects.
   */
  async hold(reason: string): Promise<void> {
    this.#heldFor = reason;
    await this.#with(this.#runners, "paused", (one) => one.pause(reason));
  }

  /** The agent stands still, as its record says. Never rejects. */
  async holdOne(agent: AgentId): Promise<void> {
    const reason = this.#reasonToHold(agent);
    const runner = this.#runners.get(agent);
    if (reason === undefined || !runner) return;
    await this.#with([[agent, runner]], "paused", (one) => one.pause(reason));
  }

  /** The agent goes on, when nothing else holds it. Never rejects. */
  async releaseOne(agent: AgentId): Promise<void> {
    const runner = this.#runners.get(agent);
    if (!runner || this.#reasonToHold(agent) !== undefined) return;
    await this.#with([[agent, runner]], "resumed", (one) => one.unpause());
    this.goOn(agent);
  }

  /** Has the agent keep to the memory that it may occupy; nothing when it has no process. */
  async obeyMemory(
    agent: AgentId,
    act: MemoryStep | "eased",
    use: MemoryUse,
  ): Promise<void> {
    await this.#runners.get(agent)?.obeyMemory(act, use);
  }

  /** Its process takes the agent's permission mode, within a turn too. Never rejects. */
  async takeMode(agent: AgentId): Promise<void> {
    await this.#runners.get(agent)?.takeMode();
  }

  /** Why the agent stands still: all do, or it alone. */
  #reasonToHold(agent: AgentId): string | undefined {
    return this.#heldFor ?? this.deps.writer.head.agents[agent]?.held?.reason;
  }

  /** Ends a hold: all go on, and who is free gets work. Never rejects. */
  async release(): Promise<void> {
    if (!this.#heldFor) return;
    this.#heldFor = undefined;
    const goingOn = [...this.#runners].filter(([agent]) =>
      this.#reasonToHold(agent) === undefined
    );
    await this.#with(goingOn, "resumed", (runner) => runner.unpause());
    for (const [agent] of goingOn) {
      this.deliver(agent);
      this.onFree(agent);
    }
    this.dispatch();
  }

  async #with(
    runners: Iterable<readonly [AgentId, AgentRunner]>,
    what: string,
    act: (runner: AgentRunner) => Promise<void>,
  ): Promise<void> {
    const { log } = this.deps;
    await Promise.all(
      [...runners].map(([agent, runner]) =>
        act(runner).catch((error) =>
          log.error(`agent was not ${what}`, { agent, error })
        )
      ),
    );
  }

  /** Ends the agent's running turn. */
  async interrupt(agent: AgentId, reason: string): Promise<void> {
    await this.#runners.get(agent)?.interrupt(reason);
  }

  /** Whoever has the task lets go of it. */
  async drop(task: TaskId): Promise<void> {
    await Promise.all(
      [...this.#runners.values()].map((runner) => runner.drop(task)),
    );
  }

  /** Stops the agent's process and forgets it. */
  async stop(agent: AgentId): Promise<void> {
    clearTimeout(this.#restarts.get(agent));
    this.#restarts.delete(agent);
    await this.#runners.get(agent)?.stop();
    this.#runners.delete(agent);
    this.#started.delete(agent);
  }

  /** From now on no process starts, and nobody gets a task. */
  close(): void {
    this.#closed = true;
    this.#pace[Symbol.dispose]();
    clearTimeout(this.#wakeUp);
    for (const timer of this.#restarts.values()) clearTimeout(timer);
    this.#restarts.clear();
  }

  /** Stops all processes, all at once. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#runners.keys()].map((id) => this.stop(id)));
  }

  /** An agent that lost its process gets another one, in its old session. */
  #restartLater(agent: AgentId, restartAt: string, carried: Usage): void {
    this.#runners.delete(agent);
    if (this.#closed) return;
    const ms = Math.max(0, Date.parse(restartAt) - this.#nowMs());
    this.#restarts.set(
      agent,
      setTimeout(() => {
        this.#restarts.delete(agent);
        this.relaunch(agent, carried).catch((error) =>
          this.deps.log.error("agent was not started again", { agent, error })
        );
      }, ms),
    );
  }

  /** Tells that the agent starts again, and starts it; nothing when it has ended meanwhile. */
  async relaunch(id: AgentId, carried: Usage): Promise<void> {
    const { writer } = this.deps;
    await appendFacts(this.deps, () => {
      const agent = writer.head.agents[id];
      const isGone = this.#closed || !agent || isEnded(agent.state) ||
        agent.state.status === "terminating";
      return isGone ? [] : [{
        type: "agent.launched",
        agent_id: id,
        data: { resuming: agent.claude_session.begun },
      }];
    });
    const status = writer.head.agents[id]?.state.status;
    if (status === "starting") this.launch(id, carried);
  }

  #wakeWhenReady(): void {
    clearTimeout(this.#wakeUp);
    const nowMs = this.#nowMs();
    const readyMs = nextReadyMs(this.deps.writer.head, nowMs);
    if (readyMs === undefined) return;
    this.#wakeUp = setTimeout(
      () => this.dispatch(),
      Math.min(readyMs - nowMs + 1, LONGEST_TIMER_MS),
    );
  }

  #nowMs(): number {
    return Date.parse(this.deps.sources.now());
  }
}
