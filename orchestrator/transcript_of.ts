import type { CliEvent, ContentBlock } from "@/domain/cli_event.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { RepeatCap } from "@/domain/repeat_cap.ts";
import type { TranscriptBody } from "@/domain/transcript.ts";

/** Stores what is too long for a record. */
type StoreText = (text: string) => Promise<LongText>;

/**
 * The entry that an event leaves in the agent's transcript; `undefined` for
 * what leaves none: pieces of blocks, receipts, heartbeats.
 *
 * @param cap Leaves notices out that come again and again.
 */
export async function transcriptOf(
  event: CliEvent,
  storeText: StoreText,
  cap: Pick<RepeatCap, "take">,
): Promise<TranscriptBody | undefined> {
  switch (event.kind) {
    case "block_finished":
      return await blockEntry(event, event.block, storeText);
    case "tool_result":
      return {
        kind: "tool_result",
        parent_tool_use_id: event.parentToolUseId ?? null,
        tool_use_id: event.toolUseId,
        text: await storeText(event.text),
        is_error: event.isError,
      };
    default: {
      const notice = noticeOf(event);
      const leftOut = notice && cap.take(event.kind);
      return notice && leftOut !== undefined
        ? {
          kind: "notice",
          parent_tool_use_id: null,
          level: notice.level,
          text: await storeText(
            leftOut > 0
              ? `${notice.text}; ${leftOut} more were left out before it`
              : notice.text,
          ),
        }
        : undefined;
    }
  }
}

async function blockEntry(
  event: Extract<CliEvent, { kind: "block_finished" }>,
  block: ContentBlock,
  storeText: StoreText,
): Promise<TranscriptBody | undefined> {
  const place = {
    parent_tool_use_id: event.parentToolUseId ?? null,
    message_id: event.messageId,
  };
  switch (block.type) {
    case "text":
      return {
        ...place,
        kind: "text",
        text: await storeText(block.text),
        aborted: event.aborted,
      };
    case "thinking":
      return { ...place, kind: "thinking", text: await storeText(block.text) };
    case "tool_use":
      return {
        ...place,
        kind: "tool_call",
        tool_use_id: block.id,
        tool: block.name,
        input: await storeText(JSON.stringify(block.input ?? null)),
      };
    case "other":
      return undefined;
  }
}

type Notice = {
  readonly level: "info" | "warning" | "error";
  readonly text: string;
};

function noticeOf(event: CliEvent): Notice | undefined {
  switch (event.kind) {
    case "user_text":
      return { level: "info", text: event.text };
    case "api_retry":
      return {
        level: "warning",
        text: `The model's service answered ${
          event.status ?? "nothing"
        }; try ${event.attempt} of ${event.maxRetries} in ${
          Math.round(event.delayMs / 100) / 10
        } s`,
      };
    case "model_fallback":
      return {
        level: "warning",
        text: `Switched from ${event.from} to ${event.to} for this turn`,
      };
    case "permission_denied":
      return {
        level: "warning",
        text: `${event.toolName} was denied: ${event.message}`,
      };
    case "malformed":
      return {
        level: "warning",
        text:
          `Skipped a line of ${event.sizeBytes} bytes from the process (${event.reason})`,
      };
    default:
      return undefined;
  }
}
