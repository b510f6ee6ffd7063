import { useEffect, useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import { fleet, link, now, seedFleet } from "./store.ts";
import { join } from "./stream.ts";

/** What the server rendered a page with. */
export type Rendered = {
  readonly fleet: Fleet;
  /** Milliseconds since 1970 on the server. */
  readonly atMs: number;
};

/**
 * The fleet and the time as they are now. On the server and for the first
 * paint in the browser these are what the page was rendered with, so that both
 * write the same markup.
 */
export function useLive(rendered: Rendered) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => {
    seedFleet(rendered.fleet);
    setMounted(true);
    return join("fleet");
  }, []);
  return mounted
    ? {
      fleet: fleet.value ?? rendered.fleet,
      now: now.value,
      link: link.value,
    }
    : {
      fleet: rendered.fleet,
      now: rendered.atMs,
      link: "connecting" as const,
    };
}
