import { useEffect, useState } from "preact/hooks";
import {
  type Known,
  knownOf,
  NOTHING_KNOWN,
} from "@/components/palette/known.ts";
import { callApi } from "../live/api.ts";
import { fleet } from "../live/store.ts";

/** Agents and tasks that are asked for, where the page has none. */
const LIMIT = 200;

type ToldAgent = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly held: unknown;
};
type ToldTask = {
  readonly id: string;
  readonly title: string;
  readonly status: string;
};
type Told<T> = { readonly items: readonly T[] };

/** What can be found: of the page's own fleet, else as the API tells it. */
export function useKnown(): Known {
  const [asked, setAsked] = useState(NOTHING_KNOWN);
  const hasFleet = fleet.value !== undefined;
  useEffect(() => {
    if (!hasFleet) void ask().then(setAsked);
  }, [hasFleet]);
  return fleet.value ? knownOf(fleet.value) : asked;
}

async function ask(): Promise<Known> {
  const [agents, tasks, sessions, queue, limits, approvals] = await Promise.all(
    [
      callApi<Told<ToldAgent>>("GET", `agents?limit=${LIMIT}`),
      callApi<Told<ToldTask>>("GET", `tasks?limit=${LIMIT}`),
      callApi<Told<Known["sessions"][number]>>("GET", "sessions"),
      callApi<{ paused: unknown }>("GET", "queue"),
      callApi<{ closed: unknown }>("GET", "limits"),
      callApi<Told<unknown>>("GET", "approvals?status=pending"),
    ],
  );
  return {
    agents: agents.ok ? agents.value.items.map(agentOf) : [],
    tasks: tasks.ok ? tasks.value.items.map(taskOf) : [],
    sessions: sessions.ok
      ? sessions.value.items.map(({ id, name }) => ({ id, name }))
      : [],
    waiting: approvals.ok ? approvals.value.items.length : 0,
    isPaused: queue.ok && queue.value.paused !== null,
    isLimited: limits.ok && limits.value.closed !== null,
  };
}

function agentOf({ id, name, status, held }: ToldAgent) {
  return {
    id,
    name,
    word: words(status),
    isEnded: status === "terminated" || status === "terminating",
    isBusy: status === "busy",
    isHeld: held !== null,
  };
}

function taskOf({ id, title, status }: ToldTask) {
  const canRetry = status === "failed" || status === "cancelled";
  return { id, title, word: words(status), canRetry };
}

function words(status: string): string {
  const text = status.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
