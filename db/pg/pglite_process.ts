import type { PgliteAnswer, PgliteRequest } from "./pglite_messages.ts";
import { SqlError, sqlErrorOf } from "./sql_error.ts";

type WithoutId<R> = R extends unknown ? Omit<R, "id"> : never;
type Waiting = {
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: SqlError) => void;
};

/**
 * The engine's worker, asked by messages. When it dies, all that waits and all
 * that comes later is refused with the code `engine_crashed`.
 */
export class PgliteProcess {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: SqlError | undefined;

  constructor(program = new URL("pglite_worker.ts", import.meta.url)) {
    this.#worker = new Worker(program, { type: "module", name: "history" });
    this.#worker.onmessage = ({ data }: MessageEvent<PgliteAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.ok) waiting?.resolve(data.rows);
      else waiting?.reject(sqlErrorOf(data));
    };
    this.#worker.onerror = (event) => {
      // Else it would end this process, too.
      event.preventDefault();
      this.#end("engine_crashed", event.message);
    };
  }

  /** @throws {SqlError} (as a rejection) of the engine, or that it is gone. */
  ask(request: WithoutId<PgliteRequest>): Promise<readonly unknown[]> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  /** Ends the worker at once, whatever it does. */
  terminate(): void {
    this.#end("engine_closed", "it was closed");
  }

  #end(code: string, why: string): void {
    this.#ended ??= new SqlError(
      `Cannot run a statement: the history's engine is gone (${why})`,
      code,
      undefined,
      undefined,
    );
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
