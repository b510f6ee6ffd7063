import type { LiveStorePort } from "../ports.ts";

/** A commit that takes longer holds everything up, in milliseconds. */
export const STUCK_MS = 2_000;

/** What is told of a store that refuses, and takes again. */
export type StoreNews = {
  /** It refuses commits since now. */
  readonly onRefused: (error: unknown) => void;
  /** A commit takes longer than it may. */
  readonly onStuck: () => void;
  /** It took that commit, or refused it, after so many milliseconds. */
  readonly onMoving: (afterMs: number) => void;
};

/** The same store; its first refused commit, and the first after each one that it took, are told, and so is one that takes too long. */
export function watchedStore(
  store: Pick<LiveStorePort, "commit">,
  news: StoreNews,
  stuckMs = STUCK_MS,
): Pick<LiveStorePort, "commit"> {
  let isRefusing = false;
  return {
    commit: async (batch) => {
      const beganMs = performance.now();
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        news.onStuck();
      }, stuckMs);
      try {
        await store.commit(batch);
        isRefusing = false;
      } catch (error) {
        if (!isRefusing) {
          isRefusing = true;
          news.onRefused(error);
        }
        throw error;
      } finally {
        clearTimeout(timer);
        if (isLate) news.onMoving(performance.now() - beganMs);
      }
    },
  };
}
