import { PGlite } from "@electric-sql/pglite";
import type { PgliteAnswer, PgliteRequest } from "./pglite_messages.ts";

// Runs the engine on a thread of its own: a long statement blocks nobody else.

const asIs = (value: string) => value;
/** Parameters come as Postgres' own text: the engine shall not add to it. */
const serializers = Object.fromEntries(
  [16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1042, 1043, 1082, 1114, 1184]
    .concat(1700, 2950, 3802).map((type) => [type, asIs]),
);
const parsers = { 20: Number, 1700: Number };

let engine: PGlite | undefined;
let before: Promise<void> = Promise.resolve();

globalThis.onmessage = ({ data }: MessageEvent<PgliteRequest>) => {
  before = before.then(async () => globalThis.postMessage(await answer(data)));
};

async function answer(request: PgliteRequest): Promise<PgliteAnswer> {
  const { id } = request;
  try {
    return { id, ok: true, rows: await perform(request) };
  } catch (error) {
    const { message, code, constraint } = error as {
      readonly message: string;
      readonly code?: string;
      readonly constraint?: string;
    };
    return { id, ok: false, message, code, constraint };
  }
}

async function perform(request: PgliteRequest): Promise<readonly unknown[]> {
  if (request.kind === "open") {
    engine = await PGlite.create({
      dataDir: request.folder ?? "memory://",
      parsers,
      serializers,
    });
    return [];
  }
  if (!engine) {
    throw new Error("Cannot run a statement: the engine is not open");
  }
  switch (request.kind) {
    case "query":
      return (await engine.query(request.text, [...request.parameters])).rows;
    case "exec":
      await engine.exec(request.script);
      return [];
    case "close":
      await engine.close();
      return [];
  }
}
