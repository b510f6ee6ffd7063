import { allGone } from "@/tests/helpers/launched_server.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { findTagged } from "@/wrapper/sweep.ts";
import type { World } from "./world.ts";

/** One way to harm the world; gives in a few words what was done. */
export type Fault = {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  readonly run: (world: World) => Promise<string>;
};

const NOBODY = "nobody was there";

/** Everything that chaos does. Each leaves a world that can settle. */
export const CHAOS_FAULTS: readonly Fault[] = [
  {
    name: "kill an agent",
    weight: 3,
    run: async (world) => {
      const agent = await world.anyAgent();
      if (!agent || !signal(agent.process_id, "SIGKILL")) return NOBODY;
      return `${agent.name}, ${agent.status}`;
    },
  },
  {
    name: "freeze an agent",
    weight: 2,
    run: async (world) => {
      const agent = await world.anyAgent();
      if (!agent || !signal(-agent.process_id, "SIGSTOP")) return NOBODY;
      const ms = world.random.between(300, 2_000);
      await rest(ms);
      signal(-agent.process_id, "SIGCONT");
      return `${agent.name}, ${ms} ms`;
    },
  },
  {
    name: "kill the server",
    weight: 1,
    run: async (world) => {
      const agents = await findTagged({ ps: "/usr/bin/ps" });
      Deno.kill(await world.server.serverPid(), "SIGKILL");
      await world.server.process.status;
      await allGone(agents.map(({ pid }) => pid));
      await world.bury();
      await world.start();
      return `${agents.length} processes went with it`;
    },
  },
  {
    name: "stop the server and start it",
    weight: 1,
    run: async (world) => {
      const code = await world.server.stop();
      await world.bury();
      await world.start();
      if (code !== 0) throw new Error(`Cannot stop the server: code ${code}`);
      return "code 0";
    },
  },
  {
    name: "take the database away, or give it back",
    weight: 2,
    run: async (world) => {
      if (!world.isDatabaseUp) {
        await world.pg.restart();
        world.isDatabaseUp = true;
        return "it is back";
      }
      const isKill = world.random.next() < 0.5;
      await (isKill ? world.pg.kill() : world.pg.crash());
      world.isDatabaseUp = false;
      return isKill ? "killed" : "stopped";
    },
  },
  {
    name: "the API is overloaded",
    weight: 1,
    run: (world) => {
      const times = world.random.between(1, 3);
      world.model.addRule({
        name: "overloaded",
        times,
        reply: { status: 529, headers: { "retry-after": "0" } },
      });
      return Promise.resolve(`${times} times`);
    },
  },
  {
    name: "the API sends frames that are broken",
    weight: 1,
    run: (world) => {
      const at = world.random.between(0, 3);
      world.model.addRule({
        name: "broken",
        times: 1,
        reply: { text: "words that break off", malformed_at_event: at },
      });
      return Promise.resolve(`at event ${at}`);
    },
  },
  {
    name: "the API drops connections",
    weight: 1,
    run: (world) => {
      world.model.addRule({ name: "reset", times: 2, reply: { reset: true } });
      return Promise.resolve("2 times");
    },
  },
  {
    name: "the API is slow",
    weight: 1,
    run: (world) => {
      const ms = world.random.between(500, 2_500);
      world.model.addRule({
        name: "slow",
        times: 2,
        reply: { text: "that took long", delay_ms: ms },
      });
      return Promise.resolve(`${ms} ms`);
    },
  },
  {
    name: "a client sends what no client should",
    weight: 1,
    run: async (world) => {
      for (
        const line of ["GET / HTTP/9.9", "\u0000\u0001", "POST /api/tasks"]
      ) {
        using connection = await RawConnection.open(world.port);
        await connection.send(line, "Host: [", "Content-Length: -1", "");
        await connection.closeWrite();
        await connection.readUntil("\r\n\r\n");
      }
      return "3 connections";
    },
  },
  {
    name: "a person interrupts an agent",
    weight: 1,
    run: async (world) => {
      const agent = await world.anyAgent();
      if (!agent) return NOBODY;
      const answer = await world.server.api(
        `/api/agents/${agent.id}/interrupt`,
        { method: "POST" },
      );
      await answer.body?.cancel();
      return `${agent.name}: ${answer.status}`;
    },
  },
];

/** The next fault, as the seed will have it. */
export function chooseFault({ random }: Pick<World, "random">): Fault {
  const sum = CHAOS_FAULTS.reduce((all, { weight }) => all + weight, 0);
  let left = random.next() * sum;
  for (const fault of CHAOS_FAULTS) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  return CHAOS_FAULTS[0] as Fault;
}

/** Waits for so many milliseconds: chaos is a matter of time. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Whether there was somebody to signal. */
function signal(pid: number, name: Deno.Signal): boolean {
  try {
    Deno.kill(pid, name);
    return true;
  } catch (error) {
    // It ended by itself in between.
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
