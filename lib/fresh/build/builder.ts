import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serveDevelopment } from "../dev/dev_server.ts";
import type { App } from "../server/app.ts";
import { attachSnapshot } from "../server/snapshot.ts";
import type { ListenOptions } from "../types.ts";
import { isUpToDate, stamp, writeStamp } from "./fingerprint.ts";
import { memorySnapshot } from "./memory_snapshot.ts";
import {
  type BuildOptions,
  type ResolvedBuildConfig,
  resolveOptions,
} from "./options.ts";
import { runBuild } from "./run_build.ts";
import {
  type OnTransformOptions,
  staticTransform,
  type TransformFn,
} from "./transforms.ts";
import { writeBuild } from "./write_build.ts";

type Mode = ResolvedBuildConfig["mode"];

/** Gives an app the outcome of a build. */
export type ApplySnapshot = <State>(app: App<State>) => void;

/** Builds a project, or serves it while it is being worked on. */
export class Builder {
  readonly #options: BuildOptions;
  readonly #islands: string[] = [];
  readonly #transforms: {
    readonly options: OnTransformOptions;
    readonly transform: TransformFn;
  }[] = [];

  constructor(options: BuildOptions = {}) {
    this.#options = options;
  }

  /** Makes the components of one more file islands: a path or a file URL. */
  registerIsland(pathOrUrl: string): void {
    const { root } = resolveOptions(this.#options, "production");
    this.#islands.push(
      pathOrUrl.startsWith("file:")
        ? fileURLToPath(pathOrUrl)
        : resolve(root, pathOrUrl),
    );
  }

  /** Has `transform` change static files on their way into the build. */
  onTransformStaticFile(
    options: OnTransformOptions,
    transform: TransformFn,
  ): void {
    this.#transforms.push({ options, transform });
  }

  /**
   * Builds the project. On disk nothing is done if nothing has changed since the last
   * build; with `snapshot: "memory"` the disk is left alone, and the function that
   * comes back gives the build to an app, for tests. Safe to repeat after an error.
   *
   * @throws {Error} If a file cannot be built; the message names it.
   */
  build(
    run: { readonly mode?: Mode; readonly snapshot: "memory" },
  ): Promise<ApplySnapshot>;
  build(
    run?: { readonly mode?: Mode; readonly snapshot?: "disk" },
  ): Promise<void>;
  async build(
    run: { readonly mode?: Mode; readonly snapshot?: "disk" | "memory" } = {},
  ): Promise<ApplySnapshot | void> {
    const config = resolveOptions(this.#options, run.mode ?? "production");
    if (run.snapshot !== "memory") return await this.#buildToDisk(config);
    const snapshot = await memorySnapshot(await this.#run(config), config);
    return (app) => attachSnapshot(app, snapshot);
  }

  /**
   * Serves the app that `importApp` loads, rebuilds when a file changes, and has open
   * pages reload. Ends when the server is shut down.
   */
  async listen<State>(
    importApp: () => Promise<{ readonly app: App<State> }>,
    options: ListenOptions = {},
  ): Promise<void> {
    const config = resolveOptions(this.#options, "development");
    await serveDevelopment(importApp, options, config, () => this.#run(config));
  }

  async #buildToDisk(config: ResolvedBuildConfig): Promise<void> {
    // A transform is code whose own inputs are unknown, so it always runs.
    const comparable = this.#transforms.length === 0;
    if (comparable && await isUpToDate(config)) return;

    const before = await stamp(config, this.#islands);
    const result = await this.#run(config);
    await writeBuild(result, config);
    if (!comparable) return;
    const { inputs } = await stamp(config, result.client.inputs);
    await writeStamp(config, before, inputs);
  }

  #run(config: ResolvedBuildConfig) {
    const transforms = this.#transforms.map(({ options, transform }) =>
      staticTransform(options, transform, config.mode)
    );
    return runBuild(config, this.#islands, transforms);
  }
}
