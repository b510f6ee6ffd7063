import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AgentId, TaskId } from "@/domain/ids.ts";
import {
  Delivery,
  MAX_MESSAGE_CHARS,
  MESSAGE_KINDS,
} from "@/domain/message.ts";
import { messagePage } from "@/domain/message_page.ts";
import type { MessageCommands } from "@/domain/message_port.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, historyRefusal, problem, refusal } from "../api_app.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { MessageView, messageView } from "./message_view.ts";

const NewMessage = z.strictObject({
  text: z.string().max(MAX_MESSAGE_CHARS).refine(
    (text) => text.trim() !== "",
    "takes a text that is not empty",
  ),
  /** Interrupts what the agent does. */
  urgent: z.boolean().default(false),
}).openapi("NewMessage");

const DELIVERY_STATUSES = Delivery.options.map(({ shape }) =>
  shape.status.value
);

const ListOfMessages = z.strictObject({
  /** Our id of the task that they are about. */
  task_id: TaskId.optional(),
  kind: z.enum(MESSAGE_KINDS).optional(),
  /** How far they got. */
  delivery: z.enum(DELIVERY_STATUSES).optional(),
  /** What their text has in it, in small or capital letters. */
  text: z.string().trim().min(1).max(200).optional(),
  /** Sent from then on. */
  from: z.iso.datetime().optional(),
  /** Sent before then. */
  to: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
const MessagesPage = z.object({
  items: z.array(MessageView),
  /** Pass it as `cursor` for the next page; null at the end. */
  next_cursor: z.string().nullable(),
  /** false while the history is away: older ones are missing. */
  complete: z.boolean(),
});

const listCommunications = createRoute({
  method: "get",
  path: "/communications",
  summary: "Messages between agents and from the person, newest first",
  request: {
    query: ListOfMessages.extend({
      /** Sent by it or to it. */
      agent_id: AgentId.optional(),
    }),
  },
  responses: {
    200: json(MessagesPage, "One page of messages"),
    ...problems(400),
  },
});
const listOfAgent = createRoute({
  method: "get",
  path: "/agents/{id}/messages",
  summary: "Messages to and from an agent, newest first",
  request: { params: z.object({ id: pathId }), query: ListOfMessages },
  responses: {
    200: json(MessagesPage, "One page of messages"),
    ...problems(400, 404),
  },
});
const sendMessage = createRoute({
  method: "post",
  path: "/agents/{id}/messages",
  summary: "Tell an agent something",
  description:
    "It comes with the agent's next turn, or at once when it is urgent. Where the agent waits for an answer to a question, this is the answer.",
  request: { params: z.object({ id: pathId }), body: jsonBody(NewMessage) },
  responses: {
    201: json(MessageView, "The message, which waits for the agent"),
    ...problems(400, 404, 409, 413, 415, 503),
  },
});

/** What agents tell each other, and what the person tells them. */
export function communicationRoutes(
  platform:
    & MessageCommands
    & Pick<Queries, "fleet" | "findAgent" | "communicationHistory">,
) {
  const app = apiApp();

  app.openapi(listCommunications, (c) => {
    const { agent_id, ...query } = c.req.valid("query");
    return answer(c, query, agent_id);
  });

  app.openapi(listOfAgent, async (c) => {
    const { id } = c.req.valid("param");
    const agent = AgentId.safeParse(id).data;
    if (agent && await platform.findAgent(agent)) {
      return await answer(c, c.req.valid("query"), agent);
    }
    return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
  });

  async function answer(
    c: Context,
    { task_id, from, to, ...query }: z.infer<typeof ListOfMessages>,
    agentId: AgentId | undefined,
  ) {
    const page = await messagePage({
      live: Object.values(platform.fleet().messages),
      history: (filter) => platform.communicationHistory(filter),
    }, {
      ...query,
      agentId,
      taskId: task_id,
      after: from === undefined ? undefined : new Date(from),
      before: to === undefined ? undefined : new Date(to),
    });
    if (!page.ok) return historyRefusal(c, page.refusal);
    const { items, next, complete } = page.value;
    return c.json(
      { items: items.map(messageView), next_cursor: next, complete },
      200,
    );
  }

  app.openapi(sendMessage, async (c) => {
    const { id } = c.req.valid("param");
    const { text, urgent } = c.req.valid("json");
    const agent = AgentId.safeParse(id).data;
    if (!agent || !await platform.findAgent(agent)) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const outcome = await platform.sendMessage(agent, text, urgent);
    if (outcome.ok) return c.json(messageView(outcome.value), 201);
    const { code } = outcome.refusal;
    // The store knows it, the fleet does not any more.
    return code === "agent_not_found"
      ? problem(c, "agent_ended", `Cannot send to agent "${id}": it has ended`)
      : refusal(c, outcome.refusal);
  });

  return app;
}
