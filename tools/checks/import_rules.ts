/** What one folder or file may import: names of others, or everything. */
export type ImportRule = {
  readonly path: string;
  readonly mayImport: "everything" | readonly string[];
};

/** One import that a file makes, with the line that it stands on. */
export type ImportEdge = {
  readonly from: string;
  readonly line: number;
  /** A path from the root of the project, or `npm` for a package. */
  readonly to: string;
};

const NODE_BUILT_IN = /^node:/;

/**
 * Reads the table whose first two columns are `path` and `may import`.
 *
 * @throws {Error} If there is no such table.
 */
export function readImportRules(markdown: string): readonly ImportRule[] {
  const lines = markdown.split("\n");
  const header = lines.findIndex((line) =>
    /^\|\s*path\s*\|\s*may import\s*\|/.test(line)
  );
  if (header < 0) throw new Error('Cannot find a table "path | may import"');
  const rules: ImportRule[] = [];
  for (const line of lines.slice(header + 2)) {
    if (!line.startsWith("|")) break;
    const [path = "", mayImport = ""] = line.split("|").slice(1)
      .map((cell) => cell.replaceAll("`", "").trim());
    rules.push({ path: bare(path), mayImport: readAllowed(mayImport) });
  }
  return rules;
}

/**
 * Finds every import of a source file, types included. Packages become `npm`;
 * what the runtime brings along is left out.
 *
 * @param aliases Names of the project's own modules, such as `fresh`.
 */
export function readImports(
  from: string,
  source: string,
  aliases: Readonly<Record<string, string>>,
): readonly ImportEdge[] {
  const statements =
    /^[ \t]*(?:import\s*(?:[\w*{][^"';()]*?\bfrom\s*)?|export\s+(?:type\s+)?[*{][^"';()]*?\bfrom\s*)["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  return [...withoutComments(source).matchAll(statements)].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    if (NODE_BUILT_IN.test(specifier)) return [];
    // The words of a long statement stand on the lines before its specifier.
    const end = match.index + match[0].length;
    const line = source.slice(0, end).split("\n").length;
    return [{ from, line, to: resolveSpecifier(from, specifier, aliases) }];
  });
}

/** The rule for a file: that of the longest path that holds it. */
export function ruleFor(
  file: string,
  rules: readonly ImportRule[],
): ImportRule | undefined {
  return rules.filter(({ path }) =>
    file === path || file.startsWith(`${path}/`)
  )
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** Says what is wrong with an import; `undefined` when the table allows it. */
export function findViolation(
  edge: ImportEdge,
  rules: readonly ImportRule[],
): string | undefined {
  const place = `${edge.from}:${edge.line}`;
  const rule = ruleFor(edge.from, rules);
  if (!rule) return `${place}: no row of the table holds this file`;
  if (rule.mayImport === "everything") return undefined;
  if (edge.to !== "npm" && ruleFor(edge.to, rules) === rule) return undefined;
  const allowed = rule.mayImport.some((name) =>
    edge.to === name || edge.to.startsWith(`${name}/`)
  );
  if (allowed) return undefined;
  return `${place}: imports ${edge.to}, but ${rule.path} may import ` +
    (rule.mayImport.join(", ") || "nothing");
}

/**
 * Finds one circle among rows that import each other; `undefined` when none.
 * Rows that may import everything are the ends where programs begin, and no
 * part of a circle.
 */
export function findCycle(
  edges: readonly ImportEdge[],
  rules: readonly ImportRule[],
): readonly string[] | undefined {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    const [a, b] = [ruleFor(from, rules), ruleFor(to, rules)];
    if (!a || !b || a === b) continue;
    if (a.mayImport === "everything" || b.mayImport === "everything") continue;
    next.set(a.path, (next.get(a.path) ?? new Set()).add(b.path));
  }
  const done = new Set<string>();
  const walk = (path: readonly string[]): readonly string[] | undefined => {
    const last = path.at(-1) ?? "";
    const start = path.indexOf(last);
    if (start < path.length - 1) return path.slice(start);
    if (done.has(last)) return undefined;
    for (const folder of next.get(last) ?? []) {
      const cycle = walk([...path, folder]);
      if (cycle) return cycle;
    }
    done.add(last);
    return undefined;
  };
  for (const folder of next.keys()) {
    const cycle = walk([folder]);
    if (cycle) return cycle;
  }
  return undefined;
}

function readAllowed(cell: string): ImportRule["mayImport"] {
  if (cell === "everything") return "everything";
  if (cell === "nothing" || cell === "-" || cell === "") return [];
  return cell.split(",").map((name) => bare(name.trim()));
}

function bare(path: string): string {
  return path.replace(/\/$/, "");
}

function resolveSpecifier(
  from: string,
  specifier: string,
  aliases: Readonly<Record<string, string>>,
): string {
  const own = aliases[specifier];
  if (own?.startsWith("./")) return own.slice(2);
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return "npm";
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** Blanks comments out and keeps the lines where they are. */
function withoutComments(source: string): string {
  return source
    .replaceAll(/\/\*[\s\S]*?\*\//g, (text) => text.replaceAll(/[^\n]/g, " "))
    .replaceAll(/^\s*\/\/.*$/gm, (text) => " ".repeat(text.length));
}
