import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import { type Frame, optionalText } from "./frame.ts";
import { badShape } from "./malformed.ts";

const ControlRequest = z.looseObject({
  request_id: z.string(),
  request: z.looseObject({ subtype: z.string() }),
});

const CanUseTool = z.looseObject({
  tool_name: z.string(),
  tool_use_id: optionalText,
  input: z.record(z.string(), z.unknown()),
  permission_suggestions: z.array(z.unknown()).nullish(),
  requires_user_interaction: z.boolean().nullish(),
  blocked_path: optionalText,
});

const ControlCancel = z.looseObject({ request_id: z.string() });

const ControlResponse = z.looseObject({
  response: z.union([
    z.looseObject({
      subtype: z.literal("success"),
      request_id: z.string(),
      response: z.unknown().optional(),
    }),
    z.looseObject({
      subtype: z.literal("error"),
      request_id: z.string(),
      error: z.string(),
    }),
  ]),
});

/** A request of the CLI to us, or an answer of the CLI to a request of ours. */
export type ControlFrame =
  | {
    readonly kind: "request";
    readonly requestId: string;
    readonly subtype: string;
    readonly request: Frame;
  }
  | { readonly kind: "cancel"; readonly requestId: string }
  | {
    readonly kind: "response";
    readonly requestId: string;
    readonly outcome:
      | { readonly ok: true; readonly value: unknown }
      | { readonly ok: false; readonly error: string };
  }
  | { readonly kind: "bad_shape" };

/** Reads a frame of the control protocol; `undefined` when it is another's. */
export function readControlFrame(frame: Frame): ControlFrame | undefined {
  switch (frame.type) {
    case "control_request": {
      const { data } = ControlRequest.safeParse(frame);
      if (!data) return { kind: "bad_shape" };
      return {
        kind: "request",
        requestId: data.request_id,
        subtype: data.request.subtype,
        request: data.request,
      };
    }
    case "control_cancel_request": {
      const { data } = ControlCancel.safeParse(frame);
      if (!data) return { kind: "bad_shape" };
      return { kind: "cancel", requestId: data.request_id };
    }
    case "control_response": {
      const { data } = ControlResponse.safeParse(frame);
      if (!data) return { kind: "bad_shape" };
      const { response } = data;
      return {
        kind: "response",
        requestId: response.request_id,
        outcome: response.subtype === "success"
          ? { ok: true, value: response.response }
          : { ok: false, error: response.error },
      };
    }
    default:
      return undefined;
  }
}

/** Reads the question whether a tool may run. */
export function decodePermissionRequest(
  requestId: string,
  request: Frame,
): CliEvent {
  const { data } = CanUseTool.safeParse(request);
  if (!data) return badShape(request);
  return {
    kind: "permission_requested",
    requestId,
    toolName: data.tool_name,
    toolUseId: data.tool_use_id,
    input: data.input,
    suggestions: data.permission_suggestions ?? [],
    needsPerson: data.requires_user_interaction ?? false,
    blockedPath: data.blocked_path,
  };
}
