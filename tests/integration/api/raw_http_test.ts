import { strict as assert } from "node:assert";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";

const TOKEN_LINE = `Authorization: Bearer ${TOKEN}`;
const UPGRADE = ["Connection: Upgrade", "Upgrade: websocket"];
const KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

/** What is sent, `HOST` standing for a good Host line, and the status of its answer. */
const CASES: Readonly<
  Record<string, readonly [readonly string[], RegExp]>
> = {
  "no Host": [["GET / HTTP/1.1", TOKEN_LINE, ""], /^421$/],
  "no Host in HTTP/1.0": [["GET / HTTP/1.0", TOKEN_LINE, ""], /^421$/],
  "an empty Host": [["GET / HTTP/1.1", "Host:", ""], /^421$/],
  "a Host that is no name": [["GET / HTTP/1.1", "Host: [", ""], /^421$/],
  "a Host with blanks": [["GET / HTTP/1.1", "Host: a b", ""], /^421$/],
  "a Host with other bytes": [
    ["GET / HTTP/1.1", "Host: ÿ\u0001", ""],
    /^4\d\d$/,
  ],
  "two Hosts": [["GET / HTTP/1.1", "HOST", "Host: evil", ""], /^4\d\d$/],
  "the same Host twice": [["GET / HTTP/1.1", "HOST", "HOST", ""], /^4\d\d$/],
  "a whole address of another site": [
    ["GET http://evil.example/api/agents HTTP/1.1", "HOST", ""],
    /^4\d\d$/,
  ],
  "a tunnel": [["CONNECT evil.example:80 HTTP/1.1", "HOST", ""], /^4\d\d$/],
  "an unknown method": [["BREW /api/agents HTTP/1.1", "HOST", ""], /^4\d\d$/],
  "OPTIONS of everything": [["OPTIONS * HTTP/1.1", "HOST", ""], /^4\d\d$/],
  "a path of 100,000 characters": [
    [`GET /${"a".repeat(100_000)} HTTP/1.1`, "HOST", TOKEN_LINE, ""],
    /^4\d\d$/,
  ],
  "an id of 10,000 characters": [
    [`GET /api/agents/${"a".repeat(10_000)} HTTP/1.1`, "HOST", TOKEN_LINE, ""],
    /^414$/,
  ],
  "100 kB of headers": [
    ["GET / HTTP/1.1", "HOST", `X: ${"a".repeat(100_000)}`, ""],
    /^(4\d\d|)$/,
  ],
  "a thousand headers": [
    ["GET / HTTP/1.1", "HOST", ...Array(1_000).fill("X: y"), ""],
    /^(4\d\d|)$/,
  ],
  "a path that is not decodable": [
    ["GET /api/agents/%E0%A4%A%00 HTTP/1.1", "HOST", TOKEN_LINE, ""],
    /^4\d\d$/,
  ],
  "chunks that are none": [
    [
      "POST /api/agents HTTP/1.1",
      "HOST",
      TOKEN_LINE,
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
      "",
      "zz",
      "junk",
    ],
    /^(4\d\d|)$/,
  ],
  "chunks that end early": [
    [
      "POST /api/agents HTTP/1.1",
      "HOST",
      TOKEN_LINE,
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
      "",
      "ff",
      "{",
    ],
    /^(4\d\d|)$/,
  ],
  "a body that ends early": [
    [
      "POST /api/agents HTTP/1.1",
      "HOST",
      TOKEN_LINE,
      "Content-Type: application/json",
      "Content-Length: 100",
      "",
      "{",
    ],
    /^$/,
  ],
  "a length that is none": [
    ["POST /api/agents HTTP/1.1", "HOST", TOKEN_LINE, "Content-Length: x", ""],
    /^4\d\d$/,
  ],
  "a length and chunks": [
    [
      "POST /api/agents HTTP/1.1",
      "HOST",
      TOKEN_LINE,
      "Content-Type: application/json",
      "Content-Length: 5",
      "Transfer-Encoding: chunked",
      "",
      "0",
      "",
    ],
    /^4\d\d$/,
  ],
  "no HTTP at all": [["\u0016\u0003\u0001\u0002\u0000", ""], /^(4\d\d|)$/],
  "an upgrade without a key": [
    ["GET /ws HTTP/1.1", "HOST", TOKEN_LINE, ...UPGRADE, ""],
    /^400$/,
  ],
  "an upgrade that nothing connects": [
    ["GET /ws HTTP/1.1", "HOST", TOKEN_LINE, "Upgrade: websocket", KEY, ""],
    /^400$/,
  ],
  "an upgrade to something else": [
    ["GET /ws HTTP/1.1", "HOST", TOKEN_LINE, "Upgrade: h2c", ""],
    /^400$/,
  ],
  "an upgrade without a token": [
    ["GET /ws HTTP/1.1", "HOST", ...UPGRADE, KEY, ""],
    /^401$/,
  ],
  "an upgrade from another site": [
    ["GET /ws HTTP/1.1", "HOST", "Origin: http://evil", ...UPGRADE, KEY, ""],
    /^403$/,
  ],
};

/** Here the client goes away in the middle; it gets no answer. */
const BROKEN_OFF = /ends? early|no HTTP/;

for (const [name, [lines, expected]] of Object.entries(CASES)) {
  Deno.test(`the server refuses ${name} and lives on`, async () => {
    await using served = serveGate();
    const { port, gate } = served;
    using connection = await RawConnection.open(port);

    await connection.send(
      ...lines.map((line) =>
        line === "HOST" ? `Host: 127.0.0.1:${port}` : line
      ),
    ).catch(() => {/* refused before all was sent */});
    const answer = BROKEN_OFF.test(name)
      ? connection[Symbol.dispose]()
      : await connection.readUntil("\r\n\r\n");

    const status = answer?.match(/^HTTP\/1\.[01] (\d{3})/)?.[1] ?? "";
    assert.match(status, expected, answer?.slice(0, 500) ?? "");
    const after = await served.fetch("/api/health");
    assert.equal((await after.json()).status, "healthy");
    assert.deepEqual(gate.errors, []);
    assert.deepEqual(gate.platform.log, []);
  });
}
