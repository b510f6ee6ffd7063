import { z } from "zod";

type Schema = Record<string, unknown>;
type Answer = {
  readonly content?: Record<string, { readonly schema?: Schema }>;
};
type Operations = Record<
  string,
  { readonly responses: Record<string, Answer> }
>;

/** As much of an OpenAPI document as answers are checked by. */
export type ApiDocument = {
  readonly paths: Record<string, Operations>;
  readonly components: { readonly schemas: Record<string, Schema> };
};

/**
 * Checks answers of the API against its own document: the address, the status
 * and the media type have to be described, and the body has to fit, without a
 * field that nobody described.
 */
export class AnswerCheck {
  readonly #definitions: Schema;
  readonly #paths: readonly (readonly [RegExp, string])[];
  readonly #schemas = new Map<string, z.ZodType>();

  constructor(private readonly document: ApiDocument) {
    this.#definitions = closed(document.components.schemas) as Schema;
    this.#paths = Object.keys(document.paths)
      // What is written out goes before what stands for anything.
      .sort((a, b) => a.split("{").length - b.split("{").length)
      .map((path) => [
        new RegExp(`^/api${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
        path,
      ]);
  }

  /** What is wrong with the answer; `undefined`: nothing. Reads a copy of it. */
  async faultOf(
    request: Request,
    response: Response,
  ): Promise<string | undefined> {
    // A broken Host header makes a broken address.
    const pathname = URL.parse(request.url)?.pathname ?? "";
    // What a browser asks before it sends something is no operation.
    if (!pathname.startsWith("/api/") || request.method === "OPTIONS") {
      return undefined;
    }
    const method = request.method.toLowerCase();
    const path = this.#paths.find(([fits]) => fits.test(pathname))?.[1];
    const operation = path && this.document.paths[path]?.[
      method === "head" ? "get" : method
    ];
    const where = `${request.method} ${pathname} → ${response.status}`;
    // Where there is nothing, there is a problem, and no operation to describe it.
    const answer = operation
      ? operation.responses[response.status]
      : response.status >= 400
      ? PROBLEM_ANSWER
      : undefined;
    if (!answer) return `${where}: this status is not described`;
    return await this.#bodyFault(where, answer, method, response);
  }

  async #bodyFault(
    where: string,
    answer: Answer,
    method: string,
    response: Response,
  ): Promise<string | undefined> {
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    if (method === "head" || !answer.content) return undefined;
    const schema = answer.content[type]?.schema;
    if (!schema) return `${where}: "${type}" is not described`;
    if (!type.endsWith("json")) return undefined;
    const body = await response.clone().json();
    const parsed = this.#parserOf(schema).safeParse(body);
    return parsed.success
      ? undefined
      : `${where}: ${z.prettifyError(parsed.error)}\n${JSON.stringify(body)}`;
  }

  #parserOf(schema: Schema): z.ZodType {
    const key = JSON.stringify(schema);
    const known = this.#schemas.get(key);
    if (known) return known;
    const parser = z.fromJSONSchema({
      ...closed(schema) as Schema,
      $defs: this.#definitions as Record<string, z.core.JSONSchema.JSONSchema>,
    });
    this.#schemas.set(key, parser);
    return parser;
  }
}

const PROBLEM_ANSWER: Answer = {
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/Problem" },
    },
  },
};

/** The schema with its references within itself, and with objects that have no other fields than those described. */
function closed(value: unknown, isPart = false): unknown {
  if (Array.isArray(value)) return value.map((each) => closed(each, isPart));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => {
    if (name === "$ref" && typeof each === "string") {
      return [name, each.replace("#/components/schemas/", "#/$defs/")];
    }
    const isSum = isPart && (name === "anyOf" || name === "oneOf");
    return [name, closed(each, name === "allOf" || isSum)];
  });
  const schema = Object.fromEntries(entries);
  const isOpen = schema.type === "object" && schema.properties &&
    schema.additionalProperties === undefined && !isPart;
  return isOpen ? { ...schema, additionalProperties: false } : schema;
}
