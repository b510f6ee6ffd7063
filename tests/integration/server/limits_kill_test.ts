import { strict as assert } from "node:assert";
import type { TaskView } from "@/api/views.ts";
import { startScriptedModel } from "@/model/mod.ts";
import { allGone } from "@/tests/helpers/launched_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";

const WAIT_SECONDS = 25;
const DEADLINE_MS = 90_000;

async function call(server: VampServer, path: string, body?: unknown) {
  const answer = await server.api(
    path,
    body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
  );
  return await answer.json();
}

Deno.test("a server killed while a usage limit is met begins nothing before its time, and then brings all tasks to their end", async () => {
  await using folder = await tempDirectory();
  const resetsAt = Math.ceil(Date.now() / 1_000) + WAIT_SECONDS;
  await using model = await startScriptedModel({
    script: {
      fallback: {
        status: 429,
        headers: {
          "anthropic-ratelimit-unified-status": "rejected",
          "anthropic-ratelimit-unified-reset": String(resetsAt),
          "anthropic-ratelimit-unified-representative-claim": "five_hour",
        },
      },
    },
  });
  const env = {
    ANTHROPIC_BASE_URL: model.url,
    CLAUDE_CODE_OAUTH_TOKEN: "made-up",
    HOME: folder.path,
  };
  const ids: string[] = [];
  {
    await using server = await startVamp("start", folder.path, env);
    for (let n = 0; n < 2; n++) {
      const agent = await call(server, "/api/agents", { role: "worker" });
      const { id } = await call(server, `/api/agents/${agent.id}/tasks`, {
        description: "do it",
      });
      ids.push(id);
    }
    await until(
      async () => (await call(server, "/api/limits")).closed ?? undefined,
      "no limit was met",
      DEADLINE_MS,
    );
    model.setScript({ fallback: "Done." });
    const agents = await findTagged({ ps: "/usr/bin/ps" });
    Deno.kill(await server.serverPid(), "SIGKILL");
    await server.process.status;
    await allGone(agents.map(({ pid }) => pid));
  }

  await using server = await startVamp("start", folder.path, env);
  const { closed } = await call(server, "/api/limits");
  const tasks = await until(
    async () => {
      const tasks: TaskView[] = await Promise.all(
        ids.map((id) => call(server, `/api/tasks/${id}`)),
      );
      return tasks.every(({ status }) => status === "completed")
        ? tasks
        : undefined;
    },
    "the tasks did not end",
    DEADLINE_MS,
  );

  assert.equal(closed?.kind, "usage_limit");
  for (const { attempts } of tasks) {
    const last = attempts.at(-1);
    assert.ok(Date.parse(last?.assigned_at ?? "") >= resetsAt * 1_000);
  }
});
