/** Errors in the shape in which the Messages API reports them. */

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

/** The error type that usually goes with an HTTP status. */
export function errorTypeOf(status: number): string {
  return ERROR_TYPES[status] ??
    (status < 500 ? "invalid_request_error" : "api_error");
}

/** The JSON text of an error answer. */
export function apiErrorBody(type: string, message: string): string {
  return JSON.stringify({ type: "error", error: { type, message } });
}

/** An HTTP answer that carries an error. */
export function apiErrorResponse(status: number, message: string): Response {
  return new Response(apiErrorBody(errorTypeOf(status), message), {
    status,
    headers: { "content-type": "application/json" },
  });
}
