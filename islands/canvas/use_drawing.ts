import { useEffect, useState } from "preact/hooks";

type Loaded = typeof import("@/components/canvas/flow/Drawing.tsx");

/** What draws, once it is here; it comes in a script of its own. */
export function useDrawing(): {
  readonly Drawing?: Loaded["Drawing"];
  /** It could not be loaded. */
  readonly isMissing: boolean;
} {
  const [loaded, setLoaded] = useState<Loaded>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    import("@/components/canvas/flow/Drawing.tsx").then(
      (module) => setLoaded(() => module),
      () => setMissing(true),
    );
  }, []);
  return { Drawing: loaded?.Drawing, isMissing };
}
