/** Longest beginning of an answer that is looked at. */
const MAX_HEAD_CHARS = 64 * 1024;
const HEAD = /^HTTP\/1\.[01] (\d{3})[ \r][\s\S]*?\r\n\r\n/;
/** An answer that is only a word on the way to the real one, such as 103. */
const isInterim = (status: number) => status < 200;

/**
 * The status of an answer of HTTP/1.1, from the first bytes of it.
 *
 * @throws {Error} When it is no such answer, breaks off, or begins too long.
 */
export async function statusOf(
  stream: ReadableStream<Uint8Array>,
): Promise<number> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: true });
    for (let head = HEAD.exec(text); head; head = HEAD.exec(text)) {
      const status = Number(head[1]);
      if (!isInterim(status)) return status;
      text = text.slice(head[0].length);
    }
    if (done) throw new Error("the answer broke off");
    if (text.length > MAX_HEAD_CHARS) throw new Error("no answer of HTTP");
  }
}
