import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { toast } from "./toast/toasts.ts";

/**
 * A part of a page that is loaded when it is first needed; `undefined` until
 * it is here. What does not come is tried again the next time.
 */
export function useLoaded<P>(
  isNeeded: boolean,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> | undefined {
  const [Part, setPart] = useState<ComponentType<P>>();
  useEffect(() => {
    if (!isNeeded || Part) return;
    load().then(
      (part) => setPart(() => part),
      () => toast("This part of the page could not be loaded: try again"),
    );
  }, [isNeeded]);
  return Part;
}
