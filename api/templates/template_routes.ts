import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  AgentTemplate,
  NewTemplate,
  TemplateId,
} from "@/domain/agent_template.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { overlaid } from "@/domain/template_list.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { answerOne, changedMeanwhile } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";

const id = z.object({ id: pathId });

/** A template as programs see it: the record itself. */
const TemplateView = AgentTemplate.clone().openapi("Template");

const listTemplates = createRoute({
  method: "get",
  path: "/templates",
  summary: "Kinds of agents: those that come with the program, then your own",
  responses: {
    200: json(z.object({ items: z.array(TemplateView) }), "All templates"),
  },
});
const createTemplate = createRoute({
  method: "post",
  path: "/templates",
  summary:
    "Save a template of your own; without an id, one is made of its name",
  request: {
    body: jsonBody(NewTemplate.extend({ id: TemplateId.optional() })),
  },
  responses: {
    201: json(TemplateView, "The template"),
    ...problems(400, 409, 413, 415, 429, 503),
  },
});
const getTemplate = createRoute({
  method: "get",
  path: "/templates/{id}",
  summary: "One template",
  request: { params: id },
  responses: { 200: json(TemplateView, "The template"), ...problems(400, 404) },
});
const changeTemplate = createRoute({
  method: "put",
  path: "/templates/{id}",
  summary: "Change a template, also one that comes with the program",
  request: { params: id, body: jsonBody(NewTemplate) },
  responses: {
    200: json(TemplateView, "The template as it is now"),
    ...problems(400, 404, 413, 415, 503),
  },
});
const removeTemplate = createRoute({
  method: "delete",
  path: "/templates/{id}",
  summary:
    "Remove a template of your own; one that comes with the program is put back as it came",
  request: { params: id },
  responses: {
    200: json(TemplateView, "The template: as it was, or as it came"),
    ...problems(400, 404, 503),
  },
});

/** Kinds of agents, ready-made and a person's own. */
export function templateRoutes(platform: Commands & Queries) {
  const app = apiApp();
  const all = () => overlaid(READY_TEMPLATES, platform.fleet().templates);

  app.openapi(listTemplates, (c) => c.json({ items: [...all()] }, 200));

  app.openapi(createTemplate, async (c) => {
    const { id, ...template } = c.req.valid("json");
    const outcome = await platform.createTemplate(template, id);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    c.header("location", `/api/templates/${outcome.value.id}`);
    return answerOne(c, outcome.value, outcome.value, 201);
  });

  app.openapi(getTemplate, (c) => {
    const { id } = c.req.valid("param");
    const template = all().find((each) => each.id === id);
    if (template) return answerOne(c, template, template);
    return problem(c, "template_not_found", `Cannot find template "${id}"`);
  });

  app.openapi(changeTemplate, async (c) => {
    const late = changedSince(c);
    if (late) return late;
    const outcome = await platform.changeTemplate(
      c.req.valid("param").id,
      c.req.valid("json"),
    );
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return answerOne(c, outcome.value, outcome.value);
  });

  app.openapi(removeTemplate, async (c) => {
    const late = changedSince(c);
    if (late) return late;
    const outcome = await platform.removeTemplate(c.req.valid("param").id);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return answerOne(c, outcome.value, outcome.value);
  });

  function changedSince(c: Context): Response | undefined {
    const before = all().find(({ id }) => id === c.req.param("id"));
    return before && changedMeanwhile(c, before);
  }

  return app;
}
