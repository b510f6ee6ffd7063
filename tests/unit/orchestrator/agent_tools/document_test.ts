import { strict as assert } from "node:assert";
import { ALL_TOOLS } from "@/orchestrator/agent_tools/all_tools.ts";

const DOCUMENT = new URL("../../../../docs/agent-tools.md", import.meta.url);

/** What is looked at of a JSON Schema. */
type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
};

/** The rows that describe the arguments: name, what it takes, what happens without it. */
function rowsOf({ properties = {}, required = [] }: Schema, prefix = "") {
  const rows: string[][] = [];
  for (const [name, schema] of Object.entries(properties)) {
    const without = schema.default !== undefined
      ? `\`${JSON.stringify(schema.default)}\``
      : required.includes(name)
      ? "refused"
      : "in words";
    rows.push([`\`${prefix}${name}\``, wordsOf(schema), without]);
    if (schema.items) {
      rows.push(...rowsOf(schema.items, `${prefix}${name}[].`));
    }
  }
  return rows;
}

function wordsOf(schema: Schema): string {
  switch (schema.type) {
    case "string":
      if (schema.enum) {
        return schema.enum.map((value) => `\`${value}\``).join(", ");
      }
      if (schema.format === "uuid") return "an id";
      return schema.maxLength
        ? `text, ≤ ${schema.maxLength.toLocaleString("en")} characters`
        : "text";
    case "array":
      return schema.minItems
        ? `list, ${schema.minItems} to ${schema.maxItems}`
        : `list, up to ${schema.maxItems}`;
    case "boolean":
      return "true or false";
    case "integer":
      return `whole number, ${schema.minimum} to ${schema.maximum}`;
    case "number":
      return `number, ${schema.minimum} to ${schema.maximum}`;
    default:
      throw new Error(`Cannot describe ${JSON.stringify(schema)}`);
  }
}

Deno.test("the page of the tools names each tool with its roles and arguments", async () => {
  const text = await Deno.readTextFile(DOCUMENT);

  const described = text.split(/^### /m).slice(1).map((section) => ({
    heading: section.split("\n", 1)[0],
    rows: [...section.matchAll(/^\| (`.+?`) +\| (.+?) +\| (.+?) +\|/gm)]
      .map(([, name, takes, without = ""]) => [
        name,
        takes,
        /^(refused|`.+`)$/.test(without) ? without : "in words",
      ]),
  }));

  const expected = ALL_TOOLS.map(({ name, roles, inputSchema }) => ({
    heading: `\`${name}\` (${roles.join(", ")})`,
    rows: rowsOf(inputSchema),
  }));
  assert.deepEqual(described, expected);
});
