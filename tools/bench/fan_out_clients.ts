/**
 * Clients of one event stream, in a process of their own: port, how many, how
 * many events come calmly, and how many in a flood after them.
 */
const [port = 0, clients = 0, calm = 0, flood = 0] = Deno.args.map(Number);
const REQUEST = new TextEncoder().encode(
  `GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
);
const now = () => performance.timeOrigin + performance.now();

const latencies: number[] = [];
const calmOver = Promise.withResolvers<void>();
let inCalm = clients;

/** Longer than an event: what came last is in it. */
const TAIL_BYTES = 1_024;

/** Reads one stream to the last event. */
async function listen(connection: Deno.TcpConn): Promise<void> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let rest = "";
  let seen = 0;
  let isCalmOver = false;
  while (seen < calm + flood) {
    const count = await connection.read(buffer);
    if (count === null) throw new Error(`Cannot go on after event ${seen}`);
    // Of a flood the last event counts: they are numbered without a gap.
    const from = seen < calm ? 0 : Math.max(0, count - TAIL_BYTES);
    const text = rest + decoder.decode(buffer.subarray(from, count));
    const at = now();
    for (const [, id, made] of text.matchAll(/"seq":(\d+).*?@(\d+\.\d+)@/g)) {
      if (Number(id) <= seen) continue;
      seen = Number(id);
      if (seen <= calm) latencies.push(at - Number(made));
    }
    rest = text.slice(-TAIL_BYTES / 2);
    if (seen >= calm && !isCalmOver) {
      isCalmOver = true;
      if (--inCalm === 0) calmOver.resolve();
    }
  }
}

const connections = await Promise.all(
  Array.from({ length: clients }, async () => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(REQUEST);
    return connection;
  }),
);
const reading = Promise.all(connections.map(listen));
// The head of each answer is on its way; events wait for the word.
await new Promise((resolve) => setTimeout(resolve, 500));
await say("connected");
await calmOver.promise;
await say("calm is over");
const floodFrom = now();
await reading;
const tookMs = now() - floodFrom;
latencies.sort((a, b) => a - b);
await say(JSON.stringify({
  deliveriesPerSecond: clients * flood / tookMs * 1_000,
  p99Ms: latencies[Math.floor(latencies.length * 0.99)],
}));
for (const connection of connections) connection.close();

async function say(words: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${words}\n`));
}
