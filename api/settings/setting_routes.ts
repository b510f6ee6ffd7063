import { createRoute } from "@hono/zod-openapi";
import { Settings } from "@/domain/settings.ts";
import { apiApp } from "../api_app.ts";
import { json } from "../json_answers.ts";

const readSettings = createRoute({
  method: "get",
  path: "/settings",
  summary: "What the server runs with; decided by its environment",
  description:
    "Read only: the environment or the file `.env` decides, at the start of the server. Secrets are never told.",
  responses: {
    200: json(Settings.clone().openapi("Settings"), "The settings in effect"),
  },
});

/** The configuration in effect, without secrets. */
export function settingRoutes(settings: Settings) {
  const app = apiApp();
  app.openapi(readSettings, (c) => c.json(settings, 200));
  return app;
}
