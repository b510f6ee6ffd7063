import { z } from "zod";
import {
  ClaudeError,
  type LaunchSpec,
  type StartClaude,
} from "@/domain/claude_process.ts";
import type { CliAccount, CliEvent } from "@/domain/cli_event.ts";
import { classifyStartFailure } from "./classify_start.ts";
import type { HostTools } from "./host_tools.ts";
import type { RawLine } from "@/domain/frames.ts";
import { RunningClaude } from "./running_claude.ts";
import { spawnClaude } from "./spawn_claude.ts";
import { systemTimers, TIMED_OUT, type Timers, within } from "./timers.ts";

/** What every start on this host has in common. */
export type StartDeps = {
  /** Absolute path of the `claude` to run. */
  readonly claudePath: string;
  readonly host: HostTools;
  /** What the host lends: path, language, time zone, proxies and certificates. */
  readonly baseEnv: Readonly<Record<string, string>>;
  readonly timers?: Timers;
  /** Milliseconds from the spawn to the answer to `initialize`; 60,000 unless told. */
  readonly startTimeoutMs?: number;
  /** Hears every line that goes in and comes out, as it is; must not throw. */
  readonly onLine?: (agentId: string, line: RawLine) => void;
  /** Hears errors that an `onEvent` threw; rethrown as unhandled unless told. */
  readonly onDefect?: (error: unknown) => void;
};

const START_TIMEOUT_MS = 60_000;

const named = z.string().nullish().transform((text) =>
  text === "none" || text === "" ? undefined : text ?? undefined
);

const Initialized = z.looseObject({
  account: z.looseObject({
    apiKeySource: named,
    tokenSource: named,
    apiProvider: named,
    email: named,
  }).nullish(),
  claude_code_version: named,
});

const ENDED: unique symbol = Symbol("ended");

/** Gives the function that starts agents on this host. */
export function createStartClaude(deps: StartDeps): StartClaude {
  return (spec, onEvent) => startRunning(deps, spec, onEvent);
}

/** As `StartClaude`, with what only this folder needs to know of the process. */
export async function startRunning(
  deps: StartDeps,
  spec: LaunchSpec,
  onEvent: (event: CliEvent) => void | Promise<void>,
): Promise<RunningClaude> {
  const timers = deps.timers ?? systemTimers;
  const timeoutMs = deps.startTimeoutMs ?? START_TIMEOUT_MS;
  const spawned = spawnClaude(deps, spec);
  const { host, onLine = () => {}, onDefect = reportUnhandled } = deps;
  const running = new RunningClaude(
    spawned,
    spec,
    {
      host,
      timers,
      onDefect,
      onLine: (line) => onLine(spec.agentId, line),
    },
    onEvent,
  );
  try {
    const answer = await awaitReady(running, spec, timers, timeoutMs);
    const { account, claude_code_version } = Initialized.parse(answer);
    running.account = readAccount(account ?? undefined);
    running.cliVersion = claude_code_version;
    return running;
  } catch (cause) {
    const exit = await running.stop({ graceMs: 0 });
    if (cause === ENDED) {
      throw classifyStartFailure(deps.claudePath, exit, running.startErrors);
    }
    if (cause === TIMED_OUT) {
      throw new ClaudeError(
        "claude_start_timeout",
        `Cannot start "${deps.claudePath}": it did not answer within ${timeoutMs} ms`,
      );
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ClaudeError(
      "claude_start_failed",
      `Cannot start "${deps.claudePath}": ${reason}`,
      cause,
    );
  }
}

/** The answer to `initialize`; throws `ENDED`, `TIMED_OUT`, or what the CLI refused. */
async function awaitReady(
  running: RunningClaude,
  spec: LaunchSpec,
  timers: Timers,
  timeoutMs: number,
): Promise<unknown> {
  const servers = Object.keys(spec.toolServers ?? {});
  const answer = running.request({
    subtype: "initialize",
    sdkMcpServers: servers.length > 0 ? servers : undefined,
  }, timeoutMs * 2);
  const ended = running.ended.then(() => ENDED);
  try {
    const first = await within(
      timers,
      timeoutMs,
      Promise.race([answer, ended]),
    );
    if (first === ENDED || first === TIMED_OUT) throw first;
    return first;
  } catch (error) {
    // Writing to a process that just died fails before its end is known.
    const isGone = error instanceof ClaudeError &&
      await within(timers, 1000, ended) === ENDED;
    throw isGone ? ENDED : error;
  }
}

function readAccount(
  account: NonNullable<z.infer<typeof Initialized>["account"]> | undefined,
): CliAccount {
  return {
    source: account?.apiKeySource ?? account?.tokenSource,
    provider: account?.apiProvider,
    email: account?.email,
  };
}

function reportUnhandled(error: unknown): void {
  void Promise.reject(error);
}
