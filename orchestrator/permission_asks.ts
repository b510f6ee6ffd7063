import type { Agent } from "@/domain/agent.ts";
import type { ClaudeProcess } from "@/domain/claude_process.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import type { TaskId } from "@/domain/ids.ts";
import type { RunnerSeams } from "./runner_seams.ts";

/** The permissions that one process asks for; its time stands still while it waits for an answer. */
export class PermissionAsks {
  #waiting = 0;

  /**
   * @param times What stands still meanwhile.
   * @param onSettled Called when a request waits no more, for whatever reason.
   */
  constructor(
    private readonly approvals: RunnerSeams["approvals"],
    private readonly times: { hold(): void; goOn(): void },
    private readonly onSettled: (requestId: string) => void,
  ) {}

  /** Waits for a person, or for a rule. */
  get isWaiting(): boolean {
    return this.#waiting > 0;
  }

  /** Passes a request on; resolves when it is durable, long before its answer. */
  async ask(
    agent: Agent,
    process: Pick<ClaudeProcess, "answerPermission">,
    event: Extract<CliEvent, { kind: "permission_requested" }>,
    taskId: TaskId | undefined,
  ): Promise<void> {
    this.#waiting++;
    this.times.hold();
    const asking = this.approvals.ask({
      agent,
      taskId,
      event,
      answer: (answer) => process.answerPermission(event.requestId, answer),
    });
    void asking.then(({ settled }) => settled).catch(() => {}).finally(() => {
      this.#waiting--;
      if (this.#waiting === 0) this.times.goOn();
      this.onSettled(event.requestId);
    });
    await asking;
  }
}
