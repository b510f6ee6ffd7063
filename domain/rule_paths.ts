import { fitsWildcard } from "./wildcard.ts";

/** The tools whose one argument is the file that they touch. */
const PATH_ARGUMENT: Readonly<Record<string, string>> = {
  Read: "file_path",
  Write: "file_path",
  Edit: "file_path",
  MultiEdit: "file_path",
  NotebookEdit: "notebook_path",
};

/** The tools that a rule with a path can be about. */
export const PATH_TOOLS: readonly string[] = Object.keys(PATH_ARGUMENT);

/** The file that a call touches, as the call names it; `undefined` when it names none. */
export function pathArgument(tool: string, input: unknown): string | undefined {
  if (!Object.hasOwn(PATH_ARGUMENT, tool)) return undefined;
  if (typeof input !== "object" || input === null) return undefined;
  const path = (input as Record<string, unknown>)[PATH_ARGUMENT[tool] ?? ""];
  return typeof path === "string" ? path : undefined;
}

/**
 * The absolute path, with `.` and `..` resolved and without doubled slashes;
 * `undefined` for what cannot be resolved by its text alone, such as `~/x`.
 * Links are not followed.
 */
export function absolutePath(folder: string, path: string): string | undefined {
  if (path === "" || path.startsWith("~") || path.includes("\0")) {
    return undefined;
  }
  const full = path.startsWith("/") ? path : `${folder}/${path}`;
  const parts: string[] = [];
  for (const part of full.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/**
 * Whether an absolute path fits the pattern: `*` within one folder, `**`
 * through any number of folders, also none. A pattern that begins without a
 * slash is relative to `folder`, whose own name is no pattern.
 *
 * @param hidden Whether stars also fit names that begin with a dot, such as
 * `.git`: as in a shell they do not, unless one asks for it.
 */
export function fitsPath(
  pattern: string,
  folder: string,
  path: string,
  hidden = false,
): boolean {
  const parts = (text: string) =>
    text.split("/").filter((part) => part !== "" && part !== ".");
  const wanted = parts(pattern);
  if (wanted.includes("..")) return false;
  const given = parts(path);
  if (pattern.startsWith("/")) return fitsParts(wanted, given, hidden);
  const root = parts(folder);
  return root.every((part, i) => part === given[i]) &&
    fitsParts(wanted, given.slice(root.length), hidden);
}

function fitsParts(
  pattern: readonly string[],
  path: readonly string[],
  hidden: boolean,
): boolean {
  const isShy = (name: string | undefined) =>
    !hidden && name?.startsWith(".") === true;
  const fitsName = (part: string, name: string) =>
    (part.startsWith(".") || !isShy(name)) && fitsWildcard(part, name);
  // Which beginnings of the path the beginning of the pattern can fit.
  let reached = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === "**") {
        next.add(at);
        for (let i = at; i < path.length && !isShy(path[i]); i++) {
          next.add(i + 1);
        }
      } else if (at < path.length && fitsName(part, path[at] as string)) {
        next.add(at + 1);
      }
    }
    reached = next;
  }
  return reached.has(path.length);
}
