import type { BudgetAlert } from "@/components/budget/alerts.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { LimitsState } from "@/domain/limits.ts";
import { BudgetsBanner } from "./banners/BudgetsBanner.tsx";
import { HistoryBanner } from "./banners/HistoryBanner.tsx";
import { LimitsBanner } from "./banners/LimitsBanner.tsx";
import { LinkBanner } from "./banners/LinkBanner.tsx";

type BannersProps = {
  readonly limits: LimitsState;
  readonly budgets: readonly BudgetAlert[];
  readonly history: HistoryState;
  /** Where what asks a person stands among what the page shows. */
  readonly isFleet: boolean;
  /** Milliseconds since 1970 on the server. */
  readonly atMs: number;
};

/** What holds everything up, told on every page as it happens. */
export default function Banners(
  { limits, budgets, history, isFleet, atMs }: BannersProps,
) {
  return (
    <>
      <LinkBanner />
      <LimitsBanner rendered={limits} isFleet={isFleet} atMs={atMs} />
      <BudgetsBanner rendered={budgets} isFleet={isFleet} />
      <HistoryBanner rendered={history} />
    </>
  );
}
