/** What one run of the tests came to. */
export type TestReport = {
  readonly passed: number;
  readonly failed: number;
  /** Names of the tests that were left out. */
  readonly ignored: readonly string[];
  /** Seconds that each test file took. */
  readonly seconds: ReadonlyMap<string, number>;
};

/** One test of a run. */
export type TestCase = {
  readonly name: string;
  readonly file: string;
  readonly seconds: number;
  readonly hasFailed: boolean;
  readonly isIgnored: boolean;
};

/** The tests of a JUnit file as `deno test` writes it, without their steps. */
export function readCases(junit: string): TestCase[] {
  const cases = [...junit.matchAll(
    /<testcase name="([^"]*)"([^>]*)>([\s\S]*?)<\/testcase>/g,
  )].map(([, name = "", attributes = "", body = ""]) => ({
    name: unescape(name),
    file: /classname="([^"]*)"/.exec(attributes)?.[1] ?? "",
    seconds: Number(/time="([^"]*)"/.exec(attributes)?.[1] ?? 0),
    hasFailed: /<(failure|error)\b/.test(body),
    isIgnored: /<skipped\b/.test(body),
  }));
  const names = new Set(cases.map(({ name }) => name));
  return cases.filter(({ name }) => !isStep(name, names));
}

/**
 * Counts the tests of a JUnit file as `deno test` writes it. Steps of a test
 * belong to it and are not counted.
 */
export function readReport(junit: string): TestReport {
  const tests = readCases(junit);
  const failed = tests.filter(({ hasFailed }) => hasFailed);
  const ignored = tests.filter(({ isIgnored }) => isIgnored);
  return {
    passed: tests.length - failed.length - ignored.length,
    failed: failed.length,
    ignored: ignored.map(({ name }) => name),
    seconds: secondsByFile(tests),
  };
}

function secondsByFile(
  tests: readonly { readonly file: string; readonly seconds: number }[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { file, seconds } of tests) {
    sums.set(file, (sums.get(file) ?? 0) + seconds);
  }
  return sums;
}

function isStep(name: string, names: ReadonlySet<string>): boolean {
  const parts = name.split(" > ");
  return parts.some((_, index) =>
    index > 0 && names.has(parts.slice(0, index).join(" > "))
  );
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
