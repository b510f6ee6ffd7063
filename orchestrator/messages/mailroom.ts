import type { Agent } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { AgentId, MessageId, TaskId } from "@/domain/ids.ts";
import type { Message, MessageKind } from "@/domain/message.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome } from "@/domain/platform.ts";
import type {
  ListMessagesInput,
  MailDesk,
  QuestionInput,
  SendMessageInput,
  ToolAnswer,
} from "../agent_tools/desks.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort, Sources } from "../ports.ts";
import { findReceiver, takesMessages } from "./find_receiver.ts";
import { letterDrafts } from "./letter.ts";
import { mailList, nameOf } from "./mail_text.ts";
import { mayEndMail, needlessDrafts } from "./needless_mail.ts";
import { deliveryDrafts, type Mail, nextMail } from "./next_mail.ts";
import {
  answeredBy,
  answersOnTheirWay,
  byId,
  managerOf,
  openQuestionsOf,
  taskInHand,
} from "./questions.ts";
import { TurnMail } from "./turn_mail.ts";

export type MailroomDeps = {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "subscribe"
  >;
  readonly sources: Sources;
  readonly log: LogPort;
  /** Something waits for the agent, durably. */
  readonly onQueued: (to: AgentId, urgent: boolean) => void;
};

/**
 * Carries messages between agents, and from the person to them. A message is
 * `queued` when it is sent, `delivered` in a turn of its receiver, or
 * `superseded` when something made it needless; each step is an event. Who
 * runs the agents asks for the `next` mail of one that can be prompted, and
 * tells which turn it came in.
 */
export class Mailroom implements MailDesk, Disposable {
  readonly #turns = new TurnMail();
  readonly #unsubscribe: () => void;

  constructor(private readonly deps: MailroomDeps) {
    this.#unsubscribe = deps.writer.subscribe({
      events: (events) => this.#follow(events),
      delta: () => {},
    });
  }

  /** Hears of no more events. */
  [Symbol.dispose](): void {
    this.#unsubscribe();
  }

  async sendMessage(
    from: AgentId,
    input: SendMessageInput,
  ): Promise<ToolAnswer> {
    const fleet = this.deps.writer.head;
    const sender = ownRecord(fleet.agents, from);
    if (!sender || !takesMessages(sender)) {
      return no("Cannot send: you are being ended.");
    }
    const receiver = findReceiver(fleet, sender, input.to);
    if ("refusal" in receiver) return no(receiver.refusal);
    const to = receiver.found;
    const open = answeredBy(openQuestionsOf(fleet, to.id), from);
    const kind = input.kind ?? (open.length > 0 ? "answer" : "note");
    if (kind === "answer" && open.length === 0) {
      return no(
        `Cannot answer ${
          nameOf(fleet, to.id)
        }: it waits for no answer of yours. Send it as a note, if it has to know.`,
      );
    }
    const answers = kind === "answer" ? open : [];
    // An answer is limited by the question; somebody waits for it.
    const refusal = answers.length > 0
      ? undefined
      : this.#turns.overLimit(from);
    if (refusal) return no(refusal);
    const message = await this.#send({
      ...input,
      kind,
      answers,
      from: sender,
      to,
    });
    return yes(
      `${
        kind === "answer" ? "The answer" : "The message"
      } ${message.id} is on its way to ${nameOf(fleet, to.id)}: it comes ${
        input.urgent ? "as soon as it can be interrupted" : "with its next turn"
      }. Nothing else is needed.`,
    );
  }

  async askManager(from: AgentId, input: QuestionInput): Promise<ToolAnswer> {
    const fleet = this.deps.writer.head;
    const asker = ownRecord(fleet.agents, from);
    const task = asker && taskInHand(fleet, asker);
    const manager = task && managerOf(fleet, task);
    if (!manager || !takesMessages(manager)) {
      return no(
        "Cannot ask: your task has no manager who could answer. Decide yourself, go on, and say in your result what you assumed.",
      );
    }
    const refusal = this.#turns.overLimit(from);
    if (refusal) return no(refusal);
    const message = await this.#send({
      from: asker,
      to: manager,
      kind: "question",
      text: input.question,
      urgent: false,
      answers: [],
    });
    return yes(
      `The question ${message.id} is on its way to ${
        nameOf(fleet, manager.id)
      }. End your turn now, without a result: the answer begins your next turn.`,
    );
  }

  // deno-lint-ignore require-await -- the desk's promise; a throw becomes a rejection
  async listMessages(
    agent: AgentId,
    { limit }: ListMessagesInput,
  ): Promise<ToolAnswer> {
    const fleet = this.deps.writer.committed;
    const record = ownRecord(fleet.agents, agent);
    if (!record) return no("Cannot list your messages: you have ended.");
    const own = Object.values(fleet.messages).filter((message) =>
      message.from_agent_id === agent || message.to_agent_id === agent
    ).sort(byId).reverse().slice(0, limit);
    return yes(mailList(fleet, record, own));
  }

  /**
   * From the person to an agent. Where the agent waits for an answer, this is
   * it. Resolves when it is stored; sent again, it is another message.
   *
   * @param text At most `MAX_MESSAGE_CHARS`.
   * @throws {StoreUnavailable} When it was not stored; safe to repeat.
   */
  async fromPerson(
    id: AgentId,
    text: string,
    urgent: boolean,
  ): Promise<Outcome<Message>> {
    const fleet = this.deps.writer.head;
    const to = ownRecord(fleet.agents, id);
    if (!to) {
      const message = `Cannot find agent "${id}"`;
      return { ok: false, refusal: { code: "agent_not_found", message } };
    }
    if (!takesMessages(to)) {
      const message = `Cannot send to agent "${id}": it is ${to.state.status}`;
      return { ok: false, refusal: { code: "agent_ended", message } };
    }
    const answers = answeredBy(openQuestionsOf(fleet, id), null);
    const value = await this.#send({
      from: undefined,
      to,
      kind: answers.length > 0 ? "answer" : "note",
      text,
      urgent,
      answers,
    });
    return { ok: true, value };
  }

  /** What waits for the agent, as one prompt; `undefined` when nothing does. */
  next(agent: AgentId): Mail | undefined {
    return nextMail(this.deps.writer.head, agent);
  }

  /** The drafts that say: these came in that turn of their receiver, from 1, with that user message. */
  delivered(
    messages: readonly Message[],
    turn: number,
    messageUuid: string,
  ): EventDraft[] {
    return deliveryDrafts(
      this.deps.writer.head,
      messages.map(({ id }) => id),
      { turn, message_uuid: messageUuid },
    );
  }

  /**
   * Questions of the agent about the task whose answer has not reached it. The
   * answer may be there before the turn that asked has ended.
   */
  openQuestions(agent: AgentId, task: TaskId): readonly Message[] {
    const fleet = this.deps.writer.head;
    return [
      ...openQuestionsOf(fleet, agent),
      ...answersOnTheirWay(fleet, agent).flatMap(({ in_reply_to }) =>
        (in_reply_to && fleet.messages[in_reply_to]) || []
      ),
    ].filter(({ task_id }) => task_id === task);
  }

  /** A turn of the agent runs that these messages began or joined; none, when something else did. */
  turnBegan(agent: AgentId, messages: readonly Message[]): void {
    this.#turns.began(agent, messages);
  }

  /** The agent's turn is over, whatever became of it. */
  turnEnded(agent: AgentId): void {
    this.#turns.ended(agent);
  }

  /**
   * Lets go of what nobody wants any more: messages to agents that have ended,
   * questions whose task is over. Done after each such end; to be called once
   * at the start, for ends that were told just before the server went down.
   */
  async letGo(): Promise<void> {
    await appendFacts(this.deps, () => needlessDrafts(this.deps.writer.head));
  }

  #follow(events: readonly FleetEvent[]): void {
    for (const event of events) {
      if (isProcessGone(event)) this.#turns.ended(event.agent_id);
    }
    if (events.some(mayEndMail)) void this.letGo();
  }

  /** Decides and stores in one go: nothing may happen between the check and this. */
  async #send(draft: {
    readonly from: Agent | undefined;
    readonly to: Agent;
    readonly kind: MessageKind;
    readonly text: string;
    readonly urgent: boolean;
    readonly answers: readonly Message[];
  }): Promise<Message> {
    const { writer, sources, onQueued } = this.deps;
    const from = draft.from?.id;
    const id = sources.newId() as MessageId;
    const drafts = letterDrafts(writer.head, {
      ...draft,
      id,
      at: sources.now(),
      cameWith: from ? this.#turns.messages(from) : [],
    });
    if (from) this.#turns.count(from, 1);
    try {
      await writer.append(drafts);
    } catch (error) {
      if (from) this.#turns.count(from, -1);
      throw error;
    }
    onQueued(draft.to.id, draft.urgent);
    return writer.committed.messages[id] as Message;
  }
}

/** The turn that ran is not going to be told as ended. */
function isProcessGone(event: FleetEvent) {
  return event.type === "agent.crashed" || event.type === "agent.failed" ||
    event.type === "agent.terminated";
}

function yes(text: string): ToolAnswer {
  return { ok: true, text };
}

function no(text: string): ToolAnswer {
  return { ok: false, text };
}
