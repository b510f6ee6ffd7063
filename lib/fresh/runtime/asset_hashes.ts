/**
 * Content hashes of the static files, by URL path. In the client build this module
 * is replaced by the table itself; on the server the latest snapshot sets it.
 */
let hashes: ReadonlyMap<string, string> = new Map();

/** The content hash of the static file at `path`, if there is such a file. */
export function assetHash(path: string): string | undefined {
  return hashes.get(path);
}

/** Makes `asset()` answer from `table`. */
export function setAssetHashes(table: ReadonlyMap<string, string>): void {
  hashes = table;
}
