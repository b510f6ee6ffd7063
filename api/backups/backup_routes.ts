import { createRoute, z } from "@hono/zod-openapi";
import {
  BackupMade,
  type BackupService,
  BackupState,
  KeptBackup,
} from "@/domain/backup_state.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";

const NewBackup = z.strictObject({
  /** Whether the agents' own Claude configuration goes with it. */
  with_agents: z.boolean().default(false),
}).openapi("NewBackup");

const listBackups = createRoute({
  method: "get",
  path: "/backups",
  summary: "The backups that the server keeps, newest first, and how they go",
  responses: {
    200: json(
      BackupState.extend({
        items: z.array(KeptBackup.clone().openapi("KeptBackup")),
      }),
      "The backups in the data folder",
    ),
  },
});
const createBackup = createRoute({
  method: "post",
  path: "/backups",
  summary:
    "Make a backup on the server's host now; answers when it is verified",
  request: { body: jsonBody(NewBackup) },
  responses: {
    201: json(BackupMade, "The backup"),
    ...problems(400, 413, 415, 503),
  },
});

/** Backups of a running server. */
export function backupRoutes(backups: BackupService) {
  const app = apiApp();

  app.openapi(
    listBackups,
    async (c) =>
      c.json({ ...backups.state, items: [...await backups.list()] }, 200),
  );

  app.openapi(createBackup, async (c) => {
    const { with_agents } = c.req.valid("json");
    try {
      const made = await backups.make({ withAgents: with_agents });
      return c.json(made, 201);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return problem(c, "backup_failed", message);
    }
  });

  return app;
}
