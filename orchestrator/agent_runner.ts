import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { MemoryStep, MemoryUse } from "@/domain/memory_over.ts";
import type { Task } from "@/domain/task.ts";
import type { Usage } from "@/domain/usage.ts";
import type { ManagerTurn } from "./handoff/manager_turns.ts";
import { RunawayGuard } from "./recovery/runaway_guard.ts";
import { Attempts } from "./runner/attempts.ts";
import { MemoryKeeping } from "./runner/memory_keeping.ts";
import { ProcessEnd } from "./runner/process_end.ts";
import { ProcessEvents } from "./runner/process_events.ts";
import { ProcessStart } from "./runner/process_start.ts";
import type { RunnerDeps, RunnerListener } from "./runner/runner_deps.ts";
import { RunnerState } from "./runner/runner_state.ts";
import { Silence } from "./runner/silence.ts";
import { Speech } from "./runner/speech.ts";
import { Standstill } from "./runner/standstill.ts";
import { TurnCut } from "./runner/turn_cut.ts";
import { TurnReceipt } from "./runner/turn_receipt.ts";
import { TurnSettlement } from "./runner/turn_settlement.ts";

/**
 * Runs one agent: its process, the attempt that it has, the turn under way,
 * and the translation of what the process tells into events of the log. Events
 * of one process are handled one after the other; what cannot be stored yet
 * holds the reading of the process back, so nothing it said is lost.
 */
export class AgentRunner {
  readonly #state: RunnerState;
  readonly #standstill: Standstill;
  readonly #runaway: RunawayGuard;
  readonly #start: ProcessStart;
  readonly #end: ProcessEnd;
  readonly #speech: Speech;
  readonly #attempts: Attempts;
  readonly #memory: MemoryKeeping;

  /** @param carriedOver What the process already counts when it resumes its session. */
  constructor(
    deps: RunnerDeps,
    listener: RunnerListener,
    readonly agentId: AgentId,
    carriedOver: Usage,
  ) {
    const state = new RunnerState(deps, agentId, carriedOver, {
      onSilent: () => void silence.begin(),
      onOverdue: (why) => void turnCut.cut(why),
      onTurnOver: () => runaway.turnEnded(),
    });
    const standstill = new Standstill(deps, state);
    const processEnd = new ProcessEnd(deps, listener, state);
    const turnCut = new TurnCut(deps, state, standstill, processEnd);
    const silence = new Silence(deps, state, processEnd, turnCut);
    const runaway = new RunawayGuard(deps, state.journal, standstill.asks, {
      pause: (reason) => standstill.begin(reason),
      goOn: async () => {
        if (deps.heldFor() === undefined) await standstill.end();
      },
      stop: (failure) => turnCut.cut({ failure, outcome: "cancelled" }),
    }, deps.maxRounds);
    const speech = new Speech(deps, listener, state, standstill, processEnd);
    const attempts = new Attempts(deps, state, speech, turnCut);
    const events = new ProcessEvents(deps, state, {
      standstill,
      runaway,
      silence,
      receipt: new TurnReceipt(deps, state, speech, attempts),
      settlement: new TurnSettlement(deps, state, processEnd, speech),
      turnCut,
      processEnd,
    });
    this.#state = state;
    this.#standstill = standstill;
    this.#runaway = runaway;
    this.#start = new ProcessStart(deps, state, events, speech, processEnd);
    this.#end = processEnd;
    this.#speech = speech;
    this.#attempts = attempts;
    this.#memory = new MemoryKeeping(state, turnCut, processEnd);
  }

  /** Starts the process, once. A failure is told in the log, not thrown. */
  start(): Promise<void> {
    return this.#start.begin();
  }

  /** Whether a task can be given now. */
  get isFree(): boolean {
    return this.#state.isFree;
  }

  /** Whether the next step of that hand-off can be put to it. */
  canPrompt(task: TaskId): boolean {
    return this.#state.canPrompt(task);
  }

  /** Gives a free agent its next task. */
  give(task: Task): Promise<void> {
    return this.#attempts.give(task);
  }

  /** Puts a step of its hand-off to a manager; `false`: not possible now. */
  prompt(step: ManagerTurn): Promise<boolean> {
    return this.#speech.prompt(step);
  }

  /** Hands over what waits for the agent, when it can listen; an urgent message also when it works. */
  deliver(): Promise<boolean> {
    return this.#speech.deliver();
  }

  /** Ends the running turn; its task fails as interrupted. Harmless when idle. */
  interrupt(reason: string): Promise<void> {
    return this.#attempts.interrupt(reason);
  }

  /** The task was ended or taken away: lets go of it, and ends the turn it is in. */
  drop(task: TaskId): Promise<void> {
    return this.#attempts.drop(task);
  }

  /**
   * Stops the process with all it started; resolves when they are gone. What
   * becomes of the agent and its task in the log is the caller's to append.
   */
  stop(): Promise<void> {
    return this.#end.stop();
  }

  /**
   * Lets the process stand still while it works; the time of its task stands
   * still with it. Does nothing while it rests, or has not yet received its
   * message. Safe to repeat.
   */
  pause(reason: string): Promise<void> {
    return this.#standstill.begin(reason);
  }

  /** Lets a paused process go on where it was, unless a person is asked whether it may. */
  async unpause(): Promise<void> {
    if (!this.#runaway.isAsking) await this.#standstill.end();
  }

  /** Lets the process take the agent's permission mode, unless it stands still. Never rejects. */
  takeMode(): Promise<void> {
    return this.#standstill.takeMode();
  }

  /** Keeps to the memory that the agent's processes may occupy; nothing without a process. */
  obeyMemory(act: MemoryStep | "eased", use: MemoryUse): Promise<void> {
    return this.#memory.obey(act, use);
  }
}
