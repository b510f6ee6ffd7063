import { join } from "node:path";
import {
  type Frame,
  type FrameQueries,
  MAX_FRAME_CHARS,
  type RawLine,
} from "@/domain/frames.ts";
import type { AgentId } from "@/domain/ids.ts";

/** Bytes of one file; an agent has two, and the older one goes for a new one. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;
/** Agents whose lines are kept; those written to longest ago go first. */
const MOST_AGENTS = 200;
/** Characters that may wait for a slow disk; lines beyond them are left out. */
const MOST_WAITING_CHARS = 4 * 1024 * 1024;
/** Lines gather for so long before they are written together: a talking agent has many a second. */
const GATHER_MS = 100;
const NEW = "new.jsonl";
const OLD = "old.jsonl";

type Waiting = Omit<Frame, "n">;
type Book = {
  readonly folder: string;
  waiting: Waiting[];
  waitingChars: number;
  /** Resolves when what waited before is written. */
  written: Promise<void>;
  /** Ends the time in which lines gather. */
  hurry: () => void;
  nextN: number;
  sizeBytes: number;
};

export type FrameFilesDeps = {
  /** Holds a folder for each agent. */
  readonly folder: string;
  /** Takes secrets out. */
  readonly blot: (text: string) => string;
  readonly now: () => string;
  /** Hears, once for each agent, that its lines cannot be written. */
  readonly onFailure: (error: unknown) => void;
};

/**
 * The raw lines of agents, in files of a bounded size: a record to look at
 * when something is wrong. Adding never waits and never fails; a line that
 * cannot be written is left out.
 */
export class FrameFiles implements FrameQueries, AsyncDisposable {
  readonly #books = new Map<AgentId, Book>();

  constructor(private readonly deps: FrameFilesDeps) {}

  /** Notes one line; it is on the disk a little later. */
  add(agent: AgentId, { from, text, bytes }: RawLine): void {
    const book = this.#bookOf(agent);
    if (book.waitingChars > MOST_WAITING_CHARS) return;
    // A secret that lies across the cut has to be seen as a whole.
    const line = this.deps.blot(text.slice(0, 2 * MAX_FRAME_CHARS))
      .slice(0, MAX_FRAME_CHARS);
    book.waiting.push({ at: this.deps.now(), from, bytes, line });
    book.waitingChars += line.length;
    if (book.waiting.length > 1) return;
    const gathered = Promise.withResolvers<void>();
    const timer = setTimeout(gathered.resolve, GATHER_MS);
    book.hurry = () => {
      clearTimeout(timer);
      gathered.resolve();
    };
    book.written = book.written.then(() => gathered.promise)
      .then(() => write(book))
      .catch((error) => {
        book.waiting = [];
        book.waitingChars = 0;
        this.deps.onFailure(error);
      });
  }

  async readFrames(
    id: AgentId,
    { before = Infinity, limit }: {
      readonly before?: number | undefined;
      readonly limit: number;
    },
  ): Promise<readonly Frame[]> {
    const book = this.#books.get(id);
    book?.hurry();
    await book?.written;
    const folder = join(this.deps.folder, id);
    const texts = await Promise.all(
      [OLD, NEW].map((name) => textOf(join(folder, name))),
    );
    return texts.flatMap(framesOf).filter(({ n }) => n < before).slice(-limit);
  }

  /** Resolves when all that was added is written. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#books.values()].map((book) => {
      book.hurry();
      return book.written;
    }));
  }

  #bookOf(agent: AgentId): Book {
    const known = this.#books.get(agent);
    if (known) return known;
    const book: Book = {
      folder: join(this.deps.folder, agent),
      waiting: [],
      waitingChars: 0,
      written: Promise.resolve(),
      hurry: () => {},
      nextN: 0,
      sizeBytes: 0,
    };
    book.written = open(book)
      .then(() => removeOldest(this.deps.folder, MOST_AGENTS))
      .catch(this.deps.onFailure);
    this.#books.set(agent, book);
    return book;
  }
}

async function open(book: Book): Promise<void> {
  await Deno.mkdir(book.folder, { recursive: true, mode: 0o700 });
  const text = await textOf(join(book.folder, NEW));
  const last = framesOf(text).at(-1) ??
    framesOf(await textOf(join(book.folder, OLD))).at(-1);
  book.nextN = (last?.n ?? -1) + 1;
  book.sizeBytes = new TextEncoder().encode(text).length;
}

async function write(book: Book): Promise<void> {
  const { waiting } = book;
  if (waiting.length === 0) return;
  book.waiting = [];
  book.waitingChars = 0;
  const lines = waiting.map((frame) =>
    `${JSON.stringify({ n: book.nextN++, ...frame })}\n`
  );
  const bytes = new TextEncoder().encode(lines.join(""));
  const path = join(book.folder, NEW);
  if (book.sizeBytes > 0 && book.sizeBytes + bytes.length > MAX_FILE_BYTES) {
    await Deno.rename(path, join(book.folder, OLD));
    book.sizeBytes = 0;
  }
  await Deno.writeFile(path, bytes, { append: true, mode: 0o600 });
  book.sizeBytes += bytes.length;
}

/** A file that is not there has no text. */
async function textOf(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** The lines of a file; one that was cut by a kill is left out. */
function framesOf(text: string): Frame[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    try {
      return [JSON.parse(line) as Frame];
    } catch {
      return [];
    }
  });
}

/** Lets go of the folders that were written to longest ago, beyond so many. */
async function removeOldest(folder: string, most: number): Promise<void> {
  const found: { path: string; ms: number }[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) continue;
    const path = join(folder, name);
    const { mtime } = await Deno.stat(path);
    found.push({ path, ms: mtime?.getTime() ?? 0 });
  }
  const over = found.toSorted((a, b) => b.ms - a.ms).slice(most);
  for (const { path } of over) await Deno.remove(path, { recursive: true });
}
