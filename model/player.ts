/** Plays a script: takes a request to `/v1/messages` and plans the reply. */

import { readConversation } from "./conversation.ts";
import type { MessagesRequest } from "./messages_request.ts";
import { planReply, type ReplyPlan } from "./reply_plan.ts";
import { RuleBook } from "./rule_book.ts";
import type { Rule, Script } from "./script_schema.ts";
import { seededRandom } from "./seeded_random.ts";

/** The rule that applies to a request, and what it asks for. */
export interface Move {
  readonly rule: string;
  readonly plan: ReplyPlan;
}

/**
 * One performance of a script.
 *
 * What is random in a reply follows from the seed and from what the request says, not from
 * when it arrives: agents that run at the same time do not disturb each other's run.
 */
export class Player {
  readonly #rules: RuleBook;
  readonly #seed: string;
  readonly #occurrences = new Map<string, number>();

  /** @param seed Overrides the script's own; without either it is 0. */
  constructor(readonly script: Script, seed?: number | string) {
    this.#rules = new RuleBook(script);
    this.#seed = String(seed ?? script.seed ?? 0);
  }

  /** Puts a rule before all others. */
  addRule(rule: Rule): void {
    this.#rules.prepend(rule);
  }

  /** Plans the reply to a request and counts the rule's use; undefined when no rule applies. */
  next(request: MessagesRequest, headers: Headers): Move | undefined {
    const conversation = readConversation(request, headers);
    const random = seededRandom(this.#key(
      `${conversation.model}\n${conversation.assistantCount}\n${conversation.anyUser}`,
    ));
    const choice = this.#rules.choose(conversation, random);
    if (!choice) return undefined;
    const { use, captures } = choice;
    const scope = { conversation, use, captures, random };
    return { rule: choice.rule, plan: planReply(choice, request, scope) };
  }

  /** Equal requests differ by how many came before, so that a retry gets new ids. */
  #key(request: string): string {
    const digest = seededRandom(request).uuid();
    const occurrence = this.#occurrences.get(digest) ?? 0;
    this.#occurrences.set(digest, occurrence + 1);
    return `${this.#seed}\n${occurrence}\n${request}`;
  }
}
