/** What a pattern led to. */
export interface Match<T> {
  readonly value: T;
  readonly pattern: string;
  readonly params: Record<string, string>;
}

/**
 * Finds what is registered for a path: exact paths first, then patterns with
 * dynamic parts in the order in which they were added.
 */
export class Router<T> {
  readonly #exact = new Map<string, T>();
  readonly #dynamic: { pattern: string; matcher: URLPattern; value: T }[] = [];

  /** The value registered under `pattern`; made by `create` the first time. */
  at(pattern: string, create: () => T): T {
    const known = this.#exact.get(pattern) ??
      this.#dynamic.find((entry) => entry.pattern === pattern)?.value;
    if (known !== undefined) return known;

    const value = create();
    if (/[:*?+{}()\\]/.test(pattern)) {
      const matcher = new URLPattern({ pathname: pattern });
      this.#dynamic.push({ pattern, matcher, value });
    } else {
      this.#exact.set(pattern, value);
    }
    return value;
  }

  /** What answers `pathname`, percent-encoded as in a URL. */
  match(pathname: string): Match<T> | undefined {
    const exact = this.#exact.get(pathname);
    if (exact !== undefined) {
      return { value: exact, pattern: pathname, params: {} };
    }
    for (const { pattern, matcher, value } of this.#dynamic) {
      const groups = matcher.exec({ pathname })?.pathname.groups;
      if (groups) return { value, pattern, params: decodeParams(groups) };
    }
    return undefined;
  }
}

function decodeParams(
  groups: Record<string, string | undefined>,
): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (value !== undefined) params[name] = decode(value);
  }
  return params;
}

/** Leaves a value with broken percent-encoding as it is. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
