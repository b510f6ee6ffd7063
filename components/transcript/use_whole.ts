import { useEffect, useState } from "preact/hooks";
import type { LongText } from "@/domain/long_text.ts";
import type { LoadFull } from "./row_view.ts";

/**
 * A text of which at first the beginning is held.
 *
 * @param n Number of the transcript entry that the text belongs to.
 * @param wanted Loads the rest without being asked.
 */
export function useWhole(
  text: LongText,
  n: number,
  loadFull: LoadFull,
  wanted = false,
) {
  const [full, setFull] = useState<string>();
  const [busy, setBusy] = useState(false);
  const held = full ?? text.text;
  const isWhole = full !== undefined || text.text.length >= text.length;

  const load = async () => {
    if (isWhole || busy) return;
    setBusy(true);
    const loaded = await loadFull(n);
    if (loaded !== undefined) setFull(loaded);
    setBusy(false);
  };
  useEffect(() => {
    if (wanted) void load();
  }, [wanted]);

  return { text: held, isWhole, busy, load };
}
