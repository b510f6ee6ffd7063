import { strict as assert } from "node:assert";
import { type TaggedProcess } from "@/wrapper/process_table.ts";
import { findTagged } from "@/wrapper/sweep.ts";

const LOOK_EVERY_MS = 25;

/** The processes of an instance that run right now. */
export function tagged(instanceId: string): Promise<TaggedProcess[]> {
  return findTagged({ ps: "/usr/bin/ps" }, instanceId);
}

/** Waits until the processes of an instance are as `isAsMeant` says, and gives them. */
export async function untilTagged(
  instanceId: string,
  isAsMeant: (processes: readonly TaggedProcess[]) => boolean,
  deadlineMs = 10_000,
): Promise<TaggedProcess[]> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const processes = await tagged(instanceId);
    if (isAsMeant(processes)) return processes;
    const seen = processes.map(({ pid, command }) => `${pid} ${command}`);
    assert.ok(Date.now() < deadline, `still running: ${seen.join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The command of a tool that would run for ever, with a child in a session of its own. */
export const ENDLESS = "setsid sleep 987 & while true; do sleep 1; done";

/** Whether the endless tool runs, with all of its parts. */
export function endlessRuns(processes: readonly TaggedProcess[]): boolean {
  const commands = processes.map(({ command }) => command);
  return commands.includes("sleep 987") && commands.includes("sleep 1");
}
