import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { RefusalCode } from "@/domain/platform.ts";

/** What the parts of a platform in memory share. */
export type MemorySeam = {
  readonly fleet: () => Fleet;
  readonly commit: (...drafts: readonly EventDraft[]) => readonly FleetEvent[];
  /** Why every command is refused now; rejects where the test broke the platform. */
  readonly refusal: () => Promise<Refused | undefined>;
};

type Refused = ReturnType<typeof refuse>;

/** The answer of a command that is refused. */
export function refuse(code: RefusalCode) {
  const refusal = { code, message: `Cannot do it: ${code}` };
  return { ok: false, refusal } as const;
}

/** A writer that has everything stored as soon as it is told. */
export function committingAtOnce(on: MemorySeam) {
  return {
    get head() {
      return on.fleet();
    },
    get committed() {
      return on.fleet();
    },
    append: (drafts: readonly EventDraft[]) =>
      Promise.resolve(on.commit(...drafts)),
    drained: () => Promise.resolve(),
  };
}
