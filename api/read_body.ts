/** How the reading of a body came out. */
export type BodyRead =
  | { readonly kind: "read"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "too_large" | "too_slow" | "broken_off" };

/**
 * Reads a whole body, as long as it comes in time and is not too large.
 *
 * @param limits `deadlineMs`: milliseconds from now until its last byte.
 */
export async function readBody(
  request: Request,
  limits: { readonly maxBytes: number; readonly deadlineMs: number },
): Promise<BodyRead> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limits.maxBytes) return { kind: "too_large" };
  const reader = request.body?.getReader();
  if (!reader) return { kind: "read", bytes: new Uint8Array() };
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), limits.deadlineMs);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    while (true) {
      const next = await Promise.race([reader.read(), late.promise]);
      if (next === "late") return { kind: "too_slow" };
      if (next.done) return { kind: "read", bytes: joined(chunks, size) };
      size += next.value.length;
      if (size > limits.maxBytes) return { kind: "too_large" };
      chunks.push(next.value);
    }
  } catch {
    return { kind: "broken_off" };
  } finally {
    clearTimeout(timer);
    // What is left of it is nobody's any more.
    reader.cancel().catch(() => {});
  }
}

function joined(
  chunks: readonly Uint8Array[],
  size: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
