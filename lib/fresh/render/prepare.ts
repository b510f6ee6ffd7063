import { setAssetHashes } from "../runtime/asset_hashes.ts";
import type { Snapshot } from "../server/snapshot.ts";
import type { IslandExport } from "./page_state.ts";
import { installVNodeHook, markAsIsland } from "./vnode_hook.ts";

const exportsOf = new WeakMap<
  Snapshot,
  ReadonlyMap<unknown, IslandExport>
>();

/** Makes the islands and the static files of `snapshot` known to the renderer. */
export function prepareRendering(snapshot: Snapshot): void {
  installVNodeHook();
  for (const component of islandExports(snapshot).keys()) {
    markAsIsland(component);
  }
  if (snapshot.files.size === 0) return;
  setAssetHashes(
    new Map([...snapshot.files].map(([path, file]) => [path, file.hash])),
  );
}

/** The island components of `snapshot`, and where the browser finds each. */
export function islandExports(
  snapshot: Snapshot,
): ReadonlyMap<unknown, IslandExport> {
  const known = exportsOf.get(snapshot);
  if (known) return known;

  const found = new Map<unknown, IslandExport>();
  for (const island of snapshot.islands) {
    for (const [name, value] of Object.entries(island.module)) {
      if (typeof value === "function") found.set(value, { island, name });
    }
  }
  exportsOf.set(snapshot, found);
  return found;
}
