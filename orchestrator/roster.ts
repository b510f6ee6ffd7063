import type { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import type { Usage } from "@/domain/usage.ts";
import PQueue from "p-queue";
import { AgentRunner, type RunnerDeps } from "./agent_runner.ts";

/**
 * The agents that have a process, or are about to. At most `parallelStarts`
 * processes come up at once, because each start costs most of a core for a
 * second.
 */
export class Roster {
  readonly #runners = new Map<AgentId, AgentRunner>();
  readonly #started = new Map<AgentId, Promise<void>>();
  readonly #starts: PQueue;
  readonly #deps: RunnerDeps;
  #closed = false;
  /** Why nobody gets work now. */
  #heldFor: string | undefined;

  constructor(deps: Omit<RunnerDeps, "onIdle">, parallelStarts: number) {
    this.#starts = new PQueue({ concurrency: parallelStarts });
    this.#deps = { ...deps, onIdle: (agent) => this.dispatch(agent) };
  }

  /** Starts the agent's process as soon as a place is free; never after `close`. */
  launch(agent: AgentId, carriedOver: Usage): void {
    if (this.#closed) return;
    const runner = new AgentRunner(this.#deps, agent, carriedOver);
    this.#runners.set(agent, runner);
    const started = this.#starts.add(() => runner.start());
    this.#started.set(agent, started);
  }

  /** Resolves when the start is over, one way or the other. */
  async started(agent: AgentId): Promise<void> {
    await this.#started.get(agent);
  }

  /** Gives the agent its most urgent waiting task, when it is free. */
  dispatch(agent: AgentId): void {
    const runner = this.#runners.get(agent);
    if (this.#closed || this.#heldFor || !runner?.isFree) return;
    const task = this.#nextTask(agent);
    if (!task) return;
    runner.give(task).catch((error) =>
      this.#deps.log.error("task was not given", {
        agent,
        task: task.id,
        error,
      })
    );
  }

  /**
   * From now on nobody gets a task, and whoever works stands still, also who
   * began by itself since the last call. Never rejects.
   */
  async hold(reason: string): Promise<void> {
    this.#heldFor = reason;
    await this.#withAll("paused", (runner) => runner.pause(reason));
  }

  /** Ends a hold: all go on, and who is free gets work. Never rejects. */
  async release(): Promise<void> {
    if (!this.#heldFor) return;
    this.#heldFor = undefined;
    await this.#withAll("resumed", (runner) => runner.unpause());
    for (const agent of this.#runners.keys()) this.dispatch(agent);
  }

  async #withAll(
    what: string,
    act: (runner: AgentRunner) => Promise<void>,
  ): Promise<void> {
    const { log } = this.#deps;
    await Promise.all(
      [...this.#runners].map(([agent, runner]) =>
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

  /** Stops the agent's process and forgets it. */
  async stop(agent: AgentId): Promise<void> {
    await this.#runners.get(agent)?.stop();
    this.#runners.delete(agent);
    this.#started.delete(agent);
  }

  /** From now on no process starts, and nobody gets a task. */
  close(): void {
    this.#closed = true;
  }

  /** Stops all processes, all at once. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#runners.keys()].map((id) => this.stop(id)));
  }

  /** By priority, then age: ids sort by the time they were made. */
  #nextTask(agent: AgentId): Task | undefined {
    return Object.values(this.#deps.writer.head.tasks)
      .filter((task) =>
        task.agent_id === agent && task.state.status === "pending"
      )
      .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))[0];
  }
}
