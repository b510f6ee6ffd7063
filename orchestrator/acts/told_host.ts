import type { HostService } from "@/domain/host_port.ts";
import type { TellAct } from "@/domain/person_act.ts";
import { toldAct } from "./told_act.ts";

/** The same host; what a person has it do is told in the log. */
export function toldHost(host: HostService, tell: TellAct): HostService {
  return {
    processes: () => host.processes(),
    disk: () => host.disk(),
    endLeftovers: () =>
      toldAct(
        tell,
        { act: "leftovers.ended", target: { type: "processes", id: null } },
        () => host.endLeftovers(),
        (ended) => ({ detail: { ended } }),
      ),
    clean: (kinds) =>
      toldAct(
        tell,
        {
          act: "disk.cleaned",
          target: { type: "disk", id: null },
          detail: { kinds: [...kinds] },
        },
        () => host.clean(kinds),
        (cleaned) => ({ detail: { ...cleaned } }),
      ),
  };
}
