import { join } from "node:path";
import {
  findBrokenLinks,
  findForbidden,
  findUndocumented,
} from "./checks/doc_rules.ts";
import { listFiles } from "./checks/tracked_files.ts";
import { printLine, warnLine } from "./output.ts";

/** Folders whose exported functions and classes all carry a docblock. */
const DOCUMENTED =
  /^(domain|wrapper|orchestrator|db|api|model|host|lib\/fresh)\/.*\.tsx?$/;
const TEXT = /\.(tsx?|jsx?|cjs|mjs|json|jsonc|md|css|sql|sh|yml|yaml|txt)$/;
const NAMED_TEXT = /(^|\/)(\.env\.example|run|LICENSE|Dockerfile)$/;
// Recorded from a real session, and copied as it came.
const RECORDED = /^tests\/fixtures\/transcripts\/|^deno\.lock$/;

/** Checks documents and docblocks; gives the exit code. */
async function checkDocs(root: string): Promise<number> {
  const files = await listFiles(root);
  const known = new Set(files.flatMap((file) => withFolders(file)));
  const texts = files.filter((file) =>
    (TEXT.test(file) || NAMED_TEXT.test(file)) && !RECORDED.test(file)
  );
  const problems = (await Promise.all(texts.map(async (file) => {
    const text = await Deno.readTextFile(join(root, file));
    return [
      ...DOCUMENTED.test(file) ? findUndocumented(file, text) : [],
      ...file.endsWith(".md")
        ? findBrokenLinks(file, text, (path) => known.has(path))
        : [],
      ...findForbidden(file, text),
    ];
  }))).flat();
  for (const { file, line, problem } of problems) {
    warnLine(`${file}:${line}: ${problem}`);
  }
  printLine(`${texts.length} files read, ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

function withFolders(file: string): string[] {
  const parts = file.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

if (import.meta.main) {
  Deno.exit(await checkDocs(join(import.meta.dirname ?? ".", "..")));
}
