import {
  ClaudeError,
  type ClaudeProcess,
  type LaunchSpec,
  type PermissionAnswer,
  type PermissionMode,
} from "@/domain/claude_process.ts";
import type { CliAccount, CliEvent, CliExit } from "@/domain/cli_event.ts";
import type { RawLine } from "@/domain/frames.ts";
import { ControlChannel } from "./control_channel.ts";
import { EventQueue } from "./event_queue.ts";
import type { HostTools } from "./host_tools.ts";
import { ProcessOutput } from "./process_output.ts";
import { ProcessPause } from "./process_pause.ts";
import type { SpawnedClaude } from "./spawn_claude.ts";
import { StdinWriter } from "./stdin_writer.ts";
import { climbDown, STOP_TIMES } from "./stop_ladder.ts";
import { endMatching, signalGroup } from "./sweep.ts";
import { pause, TIMED_OUT, type Timers, within } from "./timers.ts";

/** Milliseconds in which the CLI has to read one line. */
const WRITE_DEADLINE_MS = 10_000;
/** Milliseconds in which the CLI has to answer an interrupt. */
const INTERRUPT_DEADLINE_MS = 5000;
/** Milliseconds in which the CLI has to take another permission mode. */
const MODE_DEADLINE_MS = 5000;
/** Milliseconds between TERM and KILL for tools whose CLI is gone. */
const ORPHAN_TERM_MS = 300;
/** Milliseconds until processes are looked at again, where that was not possible. */
const LOOK_AGAIN_MS = 1_000;
/** Milliseconds to read what is left in the pipes of a process that ended. */
const DRAIN_MS = 500;
/** Milliseconds that the last events may take to be handled. */
const LAST_EVENTS_MS = 1000;

type RunningDeps = {
  readonly host: HostTools;
  readonly timers: Timers;
  readonly onDefect: (error: unknown) => void;
  readonly onLine: (line: RawLine) => void;
};

/**
 * One `claude` from its first byte to the end of its tree.
 *
 * Three loops run beside each other: standard output is read, decoded and
 * queued; standard error is read and kept; and the end is awaited, after which
 * whatever the process left behind is swept, the pipes are drained, `exited`
 * is told last, and the promise of the same name resolves.
 */
export class RunningClaude implements ClaudeProcess {
  readonly pid: number;
  /** Resolves when the leader has ended; its tree may still be swept. */
  readonly ended: Promise<Deno.CommandStatus>;
  readonly exited: Promise<CliExit>;
  account: CliAccount = {
    source: undefined,
    provider: undefined,
    email: undefined,
  };
  cliVersion: string | undefined;

  readonly #spawned: SpawnedClaude;
  readonly #deps: RunningDeps;
  readonly #stdin: StdinWriter;
  readonly #output: ProcessOutput;
  readonly #channel: ControlChannel;
  readonly #queue: EventQueue<CliEvent>;
  /** Messages whose receipt did not come yet. */
  readonly #sent = new Set<string>();
  #stopping: Promise<CliExit> | undefined;
  readonly #pause: ProcessPause;

  constructor(
    spawned: SpawnedClaude,
    spec: LaunchSpec,
    deps: RunningDeps,
    onEvent: (event: CliEvent) => void | Promise<void>,
  ) {
    const { child } = spawned;
    this.pid = child.pid;
    this.#spawned = spawned;
    this.#deps = deps;
    this.#pause = new ProcessPause(deps.host, {
      groupId: child.pid,
      launchId: spawned.launchId,
    });
    this.#stdin = new StdinWriter(
      child.stdin,
      deps.timers,
      WRITE_DEADLINE_MS,
      (text, bytes) => deps.onLine({ from: "in", text, bytes }),
    );
    this.#channel = new ControlChannel({
      write: (message) => this.#stdin.write(message),
      timers: deps.timers,
      toolServers: spec.toolServers ?? {},
      handled: () => this.#queue.drained(),
    });
    this.#queue = new EventQueue(onEvent, deps.onDefect);
    this.#output = new ProcessOutput(child, {
      channel: this.#channel,
      queue: this.#queue,
      timers: deps.timers,
      takeReceipt: (uuid) => this.#sent.delete(uuid),
      onLine: deps.onLine,
    });
    this.ended = child.status;
    this.exited = this.#finish();
    this.exited.catch(deps.onDefect);
  }

  /** The words that explain why it ended before it was ready. */
  get startErrors(): readonly string[] {
    return this.#output.startErrors;
  }

  /** Sends one control request and gives its answer; errors as `ControlChannel.request`. */
  request(
    payload: { readonly subtype: string; readonly [key: string]: unknown },
    deadlineMs: number,
  ): Promise<unknown> {
    return this.#channel.request(payload, deadlineMs);
  }

  async send(
    message: {
      readonly uuid: string;
      readonly text: string;
      readonly priority?: "now" | "next" | "later";
    },
  ): Promise<void> {
    this.#sent.add(message.uuid);
    await this.#stdin.write({
      type: "user",
      message: { role: "user", content: message.text },
      parent_tool_use_id: null,
      uuid: message.uuid,
      priority: message.priority,
      // Otherwise a text like "/cost" runs as a command of the CLI itself.
      client_composed: true,
    });
  }

  async interrupt(
    options: { readonly cancelQueued?: boolean } = {},
  ): Promise<void> {
    const cancel_queued = options.cancelQueued ? true : undefined;
    await this.request(
      { subtype: "interrupt", cancel_queued },
      INTERRUPT_DEADLINE_MS,
    );
  }

  async setPermissionMode(mode: PermissionMode): Promise<void> {
    await this.request(
      { subtype: "set_permission_mode", mode },
      MODE_DEADLINE_MS,
    );
  }

  answerPermission(requestId: string, answer: PermissionAnswer): Promise<void> {
    return this.#channel.answerPermission(requestId, answer);
  }

  pause(): Promise<boolean> {
    return this.#pause.begin(() => this.#stopping !== undefined);
  }

  unpause(): Promise<void> {
    return this.#pause.end();
  }

  stop(options: { readonly graceMs?: number } = {}): Promise<CliExit> {
    this.#stopping ??= this.#stop(options.graceMs ?? STOP_TIMES.graceMs)
      .finally(() => this.#stopping = undefined);
    return this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #stop(graceMs: number): Promise<CliExit> {
    // A process that stands still hears nothing but KILL.
    await this.unpause();
    const outcome = await climbDown(
      {
        interrupt: () => this.interrupt({ cancelQueued: true }),
        closeInput: () => this.#stdin.close(),
        terminate: () => this.#signal("TERM"),
        kill: () => this.#signal("KILL"),
      },
      this.ended,
      { ...STOP_TIMES, graceMs },
      this.#deps.timers,
    );
    if (outcome === undefined) {
      throw new ClaudeError(
        "stop_failed",
        `Cannot stop process ${this.pid}: it is still there after SIGKILL`,
      );
    }
    return await this.exited;
  }

  async #signal(name: "TERM" | "KILL"): Promise<void> {
    if (await signalGroup(this.#deps.host, name, this.pid)) return;
    // Without a `kill` to run, only the leader itself can be reached.
    try {
      this.#spawned.child.kill(`SIG${name}`);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it ended by itself
    }
  }

  /** Ends what it left behind; rejects where the host has nothing left to look with. */
  async #endLeftovers(): Promise<void> {
    const { launchId } = this.#spawned;
    await endMatching(
      this.#deps.host,
      (process) => process.launchId === launchId,
      this.#deps.timers,
      ORPHAN_TERM_MS,
    );
  }

  /** The same, as soon as the host lets it look. */
  async #endLeftoversLater(): Promise<void> {
    for (let isDone = false; !isDone;) {
      await pause(this.#deps.timers, LOOK_AGAIN_MS);
      isDone = await this.#endLeftovers().then(() => true, () => false);
    }
  }

  async #finish(): Promise<CliExit> {
    const { timers } = this.#deps;
    const spawned = this.#spawned;
    const status = await this.ended;
    this.#channel.close();
    await this.#stdin.close();
    // Without a look at the processes, that this one has ended is told all the same.
    await this.#endLeftovers().catch(() => void this.#endLeftoversLater());
    const drained = await within(timers, DRAIN_MS, this.#output.read);
    if (drained === TIMED_OUT) {
      // Somebody beyond our reach holds the pipes open.
      await this.#output.cancel();
    }
    const exit: CliExit = {
      code: status.code,
      signal: status.signal ??
        (spawned.contained ? signalOf(status.code) : undefined),
      stderrTail: this.#output.stderrTail,
    };
    void this.#queue.push({ kind: "exited", exit });
    await within(timers, LAST_EVENTS_MS, this.#queue.drained());
    return exit;
  }
}

/**
 * The signal behind an exit code, as the first process of a namespace passes
 * it on. TERM and HUP are missing on purpose: the CLI catches those, and then
 * exits with such a code by itself.
 */
function signalOf(code: number): string | undefined {
  const signals: Readonly<Record<number, string>> = {
    132: "SIGILL",
    134: "SIGABRT",
    135: "SIGBUS",
    137: "SIGKILL",
    139: "SIGSEGV",
  };
  return signals[code];
}
