import { z } from "zod";

/** Error codes of JSON-RPC 2.0, section 5.1. */
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;

const RequestId = z.union([z.string(), z.number()]);
export type RequestId = z.infer<typeof RequestId>;

/** A request; without an `id` a notification, which gets no answer. */
export const Incoming = z.looseObject({
  jsonrpc: z.literal("2.0"),
  id: RequestId.optional(),
  method: z.string(),
  params: z.looseObject({}).optional(),
});

/** The id that an answer needs, also of a request that does not fit otherwise. */
export function idOf(message: unknown): RequestId | null {
  return z.looseObject({ id: RequestId }).safeParse(message).data?.id ?? null;
}

/** The answer to a request that was carried out. */
export function answered(id: RequestId, result: unknown) {
  return { jsonrpc: "2.0", id, result } as const;
}

/** The answer to a request that is no request of this protocol. */
export function refused(id: RequestId | null, code: number, message: string) {
  return { jsonrpc: "2.0", id, error: { code, message } } as const;
}
