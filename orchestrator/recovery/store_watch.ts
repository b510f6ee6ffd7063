import type { LiveStorePort } from "../ports.ts";

/** What is told of a store that refuses, and takes again. */
export type StoreNews = {
  /** It refuses commits since now. */
  readonly onRefused: (error: unknown) => void;
};

/** The same store; its first refused commit, and the first after each one that it took, are told. */
export function watchedStore(
  store: LiveStorePort,
  news: StoreNews,
): Pick<LiveStorePort, "commit"> {
  let isRefusing = false;
  return {
    commit: async (batch) => {
      try {
        await store.commit(batch);
        isRefusing = false;
      } catch (error) {
        if (!isRefusing) {
          isRefusing = true;
          news.onRefused(error);
        }
        throw error;
      }
    },
  };
}
