import type { OpenAPIHono } from "@hono/zod-openapi";
import { Problem } from "../problem.ts";
import { allAnswers, commonParameters, isPublic } from "./common.ts";
import { exampleOf } from "./example_of.ts";
import { REQUEST_EXAMPLES } from "./examples.ts";

type Operation = {
  readonly parameters?: readonly unknown[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Record<string, unknown>>>;
};
type Content = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The OpenAPI document of the routes: what their schemas say, and what is
 * common to all of them.
 */
export function documentOf(
  app: OpenAPIHono,
  version: string,
): Record<string, unknown> {
  const { openAPIRegistry } = app;
  openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description:
      "The token of the server, from the file `token` of its data folder",
  });
  openAPIRegistry.registerComponent("securitySchemes", "browser", {
    type: "apiKey",
    in: "cookie",
    name: "vamp_<port>",
    description:
      "A browser that signed in; over TLS the name begins with __Host-",
  });
  openAPIRegistry.register("Problem", Problem);
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "VAMP",
      version,
      description:
        "Runs and shows a fleet of Claude Code agents. Every refusal is a problem with a stable `code`.",
    },
    servers: [{ url: "/api" }],
    security: [{ token: [] }, { browser: [] }],
  });
  const schemas = document.components?.schemas ?? {};
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item as Record<string, Operation>)
        .map(([method, operation]) => [
          method,
          whole(method, path, withAnswers(operation, schemas)),
        ]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

function whole(method: string, path: string, operation: Operation) {
  const { parameters = [], requestBody, responses } = operation;
  return {
    operationId: operationId(method, path),
    tags: [path.split("/")[1]],
    ...operation,
    parameters: [...parameters, ...commonParameters(method, path)],
    ...(requestBody && {
      requestBody: withExample(
        requestBody,
        REQUEST_EXAMPLES[`${method} ${path}`],
      ),
    }),
    ...(isPublic(method, path) && { security: [] }),
    responses: allAnswers(method, path, responses),
  };
}

/** The operation, each answer of which has an example. */
function withAnswers(
  operation: Operation,
  schemas: Readonly<Record<string, unknown>>,
): Operation {
  const responses = Object.entries(operation.responses).map((
    [status, answer],
  ) => {
    const media = (answer.content as Content | undefined)?.["application/json"];
    if (!media) return [status, answer];
    const example = exampleOf(media.schema, schemas);
    const content = { "application/json": { ...media, example } };
    return [status, { ...answer, content }];
  });
  return { ...operation, responses: Object.fromEntries(responses) };
}

function withExample(
  body: NonNullable<Operation["requestBody"]>,
  example: unknown,
) {
  const content = Object.entries(body.content)
    .map(([type, media]) => [type, { ...media, example }]);
  return { ...body, content: Object.fromEntries(content) };
}

/** `post /agents/{id}/tasks` as `post_agents_id_tasks`. */
function operationId(method: string, path: string): string {
  return `${method}${path}`.replaceAll(/[^A-Za-z0-9]+/g, "_").replace(/_$/, "");
}
