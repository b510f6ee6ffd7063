import { useEffect, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import type { PermissionMode } from "@/domain/claude_process.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { describe, Field } from "@/components/Field.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { activeSessions } from "@/components/session_order.ts";
import { numberOf, textOf, useSubmit } from "./forms.ts";
import { callApi } from "./live/api.ts";

const MODES: Readonly<Record<PermissionMode, string>> = {
  default: "Ask before edits and commands",
  acceptEdits: "Edit files, ask before commands",
  plan: "Plan only, change nothing",
  dontAsk: "Refuse what is not allowed beforehand",
};

const LIMITS = [
  ["memory_mb", "Memory (MB)", 64, 1],
  ["timeout_seconds", "Seconds per task", 1, 1],
  ["max_turns", "Model rounds per task", 1, 1],
  ["budget_usd", "Budget (US dollars)", 0.01, 0.01],
] as const;

const PATHS = [
  "role",
  "name",
  "model",
  "permission_mode",
  "instructions",
  "working_directory",
  "session_id",
  ...LIMITS.map(([name]) => `resource_limits.${name}`),
];

type CreateAgentFormProps = {
  /** As it is now: the agent is there when its event came. */
  readonly fleet: Fleet;
  readonly onClose: () => void;
};

/** Describes a new agent and starts it. */
export default function CreateAgentForm(
  { fleet, onClose }: CreateAgentFormProps,
) {
  const form = useSubmit();
  const [createdId, setCreatedId] = useState<string>();
  const isHere = createdId !== undefined && createdId in fleet.agents;
  useEffect(() => {
    if (isHere) onClose();
  }, [isHere]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const agent = await form.submit(() =>
      callApi<Agent>("POST", "agents", readConfig(data))
    );
    setCreatedId(agent?.id);
  };
  const other = form.otherProblem(PATHS);
  const tie = (id: string, path: string, hint = false) =>
    describe(id, { hint, error: form.errorOf(path) });

  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <div class="form-row">
        <Field
          id="agent-name"
          label="Name"
          hint="Chosen for you when empty."
          error={form.errorOf("name")}
        >
          <input
            name="name"
            maxLength={60}
            autoComplete="off"
            {...tie("agent-name", "name", true)}
          />
        </Field>
        <Field id="agent-role" label="Role" error={form.errorOf("role")}>
          <select name="role" {...tie("agent-role", "role")}>
            <option value="worker">Worker</option>
            <option value="manager">Manager</option>
          </select>
        </Field>
      </div>
      <SessionField
        fleet={fleet}
        tied={tie("agent-session", "session_id", true)}
        error={form.errorOf("session_id")}
      />
      <div class="form-row">
        <Field
          id="agent-model"
          label="Model"
          hint="sonnet, opus, haiku, or a full id."
          error={form.errorOf("model")}
        >
          <input
            name="model"
            class="mono"
            defaultValue="sonnet"
            list="agent-models"
            autoComplete="off"
            {...tie("agent-model", "model", true)}
          />
          <datalist id="agent-models">
            <option value="sonnet" />
            <option value="opus" />
            <option value="haiku" />
          </datalist>
        </Field>
        <Field
          id="agent-mode"
          label="Permissions"
          error={form.errorOf("permission_mode")}
        >
          <select
            name="permission_mode"
            {...tie("agent-mode", "permission_mode")}
          >
            {Object.entries(MODES).map(([mode, words]) => (
              <option
                key={mode}
                value={mode}
                selected={mode === "acceptEdits"}
              >
                {words}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field
        id="agent-instructions"
        label="Instructions"
        hint="Added to those of the role. May stay empty."
        error={form.errorOf("instructions")}
      >
        <textarea
          name="instructions"
          rows={3}
          maxLength={8_000}
          {...tie("agent-instructions", "instructions", true)}
        />
      </Field>
      <details class="form-more">
        <summary>Folder and limits</summary>
        <Field
          id="agent-folder"
          label="Working directory"
          hint="An absolute path inside an allowed root; a fresh folder when empty."
          error={form.errorOf("working_directory")}
        >
          <input
            name="working_directory"
            class="mono"
            autoComplete="off"
            {...tie("agent-folder", "working_directory", true)}
          />
        </Field>
        <div class="form-row">
          {LIMITS.map(([name, label, min, step]) => (
            <Field
              key={name}
              id={`agent-${name}`}
              label={label}
              error={form.errorOf(`resource_limits.${name}`)}
            >
              <input
                name={name}
                type="number"
                min={min}
                step={step}
                {...tie(`agent-${name}`, `resource_limits.${name}`)}
              />
            </Field>
          ))}
        </div>
      </details>
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>Cancel</button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? "Starting…" : "Start agent"}
        </button>
      </div>
    </form>
  );
}

/** Which piece of work the agent joins; not asked while there is none. */
function SessionField(
  { fleet, tied, error }: {
    readonly fleet: Fleet;
    readonly tied: ReturnType<typeof describe>;
    readonly error: string | undefined;
  },
) {
  const sessions = activeSessions(fleet);
  if (sessions.length === 0) return null;
  return (
    <Field
      id="agent-session"
      label="Session"
      hint="The piece of work it is part of, for good."
      error={error}
    >
      <select name="session_id" {...tied}>
        <option value="">None</option>
        {sessions.map((session) => (
          <option key={session.id} value={session.id}>{session.name}</option>
        ))}
      </select>
    </Field>
  );
}

function readConfig(data: FormData) {
  const limits = LIMITS.map(([name]) => [name, numberOf(data, name)] as const)
    .filter(([, value]) => value !== undefined);
  return {
    role: textOf(data, "role"),
    name: textOf(data, "name"),
    model: textOf(data, "model"),
    permission_mode: textOf(data, "permission_mode"),
    instructions: textOf(data, "instructions"),
    working_directory: textOf(data, "working_directory"),
    session_id: textOf(data, "session_id"),
    resource_limits: Object.fromEntries(limits),
  };
}
