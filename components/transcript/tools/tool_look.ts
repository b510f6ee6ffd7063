import type { Edit } from "../../inbox/asked_input.ts";
import { type Fields, inputFields } from "./input_fields.ts";

/** One item of a list of what is to be done. */
export type Todo = {
  readonly text: string;
  readonly state: "pending" | "in_progress" | "completed";
};

/** What a tool was asked for, by what is the best way to look at it. */
export type ToolLook =
  | {
    readonly kind: "command";
    readonly command: string;
    readonly about: string;
    readonly inBackground: boolean;
  }
  | {
    readonly kind: "edits";
    readonly path: string;
    readonly edits: readonly Edit[];
  }
  | {
    readonly kind: "read";
    readonly path: string;
    /** Lines, from 1; null where the file's own ends are. */
    readonly from: number | null;
    readonly to: number | null;
  }
  | {
    readonly kind: "search";
    readonly pattern: string;
    readonly where: string;
    readonly rest: Fields;
  }
  | { readonly kind: "web"; readonly what: string; readonly prompt: string }
  | { readonly kind: "todos"; readonly todos: readonly Todo[] }
  | {
    readonly kind: "agent";
    readonly about: string;
    readonly type: string;
    readonly prompt: string;
  }
  | { readonly kind: "other"; readonly fields: Fields };

/** A tool's name, and the server that it comes from, if it comes from one. */
export type ToolName = { readonly server: string; readonly name: string };

/** Splits the name of a tool that an MCP server offers: `mcp__server__tool`. */
export function toolName(tool: string): ToolName {
  const [, server = "", name = tool] = /^mcp__(.+?)__(.+)$/.exec(tool) ?? [];
  return { server, name };
}

/** Reads what a tool was asked for, from JSON text that may be cut. */
export function toolLook(tool: string, json: string): ToolLook {
  const { fields } = inputFields(json);
  return lookOf(tool, fields) ?? { kind: "other", fields };
}

function lookOf(tool: string, fields: Fields): ToolLook | undefined {
  const text = (name: string) => textOf(fields[name]);
  switch (tool) {
    case "Bash":
      return {
        kind: "command",
        command: text("command"),
        about: text("description"),
        inBackground: fields.run_in_background === true,
      };
    case "Write":
    case "Edit":
    case "MultiEdit":
    case "NotebookEdit":
      return {
        kind: "edits",
        path: text("file_path") || text("notebook_path"),
        edits: editsOf(fields),
      };
    case "Read": {
      const offset = numberOf(fields.offset);
      const limit = numberOf(fields.limit);
      const from = offset ?? (limit === null ? null : 1);
      const to = limit === null ? null : (from ?? 1) + limit - 1;
      return { kind: "read", path: text("file_path"), from, to };
    }
    case "Grep":
    case "Glob": {
      const { pattern: _, path: __, ...rest } = fields;
      return {
        kind: "search",
        pattern: text("pattern"),
        where: text("path"),
        rest,
      };
    }
    case "WebFetch":
      return { kind: "web", what: text("url"), prompt: text("prompt") };
    case "WebSearch":
      return { kind: "web", what: text("query"), prompt: "" };
    case "TodoWrite":
      return { kind: "todos", todos: todosOf(fields.todos) };
    case "Task":
    case "Agent":
      return {
        kind: "agent",
        about: text("description"),
        type: text("subagent_type"),
        prompt: text("prompt"),
      };
    default:
      return undefined;
  }
}

function editsOf(fields: Fields): readonly Edit[] {
  const { edits, content, new_source } = fields;
  if (Array.isArray(edits)) {
    return edits.map((each: unknown) => editOf((each ?? {}) as Fields));
  }
  const whole = content ?? new_source;
  return typeof whole === "string"
    ? [{ before: "", after: whole, everywhere: false }]
    : "old_string" in fields || "new_string" in fields
    ? [editOf(fields)]
    : [];
}

function editOf(fields: Fields): Edit {
  return {
    before: textOf(fields.old_string),
    after: textOf(fields.new_string),
    everywhere: fields.replace_all === true,
  };
}

const TODO_STATES: readonly string[] = ["in_progress", "completed"];

function todosOf(value: unknown): readonly Todo[] {
  if (!Array.isArray(value)) return [];
  return value.map((each: unknown) => {
    const { content, status } = (each ?? {}) as Fields;
    const state = TODO_STATES.includes(textOf(status))
      ? status as Todo["state"]
      : "pending";
    return { text: textOf(content), state };
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
