import { findProgram } from "../launcher/host_programs.ts";

/** What the tests in Python import, and the Debian packages that have it. */
export const PYTHON_PACKAGES = [
  "python3-pytest",
  "python3-requests",
  "python3-websockets",
] as const;

const IMPORTS = "import pytest, requests, websockets";

/**
 * A Python that has what the tests import, by absolute path; `undefined`: none
 * has. A host may have several: the first folder that holds one that fits wins.
 */
export async function findPython(
  searchPath: string,
): Promise<string | undefined> {
  for (const folder of new Set(searchPath.split(":"))) {
    const python = folder && await findProgram("python3", folder);
    if (!python) continue;
    const { success } = await new Deno.Command(python, {
      args: ["-c", IMPORTS],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    if (success) return python;
  }
  return undefined;
}
