import { join } from "node:path";

/** Adds up files, until its time is over. */
export class RoomCount {
  #bytes = 0;
  #files = 0;
  #isWhole = true;
  readonly #deadlineMs: number;

  /** @param countForMs Milliseconds after which it gives up; the sum is no whole one then. */
  constructor(countForMs: number) {
    this.#deadlineMs = performance.now() + countForMs;
  }

  /** What was found so far. */
  get sum() {
    return { bytes: this.#bytes, files: this.#files, isWhole: this.#isWhole };
  }

  /** A file, or a folder with all below it. Links are not followed. */
  async add(path: string): Promise<void> {
    if (performance.now() > this.#deadlineMs) {
      this.#isWhole = false;
      return;
    }
    try {
      const facts = await Deno.lstat(path);
      if (facts.isDirectory) {
        for await (const { name } of Deno.readDir(path)) {
          if (!this.#isWhole) return;
          await this.add(join(path, name));
        }
      } else if (facts.isFile) {
        this.#files++;
        // Blocks are what it takes; the length of a file may be mostly holes.
        this.#bytes += facts.blocks === null ? facts.size : facts.blocks * 512;
      }
    } catch (error) {
      // Agents remove files while they are counted, and may close folders.
      if (error instanceof Deno.errors.NotFound) return;
      if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
      this.#isWhole = false;
    }
  }
}
