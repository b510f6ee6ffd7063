import type { Outcome } from "@/domain/platform.ts";
import { StoreUnavailable } from "./event_writer.ts";
import type { LiveStorePort, LogPort, StoragePort } from "./ports.ts";

type Command<A extends unknown[], T> = (...args: A) => Promise<Outcome<T>>;

/** Refuses commands that could not be kept, and knows which are under way. */
export class CommandGuard {
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(
    private readonly deps: {
      readonly store: Pick<LiveStorePort, "isStuck">;
      readonly storage: Pick<StoragePort, "status">;
      readonly log: LogPort;
    },
  ) {}

  /** The same command, refused while the server stops and when the store takes no commit. */
  guarded<A extends unknown[], T>(command: Command<A, T>): Command<A, T> {
    return async (...args) => {
      if (this.#isClosed) {
        return refused("server_stopping", "Cannot do this: the server stops");
      }
      if (this.deps.store.isStuck()) {
        return refused(
          "store_unavailable",
          "Cannot do this now: the live store takes no commits",
        );
      }
      const answer = command(...args);
      this.#underWay.add(answer);
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.deps.log.error("live store refused a command", { error });
        return refused("store_unavailable", error.message);
      } finally {
        this.#underWay.delete(answer);
      }
    };
  }

  /** The same for a command that begins something: also refused while there is no room to store it. */
  guardedStart<A extends unknown[], T>(command: Command<A, T>): Command<A, T> {
    return this.guarded((...args: A) =>
      this.deps.storage.status.disk.state === "full"
        ? Promise.resolve(refused(
          "disk_full",
          "Cannot begin anything new: the disk of the data folder is full. It goes on by itself when there is room",
        ))
        : command(...args)
    );
  }

  /** From now on every command is refused; those under way go on. */
  close(): void {
    this.#isClosed = true;
  }

  /** Resolves when the commands that are under way now have been answered. Never rejects. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }
}

function refused(
  code: "server_stopping" | "store_unavailable" | "disk_full",
  message: string,
) {
  return { ok: false, refusal: { code, message } } as const;
}
