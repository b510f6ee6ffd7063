import { join } from "node:path";
import {
  findCycle,
  findViolation,
  readImportRules,
  readImports,
} from "./checks/import_rules.ts";
import { listFiles } from "./checks/tracked_files.ts";
import { printLine, warnLine } from "./output.ts";

const RULES_FILE = "docs/architecture.md";

/** Checks every import of the project against the table; gives the exit code. */
async function checkImports(root: string): Promise<number> {
  const rules = readImportRules(
    await Deno.readTextFile(join(root, RULES_FILE)),
  );
  const { imports } = JSON.parse(
    await Deno.readTextFile(join(root, "deno.json")),
  );
  const files = (await listFiles(root)).filter((path) => /\.tsx?$/.test(path));
  const edges = (await Promise.all(
    files.map(async (path) =>
      readImports(path, await Deno.readTextFile(join(root, path)), imports)
    ),
  )).flat();

  const problems = edges.flatMap((edge) => findViolation(edge, rules) ?? []);
  const cycle = findCycle(edges, rules);
  if (cycle) problems.push(`folders import in a circle: ${cycle.join(" -> ")}`);
  for (const problem of problems) warnLine(problem);
  printLine(
    `${edges.length} imports in ${files.length} files, ` +
      `${problems.length} against ${RULES_FILE}`,
  );
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  Deno.exit(await checkImports(join(import.meta.dirname ?? ".", "..")));
}
