import type { Actor } from "@/domain/actor.ts";
import type { Approval, Decision } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import { stateWords } from "@/domain/approval_words.ts";
import type { ApprovalId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome } from "@/domain/platform.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort, Sources } from "../ports.ts";
import { findApproval } from "./approval_reads.ts";
import { rulingOf } from "./decision_drafts.ts";
import { decided, placeOf } from "./drafts.ts";
import type { ExpiryWatch } from "./expiry_watch.ts";
import type { Judge } from "./judge.ts";
import { expiry } from "./new_approval.ts";
import { refuse } from "./refuse.ts";
import type { RuleDesk } from "./rule_desk.ts";
import type { WaitingAsks } from "./waiting_asks.ts";

type DecisionDeps = {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "drained"
  >;
  readonly store: Pick<LiveStorePort, "readApproval" | "listApprovals">;
  readonly sources: Pick<Sources, "now">;
  /** How long a request waits for a person before it is denied. */
  readonly timeoutMs: number;
};

/** Where a person decides about one request. */
export class DecisionDesk {
  constructor(
    private readonly deps: DecisionDeps,
    private readonly desk: {
      readonly judge: Judge;
      readonly rules: RuleDesk;
      readonly waiting: Pick<WaitingAsks, "has">;
      readonly expiry: ExpiryWatch;
    },
  ) {}

  /** See `ApprovalCommands.decideApproval`. */
  async decide(
    id: ApprovalId,
    decision: Decision,
    by: Actor,
  ): Promise<Outcome<Approval>> {
    const { writer, sources } = this.deps;
    const { judge, rules, waiting, expiry: watch } = this.desk;
    const found = await findApproval(this.deps, id);
    if (!found) {
      return refuse("approval_not_found", `Cannot find approval "${id}"`);
    }
    if (!isPendingApproval(found)) return await this.#alreadyDecided(id);
    const asked = await judge.read(found);
    await judge.readAll();

    // From here to the append nothing waits, so what is checked stays true.
    const approval = ownRecord(writer.head.approvals, id);
    if (!approval || !isPendingApproval(approval)) {
      return await this.#alreadyDecided(id);
    }
    if (decision.decision === "postpone") {
      await writer.append([{
        type: "approval.postponed",
        ...placeOf(approval),
        data: { expires_at: expiry(sources.now(), this.deps.timeoutMs) },
      }]);
      watch.lookIn(0);
      return await this.#stored(id);
    }
    const ruling = rulingOf(approval, asked, decision, by, sources.now());
    if ("problem" in ruling) {
      return refuse(
        "decision_unfit",
        `Cannot decide approval "${id}" like that: ${ruling.problem}`,
      );
    }
    await writer.append([
      ...decided(approval, ruling.state, waiting.has(id)),
      ...(ruling.rule ? rules.drafts(ruling.rule, by, id).drafts : []),
    ]);
    return await this.#stored(id);
  }

  async #alreadyDecided(id: ApprovalId): Promise<Outcome<never>> {
    const { writer } = this.deps;
    // What is said must be durable, also when another call brought it about.
    await writer.drained();
    const approval = await findApproval(this.deps, id);
    const { state } = approval ?? {};
    return state && state.status !== "pending"
      ? refuse(
        "approval_decided",
        `Cannot decide approval "${id}": it was already ${
          stateWords(state)
        }, at ${state.since}`,
      )
      : refuse("store_unavailable", "The live store takes no changes now");
  }

  async #stored(id: ApprovalId): Promise<Outcome<Approval>> {
    const approval = await findApproval(this.deps, id);
    return approval
      ? { ok: true, value: approval }
      : refuse("approval_not_found", `Cannot find approval "${id}"`);
  }
}
