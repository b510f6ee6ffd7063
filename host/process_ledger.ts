import { join } from "node:path";
import { z } from "zod";

/** A process that shows no marks, and was seen to be ours. */
const Stray = z.object({
  pid: z.int().positive(),
  /** Milliseconds since 1970; an id alone may have been given to another. */
  startedAtMs: z.number(),
  instanceId: z.string(),
  agentId: z.string().nullable().transform((id) => id ?? undefined),
  launchId: z.string().nullable().transform((id) => id ?? undefined),
});
export type Stray = z.output<typeof Stray>;

const Ledger = z.object({
  /** Marks of the lives whose processes may be left over. */
  lives: z.array(z.string()),
  strays: z.array(Stray),
});
type Ledger = z.output<typeof Ledger>;

const pathOf = (dataDir: string) => join(dataDir, "processes.json");
const NOTHING: Ledger = { lives: [], strays: [] };

/**
 * What the next start has to look for: the marks of all lives that have not
 * been cleaned up after, and the processes that no mark leads to. Every life is
 * in it before its first process starts, and stays until nothing of it is left,
 * so that several starts that are killed one after the other hide nothing.
 */
export class ProcessLedger {
  #written = "";

  private constructor(
    private readonly path: string,
    private readonly own: string,
    /** As an earlier life left it. */
    readonly found: Ledger,
  ) {}

  /** Opens the ledger of a data folder and enters this life; to be called under the folder's lock. */
  static async open(
    dataDir: string,
    instanceId: string,
  ): Promise<ProcessLedger> {
    const found = await readLedger(dataDir);
    const ledger = new ProcessLedger(pathOf(dataDir), instanceId, found);
    await ledger.#write([...found.lives, instanceId], found.strays);
    return ledger;
  }

  /** What is left of others after a sweep, and the strays of this life. Writes only what changed. */
  async note(
    left: readonly string[],
    strays: readonly Stray[],
  ): Promise<void> {
    await this.#write([...left, this.own], strays);
  }

  /** This life has ended and left nothing. */
  async close(left: readonly string[]): Promise<void> {
    await this.#write(left, []);
  }

  async #write(lives: readonly string[], strays: readonly Stray[]) {
    const text = JSON.stringify({
      lives: [...new Set(lives)],
      strays: strays.map(({ agentId, launchId, ...stray }) => ({
        ...stray,
        agentId: agentId ?? null,
        launchId: launchId ?? null,
      })),
    });
    if (text === this.#written) return;
    // Never half a file: the next start believes what it reads.
    const unfinished = `${this.path}.new`;
    await Deno.writeTextFile(unfinished, text, { mode: 0o600 });
    await Deno.rename(unfinished, this.path);
    this.#written = text;
  }
}

/** What the ledger of a data folder says. What cannot be understood is as if it were not there: most processes are found without it. */
export async function readLedger(dataDir: string): Promise<Ledger> {
  try {
    const text = await Deno.readTextFile(pathOf(dataDir));
    return Ledger.safeParse(JSON.parse(text)).data ?? NOTHING;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return NOTHING;
    if (error instanceof SyntaxError) return NOTHING;
    throw error;
  }
}
