import type { Commands } from "@/domain/platform.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LimitGate } from "./limit_gate.ts";

/** Who decides by a command; there is one person so far. */
const PERSON = { kind: "person" } as const;

/** What a person may do about the account's limits; see `domain/platform.ts` for the promises. */
export function limitCommands(
  writer: Pick<EventWriter, "committed">,
  gate: Pick<LimitGate, "open" | "enable">,
): Pick<Commands, "openLimits" | "enableLimits"> {
  return {
    openLimits: async () => {
      await gate.open(PERSON);
      return { ok: true, value: writer.committed.limits };
    },
    enableLimits: async (enabled) => {
      await gate.enable(enabled, PERSON);
      return { ok: true, value: writer.committed.limits };
    },
  };
}
