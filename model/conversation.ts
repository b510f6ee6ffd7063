/** What a script's conditions and templates see of a request. */

import {
  type MessagesRequest,
  textOf,
  type ToolOutcome,
  toolOutcomes,
  typedText,
} from "./messages_request.ts";

/** A request, read from the point of view of a script. */
export interface Conversation {
  /** Typed since the last assistant message: the prompt that opened the turn. */
  readonly newUser: string;
  /** The last typed text, even when tool rounds followed it. */
  readonly lastUser: string;
  /** All typed text. */
  readonly anyUser: string;
  readonly system: string;
  /** Tool results since the last assistant message. */
  readonly toolOutcomes: readonly ToolOutcome[];
  /** System notes since the last assistant message. */
  readonly newNote: string;
  /** Working directory that the CLI names to the model, or "" when it names none. */
  readonly cwd: string;
  /** The CLI's session id, or "" for other clients. */
  readonly session: string;
  readonly model: string;
  readonly tools: readonly string[];
  readonly headers: Headers;
  readonly stream: boolean;
  /** Assistant messages so far. */
  readonly assistantCount: number;
  /** Assistant messages since the last typed text: 0 for a fresh prompt, 1 after its first tool round. */
  readonly step: number;
}

/** Reads a request into the facts that scripts match on. */
export function readConversation(
  request: MessagesRequest,
  headers: Headers,
): Conversation {
  const { messages } = request;
  const lastAssistant = messages.findLastIndex((m) => m.role === "assistant");
  const fresh = messages.slice(lastAssistant + 1);
  const typed = messages.map((m) =>
    m.role === "user" ? typedText(m.content) : ""
  );
  const lastTyped = typed.findLastIndex((text) => text !== "");
  const countAssistants = (list: typeof messages) =>
    list.filter((m) => m.role === "assistant").length;
  const notes = (list: typeof messages) =>
    list.filter((m) => m.role === "system").map((m) => textOf(m.content))
      .join("\n");

  return {
    newUser: typed.slice(lastAssistant + 1).filter(Boolean).join("\n"),
    lastUser: typed[lastTyped] ?? "",
    anyUser: typed.filter(Boolean).join("\n"),
    system: textOf(request.system),
    toolOutcomes: fresh.flatMap((m) =>
      m.role === "user" ? toolOutcomes(m.content) : []
    ),
    newNote: notes(fresh),
    cwd: findWorkingDirectory(textOf(request.system) + "\n" + notes(messages)),
    session: findSession(request, headers),
    model: request.model,
    tools: request.tools.flatMap((tool) => tool.name ?? []),
    headers,
    stream: request.stream,
    assistantCount: countAssistants(messages),
    step: countAssistants(messages.slice(lastTyped + 1)),
  };
}

/** The CLI's environment note has a line "Primary working directory: /path". */
function findWorkingDirectory(text: string): string {
  return /working directory: *(\S.*)/i.exec(text)?.[1]?.trim() ?? "";
}

function findSession(request: MessagesRequest, headers: Headers): string {
  const named = headers.get("x-claude-code-session-id");
  if (named) return named;
  return /session_id\W+([0-9a-f-]{36})/.exec(request.metadata?.user_id ?? "")
    ?.[1] ?? "";
}
