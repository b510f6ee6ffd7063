import { describe, Field } from "@/components/Field.tsx";
import { LIMITS, MODES, type SharedConfig } from "./config_form.ts";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";

type ConfigFieldsProps = {
  /** What the fields hold at first; without it, what is usual. */
  readonly config?: SharedConfig | undefined;
  /** Before the path of a field in what the server says: `config.`. */
  readonly prefix?: string;
  readonly errorOf: (path: string) => string | undefined;
};

/** What an agent is to be like: role, model, rights, orders and limits. */
export default function ConfigFields(
  { config, prefix = "", errorOf }: ConfigFieldsProps,
) {
  const about = (id: string, path: string, hint = false) => {
    const error = errorOf(prefix + path) ?? undefined;
    return { error, tied: describe(`agent-${id}`, { hint, error }) };
  };
  const role = about("role", "role");
  const model = about("model", "model", true);
  const mode = about("mode", "permission_mode");
  const orders = about("instructions", "instructions", true);
  const abilities = about("capabilities", "capabilities", true);
  const tools = about("tools", "allowed_tools", true);
  return (
    <>
      <div class="form-row">
        <Field id="agent-role" label={AGENT_TEXT.role2} error={role.error}>
          <select name="role" {...role.tied}>
            <option value="worker">{AGENT_TEXT.worker}</option>
            <option value="manager" selected={config?.role === "manager"}>
              {AGENT_TEXT.manager2}
            </option>
          </select>
        </Field>
        <Field
          id="agent-model"
          label={AGENT_TEXT.model2}
          hint={AGENT_TEXT.sonnetOpusHaikuOrA}
          error={model.error}
        >
          <input
            name="model"
            class="mono"
            defaultValue={config?.model ?? "sonnet"}
            list="agent-models"
            autoComplete="off"
            {...model.tied}
          />
          <datalist id="agent-models">
            <option value="sonnet" />
            <option value="opus" />
            <option value="haiku" />
          </datalist>
        </Field>
        <Field
          id="agent-mode"
          label={AGENT_TEXT.permissions2}
          error={mode.error}
        >
          <select name="permission_mode" {...mode.tied}>
            {Object.entries(MODES).map(([name, words]) => (
              <option
                key={name}
                value={name}
                selected={name === (config?.permission_mode ?? "acceptEdits")}
              >
                {words}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id="agent-capabilities"
          label={AGENT_TEXT.can2}
          hint={AGENT_TEXT.forTasksThatAnybodyMay}
          error={abilities.error}
        >
          <input
            name="capabilities"
            defaultValue={config?.capabilities?.join(", ")}
            autoComplete="off"
            {...abilities.tied}
          />
        </Field>
      </div>
      <Field
        id="agent-instructions"
        label={AGENT_TEXT.instructions}
        hint={AGENT_TEXT.addedToThoseOfThe}
        error={orders.error}
      >
        <textarea
          name="instructions"
          rows={config?.instructions ? 8 : 3}
          maxLength={8_000}
          defaultValue={config?.instructions}
          {...orders.tied}
        />
      </Field>
      <details class="form-more">
        <summary>{AGENT_TEXT.toolsAndLimits}</summary>
        <Field
          id="agent-tools"
          label={AGENT_TEXT.toolsThatNeedNoPermission}
          hint={AGENT_TEXT.oneALineAsClaude}
          error={tools.error}
        >
          <textarea
            name="allowed_tools"
            class="mono"
            rows={4}
            defaultValue={config?.allowed_tools.join("\n")}
            {...tools.tied}
          />
        </Field>
        <div class="form-row">
          {LIMITS.map(([name, label, min, step]) => {
            const { error, tied } = about(name, `resource_limits.${name}`);
            return (
              <Field
                key={name}
                id={`agent-${name}`}
                label={label}
                error={error}
              >
                <input
                  name={name}
                  type="number"
                  min={min}
                  step={step}
                  defaultValue={config?.resource_limits[name]}
                  {...tied}
                />
              </Field>
            );
          })}
        </div>
      </details>
    </>
  );
}
