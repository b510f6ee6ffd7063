/** A folder of its own for a test, gone when the test is over. */

/** A temporary folder. */
export interface TempDirectory extends AsyncDisposable {
  readonly path: string;
}

/** Makes an empty folder; disposing removes it with all that is in it. */
export async function tempDirectory(): Promise<TempDirectory> {
  const path = await Deno.makeTempDir({ prefix: "vamp-test-" });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
