/** Carries out a planned reply. */

import { droppedResponse, emptyBody } from "./dropped_response.ts";
import { messageBody } from "./model_message.ts";
import { playEvents, streamBody } from "./paced_stream.ts";
import { pause } from "./pause.ts";
import type { ReplyPlan } from "./reply_plan.ts";

/**
 * Answers a request as planned. `closing` ends every wait early.
 *
 * A stream stops when its client leaves. A hung request only waits, so it may outlive its
 * client until the model closes: `Deno.serve` tells of a client that left before the answer
 * through `request.signal` alone, and warns on the console about whoever listens to it.
 */
export async function performPlan(
  plan: ReplyPlan,
  wantsStream: boolean,
  closing: AbortSignal,
): Promise<Response> {
  switch (plan.kind) {
    case "hang":
      await pauseUnlessClosing(Infinity, closing);
      return droppedResponse(emptyBody());
    case "reset":
      await pauseUnlessClosing(plan.delayMs, closing);
      return droppedResponse(emptyBody());
    case "http":
      await pauseUnlessClosing(plan.delayMs, closing);
      return new Response(plan.body, {
        status: plan.status,
        headers: { "content-type": "application/json", ...plan.headers },
      });
    case "message":
      return wantsStream
        ? streamMessage(plan, closing)
        : await sendMessage(plan, closing);
  }
}

type MessagePlan = Extract<ReplyPlan, { kind: "message" }>;

function streamMessage(plan: MessagePlan, closing: AbortSignal): Response {
  const body = streamBody((signal) => playEvents(plan, signal), closing);
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    ...plan.headers,
  };
  return plan.faults.cutAfter === undefined
    ? new Response(body, { status: plan.status, headers })
    : droppedResponse(body, headers);
}

async function sendMessage(
  plan: MessagePlan,
  closing: AbortSignal,
): Promise<Response> {
  await pauseUnlessClosing(plan.delayMs, closing);
  return Response.json(messageBody(plan.message), {
    status: plan.status,
    headers: plan.headers,
  });
}

async function pauseUnlessClosing(
  ms: number,
  closing: AbortSignal,
): Promise<void> {
  try {
    await pause(ms, closing);
  } catch (error) {
    if (!closing.aborted) throw error;
  }
}
