import { failure } from "@/domain/failure.ts";
import type { MemoryStep, MemoryUse } from "@/domain/memory_over.ts";
import {
  memoryDraft,
  memoryNote,
  memoryWords,
} from "../recovery/memory_limit.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { RunnerState } from "./runner_state.ts";
import type { TurnCut } from "./turn_cut.ts";

/** What an agent does about the memory that its processes occupy. */
export class MemoryKeeping {
  constructor(
    private readonly state: RunnerState,
    private readonly turnCut: TurnCut,
    private readonly processEnd: ProcessEnd,
  ) {}

  /** Tells what was seen, and does what follows from it. Does nothing without a process. */
  async obey(act: MemoryStep | "eased", use: MemoryUse): Promise<void> {
    const { state } = this;
    if (!state.process || state.isStopping) return;
    await state.journal.append(() => [memoryDraft(state.agentId, act, use)]);
    if (act === "eased") return;
    await state.journal.note("warning", memoryNote(act, use), state.taskId);
    const why = failure("oom", memoryWords(use));
    if (act === "interrupted") {
      await this.turnCut.cut({ failure: why, outcome: "failed" });
    }
    if (act === "ended") this.processEnd.replace(why);
  }
}
