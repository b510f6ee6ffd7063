import type { Agent } from "@/domain/agent.ts";
import type { PermissionAnswer } from "@/domain/claude_process.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import type { Evidence } from "@/domain/errors/evidence.ts";
import { type Failure, failure } from "@/domain/failure.ts";
import { IncidentId, type TaskId } from "@/domain/ids.ts";
import type { AgentJournal, JournalDeps } from "../agent_journal.ts";
import { LoopGuard } from "../loop_guard.ts";
import { mayGoOn, type Runaway, runawayQuestion } from "../loop_question.ts";
import type { PermissionAsks } from "../permission_asks.ts";
import { RoundGuard } from "../round_guard.ts";
import { INCIDENT_WORDS } from "./incident_words.ts";
import { raiseError } from "./raise_error.ts";

/** What the guard has the agent do. */
type Acts = {
  /** Stand still, and say why. */
  readonly pause: (reason: string) => Promise<void>;
  /** Go on where it is, unless it stands still for another reason. */
  readonly goOn: () => Promise<void>;
  /** End the turn; its task fails so. */
  readonly stop: (why: Failure) => Promise<void>;
};

/**
 * Watches one process for work without an end: five equal calls in a row, or
 * very many rounds in one turn. The agent stands still then, and a person is
 * asked whether it may go on; the question is durable, and so is its incident.
 */
export class RunawayGuard {
  readonly #loops = new LoopGuard();
  readonly #rounds: RoundGuard;
  #isAsking = false;

  /** @param maxRounds Rounds of the model in one turn before a person is asked. */
  constructor(
    private readonly deps: Pick<JournalDeps, "writer" | "sources">,
    private readonly journal: AgentJournal,
    private readonly asks: PermissionAsks,
    private readonly acts: Acts,
    maxRounds?: number,
  ) {
    this.#rounds = new RoundGuard(maxRounds);
  }

  /** A person is asked whether it may go on. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** What the event shows; every event of the process, in order. */
  observe(event: CliEvent): Runaway | undefined {
    const loop = this.#loops.observe(event);
    const rounds = this.#rounds.observe(event);
    if (loop) return { kind: "loop", loop };
    return rounds === undefined ? undefined : { kind: "rounds", rounds };
  }

  /** The turn is over, and with it what was asked. */
  turnEnded(): void {
    this.#isAsking = false;
  }

  /** Lets the agent stand still and asks a person; resolves when the question is durable. */
  async ask(
    runaway: Runaway,
    agent: Agent,
    task: TaskId | undefined,
    evidence: Evidence,
  ): Promise<void> {
    this.#isAsking = true;
    const why = failure("looping", wordsOf(runaway));
    const incident = await this.#raise(why, agent, task, evidence);
    await this.acts.pause(why.message);
    const answerPermission = async (_: string, answer: PermissionAnswer) => {
      this.#isAsking = false;
      if (!mayGoOn(answer)) return await this.acts.stop(why);
      await this.journal.append(() => [{
        type: "error.recovered",
        incident_id: incident,
        agent_id: agent.id,
        ...(task && { task_id: task }),
        data: { words: INCIDENT_WORDS.goesOn },
      }]);
      await this.acts.goOn();
    };
    const question = runawayQuestion(runaway);
    await this.asks.ask(agent, { answerPermission }, question, task);
  }

  async #raise(
    why: Failure,
    agent: Agent,
    task: TaskId | undefined,
    evidence: Evidence,
  ): Promise<IncidentId> {
    const { writer, sources } = this.deps;
    const id = IncidentId.parse(sources.newId());
    const trouble = { failure: why, agent: agent.id, task, evidence };
    const raise = () =>
      raiseError(writer.head, trouble, sources.now(), () => id);
    const { incident } = raise();
    await this.journal.append(() => raise().drafts);
    return incident;
  }
}

function wordsOf(runaway: Runaway): string {
  return runaway.kind === "loop"
    ? `it called ${runaway.loop.tool} ${runaway.loop.times} times in a row`
    : `its turn has taken ${runaway.rounds} rounds of the model`;
}
