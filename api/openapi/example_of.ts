type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
};

const REF = "#/components/schemas/";
/** Schemas may hold themselves; nobody reads an example that is deeper. */
const DEEPEST = 8;
const ID = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
const AT = "2026-01-01T09:30:00.000Z";

/** What stands in fields of these names, where the schema takes it. */
const WORDS: Readonly<Record<string, string>> = {
  name: "Ann",
  title: "Review the login page",
  description: "Review the change of the login page",
  detail: "Review the change of the login page",
  text: "Two tests are missing.",
  output: "Two tests are missing.",
  reason: "A release is on its way",
  model: "sonnet",
  version: "0.1.0",
  url: "https://hooks.example.com/vamp",
  working_directory: "/home/ann/project",
  tool: "Bash",
  command: "deno test",
  types: "task.failed",
};

/**
 * A value that fits the schema, for whoever reads the document: every field is
 * there, and of choices the first that is not null.
 */
export function exampleOf(
  schema: unknown,
  schemas: Readonly<Record<string, unknown>>,
  name = "",
  depth = 0,
): unknown {
  const {
    $ref,
    allOf,
    anyOf,
    oneOf,
    properties,
    additionalProperties,
    items,
    prefixItems,
    ...plain
  } = schema as Schema;
  const of = (part: unknown, as = name) =>
    exampleOf(part, schemas, as, depth + 1);
  if ($ref) return of(schemas[$ref.replace(REF, "")]);
  if ("const" in plain) return plain.const;
  if (plain.enum) return plain.enum.find((each) => each !== null);
  const choices = (anyOf ?? oneOf)?.filter(({ type }) => type !== "null");
  if (choices) return depth > DEEPEST ? null : of(choices[0]);
  if (allOf) {
    return allOf.reduce(
      (whole, part) => ({ ...whole, ...of(part) as object }),
      {},
    );
  }
  const type = typeof plain.type === "object"
    ? plain.type.find((each) => each !== "null")
    : plain.type;
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(properties ?? {}).map(([key, part]) => [
          key,
          of(part, key),
        ]),
      );
    case "array":
      if (prefixItems) return prefixItems.map((part) => of(part));
      return depth > DEEPEST || !items ? [] : [of(items)];
    case "string":
      return word(plain, name);
    case "integer":
    case "number":
      return plain.minimum ?? (plain.exclusiveMinimum !== undefined ? 1 : 0);
    case "boolean":
      return true;
    default:
      return additionalProperties ? {} : null;
  }
}

function word(
  { format, pattern, minLength = 0 }: Schema,
  name: string,
): string {
  if (format === "uuid") return ID;
  if (format === "date-time" || /(^|_)(at|since|until|timestamp)$/.test(name)) {
    return AT;
  }
  if (format === "uri") return WORDS.url as string;
  if (format === "date") return AT.slice(0, 10);
  if (/(^|_)id$/.test(name)) return ID;
  const words = [WORDS[name] ?? "text", "a".repeat(Math.max(1, minLength))];
  const fits = new RegExp(pattern ?? "");
  return words.find((each) => fits.test(each)) ?? "";
}
