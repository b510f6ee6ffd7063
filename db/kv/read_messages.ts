import { MessageId } from "@/domain/ids.ts";
import { Message } from "@/domain/message.ts";
import type { Page } from "@/domain/platform.ts";
import type { MessageFilter } from "@/domain/record_filters.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readPage } from "./record_pages.ts";

/** One message as it is now. */
export async function readMessage(
  kv: Deno.Kv,
  id: MessageId,
): Promise<Message | undefined> {
  const entry = await kv.get(keys.message(id));
  return entry.value === null ? undefined : parseRecord(Message, entry);
}

/** Messages that fit, newest first; see `readPage`. */
export function listMessages(
  kv: Deno.Kv,
  filter: MessageFilter,
): Promise<Page<Message>> {
  const { agentId, taskId } = filter;
  const index = agentId
    ? keys.messagesOfAgent(agentId)
    : taskId && keys.messagesOfTask(taskId);
  return readPage(
    kv,
    index ?? keys.messages,
    filter,
    (entry) =>
      index
        ? readMessage(kv, MessageId.parse(entry.key.at(-1)))
        : parseRecord(Message, entry),
    (message) => !taskId || message.task_id === taskId,
  );
}
