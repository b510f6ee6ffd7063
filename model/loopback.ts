/** Who may listen, and who may ask: this machine alone, and no web page. */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Tells whether a host name or address never leaves this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/**
 * Tells whether a request may be a web page's doing: it carries an `Origin`, or reached us
 * under a name that is not ours. A page that could load a script would have agents run it.
 */
export function comesFromBrowser(request: Request): boolean {
  return request.headers.has("origin") ||
    !isLoopback(new URL(request.url).hostname);
}
