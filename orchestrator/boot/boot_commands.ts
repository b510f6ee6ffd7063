import type { Commands } from "@/domain/platform.ts";
import type { EventWriter } from "../event_writer.ts";

/** What a person may do about the report of a start; see `domain/platform.ts` for the promises. */
export function bootCommands(
  writer: Pick<EventWriter, "head" | "committed" | "append" | "drained">,
): Pick<Commands, "dismissBootReport"> {
  return {
    dismissBootReport: async () => {
      const { boot } = writer.head;
      if (boot.last !== null && boot.dismissed_at === null) {
        await writer.append([{
          type: "server.boot_report_dismissed",
          data: { by: { kind: "person" } },
        }]);
      }
      await writer.drained();
      return { ok: true, value: writer.committed.boot };
    },
  };
}
