/** Turns the fields of a reply into the one thing that the server has to do. */

import type { MessagesRequest } from "./messages_request.ts";
import { buildMessage, type ModelMessage } from "./model_message.ts";
import type { Choice } from "./rule_book.ts";
import { draw, type SeededRandom } from "./seeded_random.ts";
import { fillTemplate, type TemplateScope } from "./templates.ts";
import { apiErrorBody, errorTypeOf } from "./api_error.ts";
import type { ReplyFields } from "./script_schema.ts";

/** Where an SSE stream goes wrong, counted in events. */
export interface StreamFaults {
  readonly cutAfter?: number;
  readonly endAfter?: number;
  readonly stallAfter?: number;
  readonly malformedAt?: number;
  readonly errorAt?: number;
  /** The `error` event's data, JSON text. */
  readonly errorBody: string;
}

/** How fast a stream is written. Sizes are characters, delays milliseconds. */
export interface Pacing {
  readonly chunkSize: number | readonly [number, number];
  readonly chunkDelayMs: number | readonly [number, number];
  readonly random: SeededRandom;
}

/** What the server does with a request. */
export type ReplyPlan =
  | { readonly kind: "hang" }
  | { readonly kind: "reset"; readonly delayMs: number }
  | {
    readonly kind: "http";
    readonly delayMs: number;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }
  | {
    readonly kind: "message";
    readonly delayMs: number;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly message: ModelMessage;
    readonly pacing: Pacing;
    readonly faults: StreamFaults;
  };

const DEFAULT_CHUNK_SIZE = 40;

/** Plans the answer: hanging wins over a reset, a reset over a raw body, that over an error, that over a message. */
export function planReply(
  choice: Choice,
  request: MessagesRequest,
  scope: TemplateScope,
): ReplyPlan {
  const { reply } = choice;
  const { random } = scope;
  const delayMs = draw(reply.delay_ms ?? 0, random);
  const headers = filled(reply.headers, scope);
  if (reply.hang) return { kind: "hang" };
  if (reply.reset) return { kind: "reset", delayMs };
  if (reply.raw_body !== undefined) {
    const status = reply.status ?? 200;
    const body = fillTemplate(reply.raw_body, scope);
    return { kind: "http", delayMs, status, headers, body };
  }
  if (reply.status !== undefined && reply.status >= 400) {
    const body = errorBody(reply, reply.status, scope);
    return { kind: "http", delayMs, status: reply.status, headers, body };
  }
  return {
    kind: "message",
    delayMs,
    status: reply.status ?? 200,
    headers,
    message: buildMessage(reply, request, scope),
    pacing: {
      chunkSize: reply.chunk_size ?? DEFAULT_CHUNK_SIZE,
      chunkDelayMs: reply.chunk_delay_ms ?? 0,
      random,
    },
    faults: {
      cutAfter: reply.cut_after_events,
      endAfter: reply.end_after_events,
      stallAfter: reply.stall_after_events,
      malformedAt: reply.malformed_at_event,
      errorAt: reply.error_at_event,
      errorBody: errorBody(reply, 529, scope),
    },
  };
}

function errorBody(
  reply: ReplyFields,
  status: number,
  scope: TemplateScope,
): string {
  const type = reply.error_type ?? errorTypeOf(status);
  const message = reply.message ?? `Scripted error ${status}`;
  return apiErrorBody(type, fillTemplate(message, scope));
}

function filled(
  headers: Readonly<Record<string, string>> | undefined,
  scope: TemplateScope,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map((
      [name, value],
    ) => [name, fillTemplate(value, scope)]),
  );
}
