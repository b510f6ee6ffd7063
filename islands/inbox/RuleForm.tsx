import { useEffect, useState } from "preact/hooks";
import type { Approval } from "@/domain/approval.ts";
import type { NewRule, RulePattern } from "@/domain/approval_rule.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { PATH_TOOLS } from "@/domain/rule_paths.ts";
import { narrowPattern } from "@/domain/rule_pattern.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { commandChoices } from "@/components/inbox/command_choices.ts";
import { toolSummary } from "@/components/transcript/tool_summary.ts";
import { useSubmit } from "../forms.ts";
import { useDryRun } from "./use_dry_run.ts";
import { callApi } from "../live/api.ts";
import { INBOX_TEXT } from "@/components/text/inbox_text.ts";

type RuleFormProps = {
  readonly fleet: Fleet;
  /** The request that the rule begins from, with its input. */
  readonly from?: { readonly approval: Approval; readonly input: string };
  readonly onMade: () => void;
  readonly onClose: () => void;
};

type Draft = {
  readonly effect: "allow" | "deny";
  readonly tool: string;
  readonly command: string;
  readonly path: string;
  /** `any`, `role:…` or an agent's id. */
  readonly who: string;
  readonly note: string;
};

/** Builds a rule, and says what it would have answered so far. */
export function RuleForm(
  { fleet, from, onMade, onClose }: RuleFormProps,
) {
  const [draft, setDraft] = useState(() => firstDraft(from));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const rule = ruleOf(draft);
  const dryRun = useDryRun(rule);
  const form = useSubmit();
  const isBash = draft.tool === "Bash";
  const takesPath = PATH_TOOLS.includes(draft.tool) || draft.tool === "*";
  const asked = from && commandOf(from.input);

  useEffect(() => {
    const command = isBash ? draft.command : "";
    const path = takesPath ? draft.path : "";
    if (command !== draft.command || path !== draft.path) {
      set({ command, path });
    }
  }, [draft.tool]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const made = await form.submit(() => callApi("POST", "rules", rule));
    if (made) onMade();
  };
  const fields = ["pattern.tool", "pattern.command", "pattern.path", "note"];
  const other = form.otherProblem(fields);
  const text = (name: "tool" | "command" | "path" | "note") => ({
    value: draft[name],
    autoComplete: "off",
    spellcheck: false,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) =>
      set({ [name]: event.currentTarget.value }),
  });

  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <div class="form-row">
        <Field id="rule-effect" label={INBOX_TEXT.theRule}>
          <select
            {...describe("rule-effect", {})}
            value={draft.effect}
            onChange={(event) =>
              set({ effect: event.currentTarget.value as Draft["effect"] })}
          >
            <option value="allow">{INBOX_TEXT.allows}</option>
            <option value="deny">{INBOX_TEXT.denies2}</option>
          </select>
        </Field>
        <Field
          id="rule-tool"
          label={INBOX_TEXT.tool}
          hint={INBOX_TEXT.aNameForAllOr}
          error={form.errorOf("pattern.tool")}
        >
          <input
            required
            maxLength={200}
            {...text("tool")}
            {...describe("rule-tool", {
              hint: true,
              error: form.errorOf("pattern.tool"),
            })}
          />
        </Field>
      </div>
      {isBash && (
        <Field
          id="rule-command"
          label={INBOX_TEXT.command}
          hint={INBOX_TEXT.standsForAnyArgumentsNever}
          error={form.errorOf("pattern.command")}
        >
          <input
            class="mono"
            maxLength={1_000}
            {...text("command")}
            {...describe("rule-command", {
              hint: true,
              error: form.errorOf("pattern.command"),
            })}
          />
          {asked && (
            <div class="rule-choices">
              {commandChoices(asked).map((choice) => (
                <button
                  key={choice}
                  type="button"
                  class="filter-chip mono"
                  aria-pressed={draft.command === choice}
                  onClick={() => set({ command: choice })}
                >
                  {choice}
                </button>
              ))}
            </div>
          )}
        </Field>
      )}
      {takesPath && (
        <Field
          id="rule-path"
          label={INBOX_TEXT.file}
          hint={INBOX_TEXT.fromTheAgentsFolderWithin}
          error={form.errorOf("pattern.path")}
        >
          <input
            class="mono"
            maxLength={1_024}
            {...text("path")}
            {...describe("rule-path", {
              hint: true,
              error: form.errorOf("pattern.path"),
            })}
          />
        </Field>
      )}
      <Field id="rule-who" label={INBOX_TEXT.for}>
        <select
          {...describe("rule-who", {})}
          value={draft.who}
          onChange={(event) => set({ who: event.currentTarget.value })}
        >
          <option value="any">{INBOX_TEXT.anyAgent}</option>
          <option value="role:worker">{INBOX_TEXT.anyWorker}</option>
          <option value="role:manager">{INBOX_TEXT.anyManager}</option>
          {Object.values(fleet.agents)
            .filter(({ id, state }) =>
              state.status !== "terminated" || id === draft.who
            )
            .map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </Field>
      <Field
        id="rule-note"
        label={INBOX_TEXT.note}
        hint={draft.effect === "deny"
          ? INBOX_TEXT.toldToTheAgent
          : INBOX_TEXT.forYourself}
        error={form.errorOf("note")}
      >
        <input
          maxLength={1_000}
          {...text("note")}
          {...describe("rule-note", {
            hint: true,
            error: form.errorOf("note"),
          })}
        />
      </Field>
      <p class="notice" role="status">{dryRun.words}</p>
      {dryRun.asks.length > 0 && (
        <details class="fold">
          <summary>{INBOX_TEXT.which}</summary>
          <ul
            class="rule-asks"
            tabIndex={0}
            aria-label={INBOX_TEXT.requestsThatItFits}
          >
            {dryRun.asks.map((ask) => (
              <li key={ask.id}>
                {ask.tool}{" "}
                <code>{toolSummary(ask.input, ask.working_directory)}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {INBOX_TEXT.cancel}
        </button>
        <button
          type="submit"
          class="button primary"
          disabled={form.busy || draft.tool.trim() === ""}
        >
          {form.busy ? INBOX_TEXT.making : INBOX_TEXT.makeTheRule}
        </button>
      </div>
    </form>
  );
}

function firstDraft(from: RuleFormProps["from"]): Draft {
  const blank: Draft = {
    effect: "allow",
    tool: "",
    command: "",
    path: "",
    who: "any",
    note: "",
  };
  if (!from) return blank;
  const { approval, input } = from;
  const pattern = narrowPattern({ ...approval, input: JSON.parse(input) });
  const start = commandChoices(commandOf(input) ?? "").at(-1) ?? "";
  return {
    ...blank,
    tool: approval.tool,
    command: pattern?.command ?? (pattern ? "" : start),
    path: pattern?.path?.replace(`${approval.working_directory}/`, "") ?? "",
  };
}

function ruleOf({ effect, tool, command, path, who, note }: Draft): NewRule {
  const [kind, role] = who.split(":");
  return {
    effect,
    pattern: {
      tool: tool.trim(),
      ...(command.trim() && { command: command.trim() }),
      ...(path.trim() && { path: path.trim() }),
      ...(kind === "role"
        ? { role: role as RulePattern["role"] }
        : who === "any"
        ? {}
        : { agent_id: who as RulePattern["agent_id"] }),
    },
    note,
  };
}

function commandOf(input: string): string | undefined {
  const { command } = JSON.parse(input) as { readonly command?: unknown };
  return typeof command === "string" ? command : undefined;
}
