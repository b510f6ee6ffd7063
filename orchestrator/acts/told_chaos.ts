import type { ChaosService } from "@/domain/chaos_port.ts";
import type { TellAct } from "@/domain/person_act.ts";
import { cameOf, toldAct } from "./told_act.ts";

/** The same chaos; what a visitor of the demo breaks is told in the log. */
export function toldChaos(chaos: ChaosService, tell: TellAct): ChaosService {
  return {
    breakPart: (part) =>
      toldAct(
        tell,
        {
          act: "demo.broken",
          target: { type: "demo", id: null },
          detail: { part },
        },
        () => chaos.breakPart(part),
        (answer) => cameOf(answer),
      ),
  };
}
