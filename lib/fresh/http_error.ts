/** The reason phrases a client sees when no message was given. */
const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/**
 * An error that becomes a response with its own status instead of a 500.
 * Throw it from a middleware, a handler or a page; the nearest error page renders it.
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;

  /**
   * @param status HTTP status of the response, 400 to 599.
   * @param message Shown by error pages; the status' reason phrase by default.
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message ?? REASONS[status] ?? `HTTP ${status}`, options);
    this.status = status;
  }
}

/** The status an error is answered with: its own for an `HttpError`, else 500. */
export function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}
