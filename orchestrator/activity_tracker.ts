import type { Activity } from "@/domain/agent.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import type { Instant } from "@/domain/ids.ts";
import { toolDetail } from "./tool_detail.ts";

/** HTTP statuses by which the API asks for rest. */
const LIMIT_STATUSES: ReadonlySet<number> = new Set([429, 529]);

type Doing = { readonly tool: string; readonly detail: string };

/**
 * Follows what one process does, from its protocol events alone. Subagents'
 * frames do not count: to the agent, a subagent is one running tool.
 */
export class ActivityTracker {
  #current: Activity | undefined;
  readonly #runningTools = new Map<string, Doing>();
  /** What it asked and has no answer to, by the request's id. */
  readonly #asked = new Map<string, Doing>();

  /** What the process does, as far as its events told. */
  get current(): Activity | undefined {
    return this.#current;
  }

  /** The new activity, or `undefined` when the event changes nothing. */
  observe(event: CliEvent, now: Instant): Activity | undefined {
    const next = this.#next(event, now);
    // While one of several calls waits for a person, that comes first.
    if (this.#asked.size > 0 && next?.kind !== "awaiting_approval") {
      return undefined;
    }
    if (next) this.#current = next;
    return next;
  }

  /** A request has its answer: what was asked for goes on. `undefined` when nothing changes. */
  answered(requestId: string, now: Instant): Activity | undefined {
    if (!this.#asked.delete(requestId)) return undefined;
    const other = [...this.#asked.values()].at(-1);
    this.#current = other
      ? { kind: "awaiting_approval", since: now, ...other }
      : this.#lastTool(now) ?? { kind: "thinking", since: now };
    return this.#current;
  }

  /** To be called when the turn is over: nothing runs any more. */
  reset(): void {
    this.#current = undefined;
    this.#runningTools.clear();
    this.#asked.clear();
  }

  #next(event: CliEvent, now: Instant): Activity | undefined {
    if ("parentToolUseId" in event && event.parentToolUseId) {
      // What a subagent waited for has an answer: its tool goes on.
      return this.#current?.kind.startsWith("awaiting_")
        ? this.#lastTool(now)
        : undefined;
    }
    switch (event.kind) {
      case "turn_started":
        return this.#thinking(now);
      case "delta":
        // The input of a tool call is told as a whole, when it is finished.
        return event.of === "tool_input" ? undefined : this.#thinking(now);
      case "block_finished": {
        if (event.block.type !== "tool_use") return this.#thinking(now);
        const { id, name, input } = event.block;
        const doing = { tool: name, detail: toolDetail(name, input) };
        this.#runningTools.set(id, doing);
        return { kind: "tool", since: now, ...doing };
      }
      case "tool_result": {
        this.#runningTools.delete(event.toolUseId);
        return this.#lastTool(now) ?? this.#thinking(now);
      }
      case "permission_requested": {
        const doing = {
          tool: event.toolName,
          detail: toolDetail(event.toolName, event.input),
        };
        this.#asked.set(event.requestId, doing);
        return { kind: "awaiting_approval", since: now, ...doing };
      }
      case "api_retry":
        if (LIMIT_STATUSES.has(event.status ?? 0)) {
          const until = Date.parse(now) + event.delayMs;
          return {
            kind: "awaiting_limit",
            since: now,
            until: new Date(until).toISOString(),
          };
        }
        return {
          kind: "awaiting_retry",
          since: now,
          attempt: event.attempt,
          until: new Date(Date.parse(now) + event.delayMs).toISOString(),
          status: event.status ?? null,
        };
      default:
        return undefined;
    }
  }

  /** Of several tools that run, the one that was called last. */
  #lastTool(now: Instant): Activity | undefined {
    const left = [...this.#runningTools.values()].at(-1);
    return left && { kind: "tool", since: now, ...left };
  }

  /** Thinking goes on; it does not begin again with each piece of text. */
  #thinking(now: Instant): Activity | undefined {
    return this.#current?.kind === "thinking"
      ? undefined
      : { kind: "thinking", since: now };
  }
}
