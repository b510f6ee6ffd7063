/** One piece of a file that a request wants to change. */
export type Edit = {
  readonly before: string;
  readonly after: string;
  readonly everywhere: boolean;
};

/** A request's input, by what is the best way to look at it. */
export type InputShape =
  | {
    readonly kind: "command";
    readonly command: string;
    readonly rest: Readonly<Record<string, unknown>>;
  }
  | {
    readonly kind: "edits";
    readonly path: string;
    readonly edits: readonly Edit[];
    readonly rest: Readonly<Record<string, unknown>>;
  }
  | { readonly kind: "json"; readonly text: string };

/**
 * Reads the input of a request, given as JSON text. Every field is in what it
 * gives: what has no place of its own is in `rest`. Text that is no JSON, or
 * only the beginning of it, stays as it is.
 */
export function inputShape(tool: string, json: string): InputShape {
  const input = parse(json);
  if (!input) return { kind: "json", text: json };
  return shapeOf(tool, input) ??
    { kind: "json", text: JSON.stringify(input, null, 2) };
}

function shapeOf(
  tool: string,
  input: Readonly<Record<string, unknown>>,
): InputShape | undefined {
  if (tool === "Bash" && typeof input.command === "string") {
    const { command, ...rest } = input;
    return { kind: "command", command, rest };
  }
  const { file_path: path, ...fields } = input;
  if (typeof path !== "string") return undefined;
  if (tool === "Write" && typeof fields.content === "string") {
    const { content, ...rest } = fields;
    const edits = [{ before: "", after: content, everywhere: false }];
    return { kind: "edits", path, edits, rest };
  }
  if (tool === "Edit") {
    const edit = editOf(fields);
    if (!edit) return undefined;
    const { old_string: _, new_string: __, replace_all: ___, ...rest } = fields;
    return { kind: "edits", path, edits: [edit], rest };
  }
  if (tool === "MultiEdit" && Array.isArray(fields.edits)) {
    const { edits: given, ...rest } = fields;
    const edits = given.map((each: unknown) =>
      editOf((each ?? {}) as Record<string, unknown>)
    );
    return edits.every((edit) => edit !== undefined)
      ? { kind: "edits", path, edits, rest }
      : undefined;
  }
  return undefined;
}

function editOf(fields: Readonly<Record<string, unknown>>): Edit | undefined {
  const { old_string, new_string, replace_all } = fields;
  return typeof old_string === "string" && typeof new_string === "string"
    ? {
      before: old_string,
      after: new_string,
      everywhere: replace_all === true,
    }
    : undefined;
}

function parse(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined; // only its beginning is here
  }
}
