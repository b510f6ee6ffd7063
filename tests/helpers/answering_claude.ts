import type { StartClaude } from "@/domain/claude_process.ts";
import type { CliEvent, CliExit, TurnResult } from "@/domain/cli_event.ts";

/**
 * A process that answers every message at once.
 *
 * @param answer Takes the message, and gives how its turn ended.
 */
export function answering(
  answer: (
    message: { readonly uuid: string; readonly text: string },
  ) => Promise<TurnResult>,
): StartClaude {
  return (_spec, onEvent) => {
    const gone = Promise.withResolvers<CliExit>();
    const tell = async (...events: readonly CliEvent[]) => {
      for (const event of events) await onEvent(event);
    };
    return Promise.resolve({
      pid: 7,
      account: { source: "key", provider: undefined, email: undefined },
      exited: gone.promise,
      async send(message) {
        const result = await answer(message);
        void tell(
          { kind: "message_received", uuid: message.uuid },
          { kind: "turn_ended", result },
        );
      },
      interrupt: () => Promise.resolve(),
      setPermissionMode: () => Promise.resolve(),
      answerPermission: () => Promise.resolve(),
      pause: () => Promise.resolve(true),
      unpause: () => Promise.resolve(),
      stop() {
        gone.resolve({ code: 0, signal: undefined, stderrTail: [] });
        return gone.promise;
      },
      async [Symbol.asyncDispose]() {
        await this.stop();
      },
    });
  };
}

/** A turn that answered the message well. */
export function wellEnded(uuid: string, costUsd = 0): TurnResult {
  const none = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  return {
    succeeded: true,
    subtype: "success",
    isError: false,
    terminalReason: "completed",
    apiErrorStatus: undefined,
    text: "ok",
    errors: [],
    turns: 1,
    durationMs: 1,
    apiDurationMs: 1,
    totalCostUsd: costUsd,
    usage: none,
    modelUsage: { m: { ...none, output: costUsd, costUsd } },
    answers: [uuid],
    structuredOutput: undefined,
  };
}
