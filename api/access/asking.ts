import { AsyncLocalStorage } from "node:async_hooks";
import type { AskedFrom } from "@/domain/asked_from.ts";
import type { Caller } from "./caller.ts";

/** Knows, while a request is answered, from where it was asked for. */
export class Asking {
  readonly #from = new AsyncLocalStorage<AskedFrom>();

  /** From where the request comes that is being answered here; `undefined` outside of one. */
  get from(): AskedFrom | undefined {
    return this.#from.getStore();
  }

  /** Answers a request; what that waits for knows from where it was asked for. */
  answer<T>(from: AskedFrom, run: () => T): T {
    return this.#from.run(from, run);
  }
}

/** Where a caller who was let in asks from. */
export function askedFrom(caller: Caller, address: string): AskedFrom {
  return caller.kind === "token" ? { kind: "token", address } : {
    kind: "browser",
    id: browserId(caller.session),
    name: caller.name,
    address,
  };
}

/** Tells browsers apart; of the hash of a cookie, so that it opens nothing. */
export function browserId(session: string): string {
  return session.slice(0, 16);
}
