import { useState } from "preact/hooks";
import type { ApprovalRule } from "@/domain/approval_rule.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { RULE_PRESETS, type RulePreset } from "@/domain/rule_presets.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { formatCount, plural } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import { reachWords } from "@/components/inbox/rule_reach.ts";
import { patternWords } from "@/components/inbox/rule_words.ts";
import { Moment } from "@/components/Moment.tsx";
import { useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { RuleForm } from "./RuleForm.tsx";
import { INBOX_TEXT } from "@/components/text/inbox_text.ts";

/** The standing answers: what they are about, what they did, and how they end. */
export function RuleList({ fleet }: { readonly fleet: Fleet }) {
  const [making, setMaking] = useState(false);
  const rules = Object.values(fleet.rules)
    .sort((a, b) => a.id < b.id ? -1 : 1);
  const close = () => setMaking(false);
  return (
    <section aria-labelledby="rules-title">
      <div class="section-head">
        <h2 id="rules-title">
          {INBOX_TEXT.rules}{" "}
          <span class="count num">{formatCount(rules.length)}</span>
        </h2>
        <button type="button" class="button" onClick={() => setMaking(true)}>
          <Icon name="plus" /> {INBOX_TEXT.newRule}
        </button>
      </div>
      {rules.length > 0
        ? (
          <ul class="hits">
            {rules.map((rule) => (
              <RuleItem key={rule.id} rule={rule} fleet={fleet} />
            ))}
          </ul>
        )
        : (
          <EmptyState
            title={INBOX_TEXT.noRules}
            text={INBOX_TEXT.aRuleAnswersRequestsAt}
          />
        )}
      <details class="fold">
        <summary>{INBOX_TEXT.readySetsOfRules}</summary>
        <ul class="hits">
          {RULE_PRESETS.filter((preset) => preset.rules.length > 0)
            .map((preset) => <PresetItem key={preset.name} preset={preset} />)}
        </ul>
      </details>
      <Dialog
        id="new-rule"
        title={INBOX_TEXT.newRule}
        open={making}
        onClose={close}
      >
        <RuleForm fleet={fleet} onMade={close} onClose={close} />
      </Dialog>
    </section>
  );
}

function RuleItem(
  { rule, fleet }: { readonly rule: ApprovalRule; readonly fleet: Fleet },
) {
  const form = useSubmit();
  const remove = () => form.submit(() => callApi("DELETE", `rules/${rule.id}`));
  return (
    <li class="hit rule-item">
      <div>
        <p>
          <strong>
            {rule.effect === "allow" ? INBOX_TEXT.allows2 : INBOX_TEXT.denies3}
          </strong>{" "}
          <code>{patternWords(rule.pattern)}</code>{" "}
          {INBOX_TEXT.for2(reachWords(rule.pattern, fleet))}
        </p>
        <p class="meta">
          {rule.hits === 0
            ? INBOX_TEXT.hasAnsweredNothingYet
            : INBOX_TEXT.hasAnswered(plural(rule.hits, "request"))}
          {rule.last_hit_at && (
            <>
              {INBOX_TEXT.last} <Moment at={rule.last_hit_at} />
            </>
          )}
          {rule.note && ` · ${rule.note}`}
        </p>
        {form.problem && <ErrorBox title={form.problem.message} />}
      </div>
      <button
        type="button"
        class="button quiet"
        disabled={form.busy}
        aria-label={INBOX_TEXT.removeTheRuleAbout(patternWords(rule.pattern))}
        onClick={remove}
      >
        {form.busy ? INBOX_TEXT.removing : INBOX_TEXT.remove}
      </button>
    </li>
  );
}

function PresetItem({ preset }: { readonly preset: RulePreset }) {
  const form = useSubmit();
  const add = async () => {
    for (const rule of preset.rules) {
      const made = await form.submit(() => callApi("POST", "rules", rule));
      if (!made) return;
    }
    form.done();
  };
  return (
    <li class="hit rule-item">
      <div>
        <p>
          <strong>{preset.name}</strong>: {preset.meaning}
        </p>
        <p class="meta">
          {preset.rules.map(({ effect, pattern }) =>
            `${effect === "allow" ? "allows" : "denies"} ${
              patternWords(pattern)
            }`
          ).join(" · ")}
        </p>
        {form.problem && <ErrorBox title={form.problem.message} />}
      </div>
      <button
        type="button"
        class="button quiet"
        disabled={form.busy}
        onClick={add}
      >
        {form.busy
          ? INBOX_TEXT.adding
          : INBOX_TEXT.add(plural(preset.rules.length, "rule"))}
      </button>
    </li>
  );
}
