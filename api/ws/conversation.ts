import type { Commands, EventSource, Queries } from "@/domain/platform.ts";
import { answerMessage } from "./answer_message.ts";
import { chosen, readChoice } from "./choice.ts";
import type { ClientMessage } from "./client_message.ts";
import type { Feed } from "./feed.ts";
import { MessageRate } from "./message_rate.ts";
import { parseMessage } from "./parse_message.ts";
import { type Place, readPlace } from "./place.ts";
import { type Body, statusUpdate } from "./server_message.ts";

type ConversationDeps = {
  readonly platform: Commands & Queries & EventSource;
  readonly logError: (
    message: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void;
};

/** Carries out what one client sends, and answers it; each answer says what it is to. */
export class Conversation {
  /** News that the answers will bring: `<event type> <agent id>`. */
  readonly awaited: Set<string> = new Set();
  readonly #rate = new MessageRate(() => performance.now());

  constructor(
    private readonly deps: ConversationDeps,
    private readonly feed: Feed,
    private readonly send: (body: Body) => void,
  ) {}

  /** Carries one message out. Never rejects: what is wrong with it is its answer. */
  async hear(data: unknown): Promise<void> {
    if (!this.#rate.take()) {
      this.send({
        type: "error",
        code: "rate_limited",
        message: "Messages come faster than they are carried out",
        retry_after_ms: this.#rate.waitMs,
      });
      return;
    }
    const parsed = parseMessage(data);
    if ("error" in parsed) {
      this.send({ type: "error", ...parsed.error });
      return;
    }
    const { message } = parsed;
    const reply = message.id ? { in_reply_to: message.id } : {};
    await this.#answering(message.type, reply, () => this.#answer(message));
  }

  /** Tells what the client missed since `place`, as if it had asked for it. Never rejects. */
  async resumeAt(place: Place): Promise<void> {
    await this.#answering("resume", {}, () => this.#resume(place));
  }

  /** Sends what `answer` gives; an unexpected error without its words. */
  async #answering(
    request: ClientMessage["type"],
    reply: { readonly in_reply_to?: string },
    answer: () => Promise<readonly Body[]>,
  ): Promise<void> {
    try {
      for (const body of await answer()) {
        const asked = body.type === "error" ? { request } : {};
        this.send({ ...body, ...asked, ...reply });
      }
    } catch (error) {
      this.deps.logError("message failed", { type: request, error });
      this.send({
        type: "error",
        code: "internal",
        message: "The message could not be carried out",
        request,
        ...reply,
      });
    }
  }

  async #answer(message: ClientMessage): Promise<readonly Body[]> {
    switch (message.type) {
      case "subscribe":
        return [this.#subscribe(message)];
      case "resume": {
        const place = readPlace(message.seq);
        return place ? await this.#resume(place) : [];
      }
      default:
        return await answerMessage(this.deps.platform, message, this.awaited);
    }
  }

  /** From now on its client hears this; what it was told already stays told. */
  #subscribe(message: Extract<ClientMessage, { type: "subscribe" }>): Body {
    const { topics, format, ...filter } = message;
    const choice = readChoice(format, topics?.join(","), filter);
    if ("wrong" in choice) {
      return { type: "error", code: "invalid_request", message: choice.wrong };
    }
    this.feed.choice = choice;
    return { type: "subscribed", ...chosen(choice), seq: this.feed.seq };
  }

  async #resume(place: Place): Promise<readonly Body[]> {
    const { feed } = this;
    const isWhole = await feed.resume(place);
    const resumed = { type: "resumed", seq: feed.seq };
    if (isWhole) return [resumed];
    const fleet = this.deps.platform.fleet();
    const state: readonly (Body | undefined)[] = feed.choice.format === "events"
      ? [{ type: "snapshot", seq: fleet.seq, data: fleet }]
      : Object.keys(fleet.agents)
        .map((id) => statusUpdate(id, fleet, "agent_status_sync"));
    const reason = "this place is not in the log";
    return [
      { type: "reset", reason },
      ...state.filter((body) => body !== undefined),
      resumed,
    ];
  }
}
