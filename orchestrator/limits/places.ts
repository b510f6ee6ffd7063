import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { LimitKind, Strain } from "@/domain/limits.ts";
import { beginning } from "@/domain/long_text.ts";
import { runningOf } from "../queue/choose_pairs.ts";

/** Something has too much to do. */
export type Strained = {
  readonly strain: Strain;
  /** What the API said, or what was measured. */
  readonly message: string;
};

/** Under a strain half as many agents work at once as did, one at least. Nothing when that changes nothing. Pure. */
export function lowering(
  fleet: Fleet,
  { strain, message }: Strained,
): EventDraft[] {
  const { limits } = fleet;
  if (!limits.enabled) return [];
  const before = limits.lowered?.places ?? runningOf(fleet);
  const places = Math.max(1, Math.floor(before / 2));
  const isSame = limits.lowered?.places === places;
  if (isSame || places >= livingOf(fleet)) return [];
  const data = { places, strain, message: beginning(message, 1_000) };
  return [{ type: "limit.lowered", data }];
}

/** After a calm time one more may work; as many as ever, when there are no more agents than that. Pure. */
export function raising(fleet: Fleet): EventDraft[] {
  const { lowered } = fleet.limits;
  if (!lowered) return [];
  const places = lowered.places + 1;
  return [{
    type: "limit.raised",
    data: { places: places < livingOf(fleet) ? places : null },
  }];
}

/** Limits that say that there is too much at once; others say nothing of it. */
export function strainOf(
  kind: LimitKind,
): Extract<Strain, LimitKind> | undefined {
  return kind === "overloaded" || kind === "rate_limit" ? kind : undefined;
}

function livingOf({ agents }: Fleet): number {
  return Object.values(agents).filter(({ state }) => !isEnded(state)).length;
}
