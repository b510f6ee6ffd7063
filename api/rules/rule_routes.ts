import { createRoute, z } from "@hono/zod-openapi";
import type {
  ApprovalCommands,
  ApprovalQueries,
} from "@/domain/approval_port.ts";
import { NewRule } from "@/domain/approval_rule.ts";
import { RuleId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Queries } from "@/domain/platform.ts";
import { RULE_PRESETS } from "@/domain/rule_presets.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { ApprovalView, approvalView } from "../approvals/approval_view.ts";
import { answerOne, changedMeanwhile } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { RuleView, ruleView } from "./rule_view.ts";

const body = jsonBody(NewRule.clone().openapi("NewRule"));

const listRules = createRoute({
  method: "get",
  path: "/rules",
  summary: "Standing answers to requests for permission, the oldest first",
  responses: {
    200: json(z.object({ items: z.array(RuleView) }), "All rules"),
  },
});
const createRule = createRoute({
  method: "post",
  path: "/rules",
  summary: "Make a rule; it also answers what waits and fits",
  description:
    "A rule that denies beats all that allow. A command with a star never fits a command line with operators, substitutions or redirects. The same rule twice is one rule.",
  request: { body },
  responses: {
    201: json(RuleView, "The rule"),
    ...problems(400, 413, 415, 422, 503),
  },
});
const getRule = createRoute({
  method: "get",
  path: "/rules/{id}",
  summary: "One rule",
  request: { params: z.object({ id: pathId }) },
  responses: { 200: json(RuleView, "The rule"), ...problems(400, 404) },
});
const removeRule = createRoute({
  method: "delete",
  path: "/rules/{id}",
  summary: "Take a rule away; what it answered stays answered",
  request: { params: z.object({ id: pathId }) },
  responses: {
    200: json(RuleView, "The rule as it was"),
    ...problems(400, 404, 415, 503),
  },
});
const dryRun = createRoute({
  method: "post",
  path: "/rules/dry-run",
  summary: "Which of the last 50 requests a rule would have answered",
  request: { body },
  responses: {
    200: json(
      z.object({
        /** Requests that were looked at. */
        asked: z.int(),
        /** Of these, those that the rule fits. */
        answered: z.int(),
        items: z.array(ApprovalView),
      }),
      "What it would have answered, the newest first",
    ),
    ...problems(400, 413, 415),
  },
});
const presets = createRoute({
  method: "get",
  path: "/rules/presets",
  summary: "Ready sets of rules, named by the CLI's permission modes",
  responses: {
    200: json(
      z.object({
        items: z.array(z.object({
          name: z.string(),
          meaning: z.string(),
          rules: z.array(NewRule),
        })),
      }),
      "The sets, from careful to hands off",
    ),
  },
});

/** Standing answers to what agents ask. */
export function ruleRoutes(
  platform: ApprovalCommands & ApprovalQueries & Pick<Queries, "fleet">,
) {
  const app = apiApp();

  app.openapi(listRules, (c) => {
    const rules = Object.values(platform.fleet().rules)
      .sort((a, b) => a.id < b.id ? -1 : 1);
    return c.json({ items: rules.map(ruleView) }, 200);
  });

  app.openapi(createRule, async (c) => {
    const outcome = await platform.createRule(c.req.valid("json"));
    return outcome.ok
      ? answerOne(c, outcome.value, ruleView(outcome.value), 201)
      : refusal(c, outcome.refusal);
  });

  app.openapi(
    presets,
    (c) =>
      c.json({
        items: RULE_PRESETS.map((preset) => ({
          ...preset,
          rules: [...preset.rules],
        })),
      }, 200),
  );

  app.openapi(getRule, (c) => {
    const { id } = c.req.valid("param");
    const rule = ownRecord(platform.fleet().rules, id);
    return rule
      ? answerOne(c, rule, ruleView(rule))
      : problem(c, "rule_not_found", `Cannot find rule "${id}"`);
  });

  app.openapi(removeRule, async (c) => {
    const { id } = c.req.valid("param");
    const parsed = RuleId.safeParse(id);
    if (!parsed.success) {
      return problem(c, "rule_not_found", `Cannot find rule "${id}"`);
    }
    const before = ownRecord(platform.fleet().rules, id);
    const late = before && changedMeanwhile(c, before);
    if (late) return late;
    const outcome = await platform.removeRule(parsed.data);
    return outcome.ok
      ? answerOne(c, outcome.value, ruleView(outcome.value))
      : refusal(c, outcome.refusal);
  });

  app.openapi(dryRun, async (c) => {
    const { asked, answered } = await platform.dryRunRule(c.req.valid("json"));
    const items = answered.map(approvalView);
    return c.json({ asked, answered: items.length, items }, 200);
  });

  return app;
}
