import { App } from "fresh";
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixtureBuilder } from "@/tests/helpers/fresh_fixture.ts";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

Deno.test("a built server needs to read the project and to listen, no more", async () => {
  // Inside the repository, as only its own folder may be read.
  const outDir = await Deno.makeTempDir({
    dir: join(REPOSITORY, "tests"),
    prefix: ".fresh-",
  });
  try {
    await fixtureBuilder(outDir).build();
    await Deno.writeTextFile(
      join(outDir, "ask.js"),
      `const url = new URL("./server.js", import.meta.url).href;
       const { default: pages } = await import(url);
       const server = Deno.serve({ port: 0, hostname: "127.0.0.1",
         onListen() {} }, pages.fetch);
       const at = "http://127.0.0.1:" + server.addr.port;
       for (const path of ["/islands", "/styles.css"]) {
         const response = await fetch(at + path);
         await response.body.cancel();
         console.log(path, response.status);
       }
       await server.shutdown();`,
    );

    const output = await new Deno.Command(Deno.execPath(), {
      cwd: REPOSITORY,
      args: [
        "run",
        "--no-prompt",
        "--allow-read=.",
        "--allow-net=127.0.0.1",
        join(outDir, "ask.js"),
      ],
    }).output();

    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    assert.equal(
      text(output.stdout),
      "/islands 200\n/styles.css 200\n",
      text(output.stderr),
    );
  } finally {
    await Deno.remove(outDir, { recursive: true });
  }
});

Deno.test("a handler may upgrade the request to a WebSocket", async () => {
  const handler = new App<unknown>()
    .get("/echo", ({ req }) => {
      const { socket, response } = Deno.upgradeWebSocket(req);
      socket.onmessage = ({ data }) => socket.send(`echo ${data}`);
      return response;
    })
    .handler();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    handler,
  );
  const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}/echo`);
  const answer = Promise.withResolvers<unknown>();
  const closed = Promise.withResolvers<void>();
  socket.onopen = () => socket.send("hello");
  socket.onmessage = ({ data }) => answer.resolve(data);
  socket.onerror = () => answer.reject(new Error("the socket failed"));
  socket.onclose = () => closed.resolve();

  assert.equal(await answer.promise, "echo hello");

  socket.close();
  await closed.promise;
  await server.shutdown();
});
