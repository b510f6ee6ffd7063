import { findProgram } from "../launcher/host_programs.ts";
import { findPython, PYTHON_PACKAGES } from "./find_python.ts";

/** What the host has to offer to the tests, by absolute path. */
export type TestPrograms = {
  readonly chromium: string;
  /** With the packages that the tests in Python import. */
  readonly python: string;
  /** What keeps the tests apart from the host; `undefined` off Linux. */
  readonly isolation: {
    readonly unshare: string;
    readonly ip: string;
  } | undefined;
};

type Requirement = {
  readonly names: readonly string[];
  readonly debianPackages: readonly string[];
};

const CHROMIUM: Requirement = {
  // The build that has no windows does the same for a quarter less.
  names: [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
  ],
  debianPackages: ["chromium-headless-shell"],
};
// Found by what it can import, not by its name alone.
const PYTHON: Requirement = { names: [], debianPackages: PYTHON_PACKAGES };
const CURL: Requirement = { names: ["curl"], debianPackages: ["curl"] };
const LINUX: Readonly<Record<string, Requirement>> = {
  unshare: { names: ["unshare"], debianPackages: ["util-linux"] },
  ip: { names: ["ip"], debianPackages: ["iproute2"] },
  ps: { names: ["ps"], debianPackages: ["procps"] },
  git: { names: ["git"], debianPackages: ["git"] },
  // Debian keeps the server's own programs off the path; this one is on it.
  postgres: {
    names: ["pg_ctlcluster", "pg_ctl"],
    debianPackages: ["postgresql"],
  },
};
const MAC_CHROME =
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
// Programs of the system's administrator are not on everybody's PATH.
const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:" +
  "/bin";

/**
 * Finds what the tests need and, as root on a system with apt, installs what
 * is missing. Otherwise the result says in one line what to install.
 */
export async function findTestPrograms(
  searchPath: string,
  log: (line: string) => void,
): Promise<TestPrograms | { readonly missing: string }> {
  const wanted = {
    chromium: CHROMIUM,
    python: PYTHON,
    curl: CURL,
    ...Deno.build.os === "linux" ? LINUX : {},
  };
  let found = await findAll(wanted, searchPath);
  let lacking = Object.keys(wanted).filter((name) => !found[name]);
  if (lacking.length > 0) {
    const packages = Object.entries<Requirement>(wanted).flatMap((
      [name, { debianPackages }],
    ) => lacking.includes(name) ? debianPackages : []);
    await aptInstall(packages, searchPath, log);
    found = await findAll(wanted, searchPath);
    lacking = Object.keys(wanted).filter((name) => !found[name]);
    if (lacking.length > 0) {
      return {
        missing: `The tests need ${lacking.join(", ")}: install the packages ` +
          `${packages.join(" ")} (on Debian: sudo apt-get install ` +
          `${packages.join(" ")})`,
      };
    }
  }
  const { chromium = "", python = "", unshare, ip } = found;
  return {
    chromium,
    python,
    isolation: unshare && ip ? { unshare, ip } : undefined,
  };
}

async function findAll(
  wanted: Readonly<Record<string, Requirement>>,
  searchPath: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const found: Record<string, string | undefined> = {};
  for (const [name, { names }] of Object.entries(wanted)) {
    for (const candidate of names) {
      found[name] ??= await findProgram(
        candidate,
        `${searchPath}:${SYSTEM_PATH}`,
      );
    }
  }
  found.python = await findPython(`${searchPath}:${SYSTEM_PATH}`);
  if (Deno.build.os === "darwin" && !found.chromium) {
    const there = await Deno.stat(MAC_CHROME).then(() => true, () => false);
    if (there) found.chromium = MAC_CHROME;
  }
  return found;
}

/** Tries only where it can work: the search afterwards tells whether it did. */
async function aptInstall(
  packages: readonly string[],
  searchPath: string,
  log: (line: string) => void,
): Promise<void> {
  const apt = await findProgram("apt-get", `${searchPath}:${SYSTEM_PATH}`);
  if (!apt || Deno.uid() !== 0) return;
  log(`Installing ${packages.join(" ")} for the tests with apt-get`);
  for (
    const args of [
      ["update", "-qq"],
      ["install", "-qq", "-y", "--no-install-recommends", ...packages],
    ]
  ) {
    await new Deno.Command(apt, {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).output();
  }
}
