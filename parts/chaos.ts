import type { OpenHistory } from "../db/pg/open_history.ts";
import { SqlError } from "../db/pg/sql_error.ts";
import type { Agent } from "../domain/agent.ts";
import type { ChaosDone, ChaosService } from "../domain/chaos_port.ts";
import { isHandoffEnded } from "../domain/handoff_status.ts";
import type { Outcome, Queries } from "../domain/platform.ts";
import { runTool } from "../wrapper/run_tool.ts";

/** How long the database of the demo stays away once its link is cut. */
const AWAY_MS = 10_000;

/** What breaks parts of the demo, and the way to its database that it can cut. */
export type Chaos = {
  readonly service: ChaosService;
  /** Opens the history, or refuses while its link is cut. */
  readonly opening: (
    open: () => Promise<OpenHistory>,
  ) => () => Promise<OpenHistory>;
};

type ChaosDeps = {
  readonly fleet: Queries["fleet"];
  /** Absolute path of the host's `kill`. */
  readonly killTool: string | undefined;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
};

/** Breaks what a visitor chooses, by the means by which it would really break. */
export function openChaos({ fleet, killTool, nowMs }: ChaosDeps): Chaos {
  let cutUntilMs = -Infinity;
  let history: OpenHistory | undefined;

  async function kill(
    act: ChaosDone["act"],
    agent: Agent | undefined,
    what: string,
  ): Promise<Outcome<ChaosDone>> {
    const after_seq = fleet().seq;
    const pid = agent && processOf(agent);
    const killed = pid && killTool &&
      await runTool(killTool, ["-KILL", "--", String(pid)]);
    if (!agent || !killed || killed.code !== 0) {
      return {
        ok: false,
        refusal: {
          code: "agent_not_found",
          message: `Cannot kill ${what}: none has a process now`,
        },
      };
    }
    const told = `The process of ${agent.name} was killed without a warning.`;
    return { ok: true, value: { act, after_seq, agent_id: agent.id, told } };
  }

  async function cut(): Promise<Outcome<ChaosDone>> {
    if (!history) {
      const message = "Cannot cut the link to the database: there is none now";
      return { ok: false, refusal: { code: "history_away", message } };
    }
    const after_seq = fleet().seq;
    const open = history;
    history = undefined;
    // The embedded engine takes its time to end, which does not count.
    cutUntilMs = Infinity;
    try {
      await open[Symbol.asyncDispose]();
    } finally {
      cutUntilMs = nowMs() + AWAY_MS;
    }
    const told = "The link to the database was cut for ten seconds.";
    const value = { act: "database", after_seq, agent_id: null, told } as const;
    return { ok: true, value };
  }

  return {
    service: {
      breakPart(act) {
        if (act === "database") return cut();
        if (act === "agent") return kill(act, busiest(fleet()), "an agent");
        return kill(act, inHandoff(fleet()), "an agent of a hand-off");
      },
    },
    opening: (open) => async () => {
      if (nowMs() < cutUntilMs) {
        throw new SqlError(
          "the link to the database was cut",
          "connection_lost",
          undefined,
          undefined,
        );
      }
      return history = await open();
    },
  };
}

type Fleet = ReturnType<Queries["fleet"]>;

/** One that works, or else one that could. */
function busiest({ agents }: Fleet): Agent | undefined {
  const alive = Object.values(agents).filter(processOf);
  return alive.find(({ state }) => state.status === "busy") ?? alive[0];
}

/** Who has the step that a hand-off is in: its manager, or one of its workers. */
function inHandoff({ handoffs, tasks, agents }: Fleet): Agent | undefined {
  const going = Object.values(handoffs).filter((each) => !isHandoffEnded(each));
  const concerned = going.flatMap(({ id, manager_id, state }) =>
    state.status === "executing"
      ? Object.values(tasks)
        .filter((task) => task.handoff_id === id || task.part !== null)
        .map(({ agent_id }) => agent_id)
      : [manager_id]
  );
  return concerned.map((id) => id ? agents[id] : undefined)
    .find((agent) => agent?.state.status === "busy" && processOf(agent));
}

function processOf({ state }: Agent): number | undefined {
  return "process_id" in state ? state.process_id ?? undefined : undefined;
}
