import type { HistoryState } from "@/domain/history_state.ts";
import { HistoryNotice } from "@/components/HistoryNotice.tsx";
import { history } from "../live/store.ts";

/** Tells on every page when the history does not follow, as it happens. */
export function HistoryBanner(
  { rendered }: { readonly rendered: HistoryState },
) {
  return <HistoryNotice state={history.value ?? rendered} />;
}
