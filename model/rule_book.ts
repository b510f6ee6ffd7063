/** The rules of a script together with how often each was used. */

import type { Conversation } from "./conversation.ts";
import { matchWhen } from "./matching.ts";
import type { Reply, ReplyFields, Rule, Script } from "./script_schema.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** The answer a script gives to a request, before its templates are filled in. */
export interface Choice {
  /** The rule's name, `rules[<index>]` for a nameless one, or `fallback`. */
  readonly rule: string;
  /** Uses of the rule including this one. */
  readonly use: number;
  readonly captures: readonly string[];
  readonly reply: ReplyFields;
}

interface NamedRule {
  readonly label: string;
  readonly rule: Rule;
}

/** Picks replies and counts the uses of each rule, by session where the rule asks for it. */
export class RuleBook {
  #rules: readonly NamedRule[];
  readonly #defaults: ReplyFields;
  readonly #uses = new Map<NamedRule, Map<string, number>>();

  constructor(script: Script) {
    this.#defaults = script.defaults;
    const rules = script.rules.map((rule, index) => ({
      label: rule.name ?? `rules[${index}]`,
      rule,
    }));
    this.#rules = script.fallback === undefined
      ? rules
      : [...rules, { label: "fallback", rule: fallbackRule(script.fallback) }];
  }

  /** Puts a rule before all others. */
  prepend(rule: Rule): void {
    const label = rule.name ?? "added rule";
    this.#rules = [{ label, rule }, ...this.#rules];
  }

  /** Chooses the reply to a request and counts the use; undefined when no rule applies. */
  choose(conversation: Conversation, random: SeededRandom): Choice | undefined {
    for (const named of this.#rules) {
      const used = this.#used(named, conversation);
      if (named.rule.times !== undefined && used >= named.rule.times) continue;
      const match = matchWhen(named.rule.when, conversation);
      if (!match) continue;
      this.#count(named, conversation, used + 1);
      const reply = pickReply(named.rule, conversation, used, random);
      return {
        rule: named.label,
        use: used + 1,
        captures: match.captures,
        reply: { ...this.#defaults, ...fieldsOf(reply) },
      };
    }
    return undefined;
  }

  #used(named: NamedRule, conversation: Conversation): number {
    return this.#uses.get(named)?.get(countKey(named.rule, conversation)) ?? 0;
  }

  #count(named: NamedRule, conversation: Conversation, uses: number): void {
    const counts = this.#uses.get(named) ?? new Map<string, number>();
    counts.set(countKey(named.rule, conversation), uses);
    this.#uses.set(named, counts);
  }
}

function pickReply(
  rule: Rule,
  conversation: Conversation,
  used: number,
  random: SeededRandom,
): Reply {
  if (rule.steps) return rule.steps[atMost(conversation.step, rule.steps)]!;
  const replies = isList(rule.reply) ? rule.reply : [rule.reply!];
  if (rule.random) return replies[random.between(0, replies.length - 1)]!;
  if (rule.cycle) return replies[used % replies.length]!;
  return replies[atMost(used, replies)]!;
}

function atMost(index: number, list: readonly unknown[]): number {
  return Math.min(index, list.length - 1);
}

function isList(reply: Rule["reply"]): reply is readonly Reply[] {
  return Array.isArray(reply);
}

function fieldsOf(reply: Reply): ReplyFields {
  return typeof reply === "string" ? { text: reply } : reply;
}

function countKey(rule: Rule, conversation: Conversation): string {
  return rule.count_per === "session" ? conversation.session : "";
}

function fallbackRule(reply: NonNullable<Rule["reply"]>): Rule {
  return { when: {}, reply, count_per: "script", cycle: false, random: false };
}
