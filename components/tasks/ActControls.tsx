import { useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { agentStatus } from "../status.ts";
import { type Act, hindrance, takersOf } from "./acts.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type ActControlsProps = {
  /** Prefix of the ids of the controls. */
  readonly id: string;
  readonly tasks: readonly Task[];
  readonly fleet: Fleet;
  readonly onAct: (act: Act) => void;
};

const PRIORITIES = [
  [20, "Urgent"],
  [10, "High"],
  [0, "Normal"],
  [-10, "Low"],
] as const;

/** All that can be done with some tasks; what cannot be done says why. */
export function ActControls({ id, tasks, fleet, onAct }: ActControlsProps) {
  const takers = [
    ...new Map(
      tasks.flatMap((task) => takersOf(task, fleet))
        .map((agent) => [agent.id, agent]),
    ).values(),
  ];
  const [to, setTo] = useState("");
  const [priority, setPriority] = useState("10");
  const assign: Act = { kind: "assign", to: to === "" ? null : to };
  const rank: Act = { kind: "priority", priority: Number(priority) };
  const control = { tasks, fleet, onAct };

  return (
    <div class="act-controls">
      <ActButton {...control} act={{ kind: "retry" }} name="Try again" />
      <span class="act-pair">
        <label for={`${id}-to`}>{TASKS_TEXT.giveTo}</label>
        <select
          id={`${id}-to`}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        >
          <option value="">{TASKS_TEXT.anybodyWhoCan}</option>
          {takers.map((agent) => (
            <option key={agent.id} value={agent.id}>
              {agent.name} · {agentStatus(agent).word}
            </option>
          ))}
        </select>
        <ActButton {...control} act={assign} name="Give" />
      </span>
      <span class="act-pair">
        <label for={`${id}-priority`}>{TASKS_TEXT.priority}</label>
        <select
          id={`${id}-priority`}
          value={priority}
          onChange={(event) => setPriority(event.currentTarget.value)}
        >
          {PRIORITIES.map(([value, name]) => (
            <option key={value} value={value}>{name}</option>
          ))}
        </select>
        <ActButton {...control} act={rank} name="Set" />
      </span>
      <ActButton {...control} act={{ kind: "cancel" }} name="Cancel…" danger />
    </div>
  );
}

function ActButton(
  { act, name, danger, tasks, fleet, onAct }:
    & Omit<ActControlsProps, "id">
    & { readonly act: Act; readonly name: string; readonly danger?: boolean },
) {
  const reasons = tasks.map((task) => hindrance(act, task, fleet));
  const able = reasons.filter((why) => why === undefined).length;
  const why = able === 0 ? reasons[0] : undefined;
  const isSome = able > 0 && able < tasks.length;
  return (
    <span class="act">
      <button
        type="button"
        class={danger ? "button danger" : "button"}
        disabled={able === 0}
        onClick={() => onAct(act)}
      >
        {name}
        {isSome && <span class="num">{TASKS_TEXT.of(able, tasks.length)}</span>}
      </button>
      {why && tasks.length === 1 && <span class="meta">{why}</span>}
    </span>
  );
}
