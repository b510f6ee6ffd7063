/** Who sends a request. */
export type Caller =
  | { readonly kind: "token" }
  | {
    readonly kind: "browser";
    /** Hash of its cookie's value. */
    readonly session: string;
    /** What the browser is called. */
    readonly name: string | null;
    /** Milliseconds since 1970. */
    readonly signedInAt: number;
  };

const byRequest = new WeakMap<Request, Caller>();

/** Keeps who sent the request, for those that answer it. */
export function keepCaller(request: Request, caller: Caller): void {
  byRequest.set(request, caller);
}

/** Who sent the request; `undefined` where nobody had to sign in. */
export function callerOf(request: Request): Caller | undefined {
  return byRequest.get(request);
}

/** The caller as one word, for what is kept apart by caller. */
export function callerKey(caller: Caller | undefined, address: string): string {
  if (!caller) return `address:${address}`;
  return caller.kind === "token" ? "token" : `browser:${caller.session}`;
}
