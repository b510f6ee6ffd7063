import { useEffect, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import type { AgentTemplate } from "@/domain/agent_template.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { describe, Field } from "@/components/Field.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { activeSessions } from "@/components/session_order.ts";
import { configPaths, readSharedConfig } from "./config_form.ts";
import ConfigFields from "./ConfigFields.tsx";
import { textOf, useSubmit } from "../forms.ts";
import { callApi, type Problem } from "../live/api.ts";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";

const PATHS = ["name", "working_directory", "session_id", ...configPaths()];

type CreateAgentFormProps = {
  /** As it is now: the agent is there when its event came. */
  readonly fleet: Fleet;
  readonly onClose: () => void;
};

/** Describes a new agent, from a template or from nothing, and starts it. */
export function CreateAgentForm(
  { fleet, onClose }: CreateAgentFormProps,
) {
  const form = useSubmit();
  const { templates, problem } = useTemplates();
  const [template, setTemplate] = useState<AgentTemplate>();
  const [createdId, setCreatedId] = useState<string>();
  const isHere = createdId !== undefined && createdId in fleet.agents;
  useEffect(() => {
    if (isHere) onClose();
  }, [isHere]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const agent = await form.submit(() =>
      callApi<Agent>("POST", "agents", {
        ...readSharedConfig(data),
        template: template?.id,
        name: textOf(data, "name"),
        working_directory: textOf(data, "working_directory"),
        session_id: textOf(data, "session_id"),
      })
    );
    setCreatedId(agent?.id);
  };
  const other = form.otherProblem(PATHS);
  const tie = (id: string, path: string) =>
    describe(id, { hint: true, error: form.errorOf(path) });

  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <Field
        id="agent-template"
        label={AGENT_TEXT.template}
        hint={template?.summary ?? AGENT_TEXT.fillsInTheRestChange}
        error={problem?.message}
      >
        <select
          {...describe("agent-template", {
            hint: true,
            error: problem?.message,
          })}
          onChange={({ currentTarget }) =>
            setTemplate(
              templates?.find(({ id }) => id === currentTarget.value),
            )}
        >
          <option value="">{AGENT_TEXT.none}</option>
          {!templates && !problem && (
            <option disabled>{AGENT_TEXT.loading}</option>
          )}
          {templates?.map(({ id, name }) => (
            <option key={id} value={id}>{name}</option>
          ))}
        </select>
      </Field>
      <div class="form-row">
        <Field
          id="agent-name"
          label={AGENT_TEXT.name}
          hint={AGENT_TEXT.chosenForYouWhenEmpty}
          error={form.errorOf("name")}
        >
          <input
            name="name"
            maxLength={60}
            autoComplete="off"
            {...tie("agent-name", "name")}
          />
        </Field>
        <SessionField
          fleet={fleet}
          tied={tie("agent-session", "session_id")}
          error={form.errorOf("session_id")}
        />
      </div>
      <ConfigFields
        key={template?.id ?? ""}
        config={template?.config}
        errorOf={form.errorOf}
      />
      <Field
        id="agent-folder"
        label={AGENT_TEXT.workingDirectory}
        hint={AGENT_TEXT.anAbsolutePathInsideAn}
        error={form.errorOf("working_directory")}
      >
        <input
          name="working_directory"
          class="mono"
          autoComplete="off"
          {...tie("agent-folder", "working_directory")}
        />
      </Field>
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {AGENT_TEXT.cancel}
        </button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? AGENT_TEXT.starting2 : AGENT_TEXT.startAgent}
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
      label={AGENT_TEXT.session2}
      hint={AGENT_TEXT.thePieceOfWorkIt}
      error={error}
    >
      <select name="session_id" {...tied}>
        <option value="">{AGENT_TEXT.none}</option>
        {sessions.map((session) => (
          <option key={session.id} value={session.id}>{session.name}</option>
        ))}
      </select>
    </Field>
  );
}

/** The templates as they are when the form is opened; `undefined` until they are here. */
function useTemplates() {
  const [templates, setTemplates] = useState<readonly AgentTemplate[]>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let isLeft = false;
    callApi<{ readonly items: readonly AgentTemplate[] }>("GET", "templates")
      .then((answer) => {
        if (isLeft) return;
        if (answer.ok) setTemplates(answer.value.items);
        else setProblem(answer.problem);
      });
    return () => {
      isLeft = true;
    };
  }, []);
  return { templates, problem };
}
