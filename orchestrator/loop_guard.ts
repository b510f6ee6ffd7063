import { canonicalJson } from "@/domain/canonical_json.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import { toolDetail } from "./tool_detail.ts";

/** Equal calls in a row after which a person is asked. */
const MOST_EQUAL_CALLS = 5;

/** What an agent does again and again. */
export type Loop = {
  readonly tool: string;
  readonly detail: string;
  readonly times: number;
};

/** Notices an agent that calls the same tool with the same input again and again; subagents do not count. */
export class LoopGuard {
  #last = "";
  #times = 0;

  /** The loop, when this event makes one; then counting begins again. */
  observe(event: CliEvent): Loop | undefined {
    if (event.kind === "turn_ended") this.#last = "";
    if (event.kind !== "block_finished" || event.parentToolUseId) {
      return undefined;
    }
    const { block } = event;
    if (block.type !== "tool_use") return undefined;
    const call = `${block.name} ${canonicalJson(block.input)}`;
    this.#times = call === this.#last ? this.#times + 1 : 1;
    this.#last = call;
    if (this.#times < MOST_EQUAL_CALLS) return undefined;
    this.#last = "";
    return {
      tool: block.name,
      detail: toolDetail(block.name, block.input),
      times: this.#times,
    };
  }
}
