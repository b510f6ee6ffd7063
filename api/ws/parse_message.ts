import { type FieldError, fieldErrors } from "../problem.ts";
import { ClientMessage, MessageLabel } from "./client_message.ts";

/** As much as a request's body may have. */
export const MAX_MESSAGE_CHARS = 1024 * 1024;

/** What is wrong with a message, as its `error` tells it. */
export type MessageError = {
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FieldError[];
  readonly request?: string;
  readonly in_reply_to?: string;
};

/** Reads what came in a frame; anything may. */
export function parseMessage(
  data: unknown,
): { readonly message: ClientMessage } | { readonly error: MessageError } {
  if (typeof data !== "string") {
    return refuse("invalid_message", "Messages are text frames of JSON");
  }
  if (data.length > MAX_MESSAGE_CHARS) {
    return refuse(
      "message_too_large",
      `A message takes at most ${MAX_MESSAGE_CHARS} characters`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return refuse("invalid_json", "The message is not well-formed JSON");
  }
  const parsed = ClientMessage.safeParse(json);
  if (parsed.success) return { message: parsed.data };
  const errors = fieldErrors(parsed.error);
  const words = errors.map(({ path, message }) => `${path}: ${message}`);
  const { type, id } = MessageLabel.safeParse(json).data ?? {};
  return {
    error: {
      code: "invalid_request",
      message: words.join("; "),
      errors,
      ...(type ? { request: type } : {}),
      ...(id ? { in_reply_to: id } : {}),
    },
  };
}

function refuse(code: string, message: string) {
  return { error: { code, message } };
}
