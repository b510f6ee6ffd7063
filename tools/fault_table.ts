import { join } from "node:path";
import { type FaultRow, FAULTS } from "./faults/catalogue.ts";
import {
  type FaultNote,
  faultTable,
  type TestEnd,
  withRows,
  withTable,
} from "./faults/table.ts";
import { printLine, warnLine } from "./output.ts";
import { readCases } from "./testing/report.ts";
import { runApart } from "./testing/run_apart.ts";

const CANNOT_RUN = 1;
const PAGE = "docs/reliability.md";

/**
 * Runs every test that a row names, and writes the table; or those of some rows
 * alone, and writes these.
 */
async function testFaults(
  root: string,
  isLong: boolean,
  some: readonly FaultRow[],
): Promise<number> {
  const rows = some.length > 0 ? some : FAULTS;
  const files = [
    ...new Set(rows.flatMap((row) => row.shownBy.map(({ file }) => file))),
  ].sort();
  const scratch = await Deno.makeTempDir({ prefix: "vamp-faults-" });
  try {
    const [junitPath, notesPath] = ["junit.xml", "notes.jsonl"]
      .map((name) => join(scratch, name)) as [string, string];
    const code = await runApart({
      root,
      deno: [
        "test",
        "-A",
        "--unstable-kv",
        "--no-check",
        `--junit-path=${junitPath}`,
        ...files,
      ],
      env: {
        VAMP_FAULTS: isLong ? "1" : "",
        VAMP_FAULT_RECORDS: notesPath,
        VAMP_SEED: Deno.env.get("VAMP_SEED") ?? crypto.randomUUID().slice(0, 8),
      },
    });
    const junit = await Deno.readTextFile(junitPath).catch(() => "");
    const ends = endsOf(junit, root);
    if (ends.length === 0) {
      warnLine("No test ran: the table stays as it is");
      return CANNOT_RUN;
    }
    const form = isLong ? "long" : "short";
    const notes = await readNotes(notesPath);
    const path = join(root, PAGE);
    const page = await Deno.readTextFile(path);
    await Deno.writeTextFile(
      path,
      some.length > 0
        ? withRows(page, faultTable(rows, ends, notes, ` (${form}, by itself)`))
        : withTable(
          page,
          `The last run was in the ${form} form.\n\n` +
            faultTable(rows, ends, notes),
        ),
    );
    await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--quiet", path],
      cwd: root,
    }).output();
    printLine(`${ends.length} tests ran; the table is in ${PAGE}`);
    return code;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

function endsOf(junit: string, root: string): TestEnd[] {
  return readCases(junit).map(({ name, file, hasFailed }) => ({
    name,
    file: file.replace(/^\.\//, "").replace(`${root}/`, ""),
    passed: !hasFailed,
  }));
}

async function readNotes(path: string): Promise<FaultNote[]> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

if (import.meta.main) {
  const words = Deno.args.filter((word) => word !== "--short");
  const some = FAULTS.filter(({ id }) => words.includes(id));
  if (some.length < words.length) {
    warnLine("Usage: deno task test:faults [--short] [F1 F2 ...]");
    Deno.exit(2);
  }
  const root = join(import.meta.dirname ?? ".", "..");
  const isLong = !Deno.args.includes("--short");
  Deno.exit(await testFaults(root, isLong, some));
}
