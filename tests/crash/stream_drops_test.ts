import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { seededRandom } from "@/model/seeded_random.ts";
import { cuttingProxy } from "@/tests/helpers/cutting_proxy.ts";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { wholeLog } from "@/tests/helpers/history_and_log.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { freePort, startVamp, until } from "@/tests/helpers/vamp_server.ts";
import { followSocket, followSse } from "./dropped_clients.ts";

// `deno task test:streams` runs the whole of it: 10,000 drops and 10 kills.
const drops = Number(Deno.env.get("VAMP_DROPS") ?? 1_000);
const kills = Math.max(1, Math.floor(drops / 1_000));
const CLIENTS = 3;
/** An answer's head alone has some 900 bytes, an event some 250. */
const MOST_BYTES = 4_000;
const DEADLINE_MS = 30 * 60_000;

Deno.test(`clients have the log without a gap or a double, through ${drops} drops at any byte and ${kills} kills of the server`, async () => {
  const seed = Deno.env.get("VAMP_SEED") ?? crypto.randomUUID().slice(0, 8);
  const random = seededRandom(seed);
  await using folder = await tempDirectory();
  const port = freePort();
  let isCutting = true;
  using proxy = cuttingProxy(
    port,
    () => isCutting ? random.between(1, MOST_BYTES) : Infinity,
  );
  const start = () =>
    startVamp("start", folder.path, {
      API_PORT: String(port),
      API_RATE_LIMIT: "0",
      // The server knows this name, too.
      CORS_ORIGINS: `http://127.0.0.1:${proxy.port}`,
      MONITORING_ENABLED: "false",
    });
  await using life = { server: await start(), ...DISPOSED };
  const clients = Array.from(
    { length: CLIENTS },
    () => [followSse(proxy.port), followSocket(proxy.port)],
  ).flat();
  const writing = write(() => life.server, () => isCutting);

  for (let kill = 1; kill <= kills; kill++) {
    await until(
      () => proxy.cuts >= drops * kill / (kills + 1) || undefined,
      () => `only ${proxy.cuts} drops`,
      DEADLINE_MS,
    );
    Deno.kill(await life.server.serverPid(), "SIGKILL");
    await life.server.process.status;
    await life.server[Symbol.asyncDispose]();
    life.server = await start();
  }
  await until(() => proxy.cuts >= drops || undefined, "drops", DEADLINE_MS);
  isCutting = false;
  const last = await writing;
  await until(
    () =>
      clients.every(({ log }) => (log.at(-1)?.seq ?? 0) >= last) || undefined,
    () => `they have ${clients.map(({ log }) => log.length)} of ${last}`,
  );
  await Promise.all(clients.map((client) => client.stop()));
  await life.server.stop();

  const log = await logOf(folder.path);
  if (drops >= 10_000) {
    // deno-lint-ignore no-console -- the numbers that this is run for
    console.info(`seed ${seed}: ${proxy.cuts} drops, ${last} events`);
  }
  for (const client of clients) {
    const seqs = client.log.map(({ seq }) => seq);
    const wrong = seqs.findIndex((seq, index) => seq !== index + 1);
    assert.equal(
      wrong,
      -1,
      `seed ${seed}: after ${seqs[wrong - 1]} came ${seqs[wrong]}`,
    );
    assert.ok(client.log.length >= last, `seed ${seed}`);
    assert.deepEqual(client.log, log.slice(0, client.log.length));
  }
  await recordFault({ fault: "F23", seed, count: proxy.cuts });
});

type Life = { server: Awaited<ReturnType<typeof startVamp>> };

/** Ends the server that runs when the test does. */
const DISPOSED = {
  async [Symbol.asyncDispose](this: Life) {
    await this.server[Symbol.asyncDispose]();
  },
};

/** Renames a session for as long as it shall; gives the last event that this made. */
async function write(
  server: () => Life["server"],
  goesOn: () => boolean,
): Promise<number> {
  let id = "";
  for (let n = 0; goesOn(); n++) {
    // Refused while the server is killed: it is asked again.
    const answer = await server().api(
      id ? `/api/sessions/${id}` : "/api/sessions",
      {
        method: id ? "PATCH" : "POST",
        body: JSON.stringify({ name: `Grüße ${n} …€😀` }),
      },
    ).catch(() => undefined);
    const body = await answer?.json().catch(() => undefined);
    if (answer?.ok) id = body.id;
  }
  const { body } = await server().api("/api/events?topics=system");
  assert.ok(body);
  let text = "";
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const seq = text.match(/^id: (\d+)$/m)?.[1];
    if (seq) return Number(seq);
  }
  throw new Error("Cannot learn where the log ends: no snapshot came");
}

async function logOf(folder: string) {
  const kv = await Deno.openKv(join(folder, "live.sqlite3"));
  try {
    return await wholeLog(new LiveStore(kv));
  } finally {
    kv.close();
  }
}
