import assert from "node:assert/strict";
import {
  type Posted,
  postWebhook,
  type Resolve,
} from "@/host/webhooks/post_webhook.ts";

/** A port that nothing may ever connect to, on the host itself. */
function openTrap() {
  let connects = 0;
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) {
      connects++;
      connection.close();
    }
  })();
  return {
    port: listener.addr.port,
    connects: () => connects,
    [Symbol.asyncDispose]: async () => {
      listener.close();
      await accepting;
    },
  };
}

/** A server on loopback, as one of a private network. */
function serve(handler: Deno.ServeHandler) {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    handler,
  );
  const { port } = server.addr;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    policy: { hosts: [`127.0.0.1:${port}`], isPrivateAllowed: true },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Every host of the address may be sent to, as far as its name goes. */
function post(
  url: string,
  resolve: Resolve,
  isPrivateAllowed = false,
): Promise<Posted> {
  const { hostname = "", port = "" } = URL.parse(url) ?? {};
  const hosts = [`${hostname}:${port || 443}`];
  return postWebhook(url, {}, "{}", { hosts, isPrivateAllowed }, { resolve });
}

const leadsTo = (...addresses: readonly string[]): Resolve => () =>
  Promise.resolve(addresses);

const HOSTS_OF_LOOPBACK = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "0177.0.0.01",
  "127.0.0.1.",
  "0",
  "0.0.0.0",
  "127.127.127.127",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
  "%31%32%37.0.0.1",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0:0:0:0:0:ffff:127.0.0.1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[fe80::1]",
  "[fc00::1]",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "10.0.0.1",
  "169.254.169.254",
  "2852039166",
];

Deno.test("no spelling of an address of the host itself is ever connected to", async () => {
  await using trap = openTrap();

  for (const scheme of ["https", "http"]) {
    for (const host of HOSTS_OF_LOOPBACK) {
      const url = `${scheme}://${host}:${trap.port}/`;
      const { status, error } = await post(url, leadsTo("127.0.0.1"));
      assert.equal(status, null, url);
      assert.ok(error, url);
    }
  }

  assert.equal(trap.connects(), 0);
});

Deno.test("a name is refused when any of its addresses is not public, and looked up once", async () => {
  await using trap = openTrap();
  let lookups = 0;
  // It says another thing each time, as a name that is to be bound anew does.
  const rebinding: Resolve = () =>
    Promise.resolve([lookups++ === 0 ? "93.184.216.34" : "127.0.0.1"]);
  const url = `https://hook.test:${trap.port}/`;

  const mixed = await post(url, leadsTo("93.184.216.34", "127.0.0.1"));
  const metadata = await post(url, leadsTo("169.254.169.254"), true);
  await postWebhook(url, {}, "{}", {
    hosts: [`hook.test:${trap.port}`],
    isPrivateAllowed: false,
  }, { resolve: rebinding, deadlineMs: 100 });

  assert.match(mixed.error ?? "", /127\.0\.0\.1 is not an address of the pub/);
  assert.match(metadata.error ?? "", /169\.254\.169\.254 is not/);
  assert.equal(lookups, 1);
  assert.equal(trap.connects(), 0);
});

Deno.test("an address that is not named, has a user, or is no https is refused", async () => {
  const policy = { hosts: ["hook.test"], isPrivateAllowed: true };
  const send = (url: string) => postWebhook(url, {}, "{}", policy);

  assert.match(
    (await send("https://other.test/")).error ?? "",
    /does not name/,
  );
  assert.match(
    (await send("https://hook.test:22/")).error ?? "",
    /hook.test:22/,
  );
  assert.match((await send("http://hook.test/")).error ?? "", /takes https/);
  assert.match((await send("https://u:p@hook.test/")).error ?? "", /no user/);
});

Deno.test("a body is sent with its headers, and the answer's status comes back", async () => {
  const came: [string | null, string][] = [];
  await using server = serve(async (request) => {
    came.push([request.headers.get("webhook-id"), await request.text()]);
    return new Response(null, { status: 204 });
  });

  const posted = await postWebhook(
    server.url,
    { "webhook-id": "w.1" },
    '{"a":1}',
    server.policy,
  );

  assert.deepEqual(posted, { status: 204, error: null });
  assert.deepEqual(came, [["w.1", '{"a":1}']]);
});

Deno.test("a redirect is an answer, and is not followed", async () => {
  await using trap = openTrap();
  await using server = serve(() =>
    Response.redirect(`http://127.0.0.1:${trap.port}/`, 307)
  );

  const posted = await postWebhook(server.url, {}, "{}", server.policy);

  assert.deepEqual(posted, { status: 307, error: null });
  assert.equal(trap.connects(), 0);
});

Deno.test("an answer that is none of HTTP, or breaks off, is told", async () => {
  for (const said of ["SSH-2.0-x\r\n\r\n", "HTTP/1.1 20", ""]) {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    const answering = (async () => {
      const connection = await listener.accept();
      await connection.read(new Uint8Array(1_024));
      await connection.write(new TextEncoder().encode(said));
      connection.close();
      listener.close();
    })();

    const posted = await postWebhook(`http://127.0.0.1:${port}/`, {}, "{}", {
      hosts: [`127.0.0.1:${port}`],
      isPrivateAllowed: true,
    });
    await answering;

    assert.equal(posted.status, null, said);
    assert.ok(posted.error, said);
  }
});

Deno.test("a server that never answers, and one that never stops, are left in time", async () => {
  const letGo = Promise.withResolvers<Response>();
  await using silent = serve(() => letGo.promise);
  await using endless = serve(() =>
    new Response(
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => controller.enqueue(new Uint8Array(16_384)),
      }),
    )
  );

  const unanswered = await postWebhook(
    silent.url,
    {},
    "{}",
    silent.policy,
    { deadlineMs: 50 },
  );
  letGo.resolve(new Response());
  const cut = await postWebhook(endless.url, {}, "{}", endless.policy);

  assert.deepEqual(unanswered, {
    status: null,
    error: "no answer within 50 ms",
  });
  assert.deepEqual(cut, { status: 200, error: null });
});

Deno.test("a delivery over TLS goes to who proves the name, by an authority that is known", async () => {
  const [cert, key, authority] = await Promise.all(
    ["hook_test.pem", "hook_test.key", "authority.pem"].map((file) =>
      Deno.readTextFile(`tests/fixtures/tls/${file}`)
    ),
  );
  assert.ok(cert && key && authority);
  const bodies: string[] = [];
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    cert,
    key,
    onListen: () => {},
  }, async (request) => {
    bodies.push(`${request.headers.get("host")} ${await request.text()}`);
    return new Response(null, { status: 204 });
  });
  await using _ended = server;
  const { port } = server.addr;
  const send = (name: string, caCerts: readonly string[]) =>
    postWebhook(`https://${name}:${port}/hook`, {}, `{"to":"${name}"}`, {
      hosts: [`${name}:${port}`],
      isPrivateAllowed: true,
    }, { resolve: leadsTo("127.0.0.1"), caCerts });

  const proven = await send("hook.test", [authority]);
  const unknown = await send("hook.test", []);
  const other = await send("other.test", [authority]);

  assert.deepEqual(proven, { status: 204, error: null });
  assert.match(unknown.error ?? "", /certificate/i);
  assert.match(other.error ?? "", /certificate/i);
  assert.deepEqual(bodies, [`hook.test:${port} {"to":"hook.test"}`]);
});
