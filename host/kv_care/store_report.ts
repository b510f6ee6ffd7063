import { StoreReport } from "@/domain/storage_status.ts";
import { removeIfThere, type StoreFiles } from "./store_files.ts";

/** What an earlier start, or this one, had to put back and nobody has read yet. */
export async function readReport(files: StoreFiles): Promise<StoreReport> {
  try {
    const text = await Deno.readTextFile(files.report);
    return StoreReport.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { state: "healthy" };
    throw error;
  }
}

/** Keeps a report until it is acknowledged, through any number of starts. */
export async function writeReport(
  files: StoreFiles,
  report: StoreReport,
): Promise<void> {
  const unfinished = `${files.report}.unfinished`;
  await Deno.writeTextFile(unfinished, JSON.stringify(report), { mode: 0o600 });
  await Deno.rename(unfinished, files.report);
}

/** A person has read it. */
export async function removeReport(files: StoreFiles): Promise<void> {
  await removeIfThere(files.report);
}
