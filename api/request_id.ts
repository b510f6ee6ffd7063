const byRequest = new WeakMap<Request, string>();

/** The id under which logs and answers speak of a request. */
export function requestId(request: Request): string {
  const known = byRequest.get(request);
  if (known) return known;
  const id = crypto.randomUUID();
  byRequest.set(request, id);
  return id;
}

/** Speaks of a request that was rebuilt under the id of the one that came. */
export function keepRequestId(came: Request, rebuilt: Request): void {
  byRequest.set(rebuilt, requestId(came));
}
