import fc from "fast-check";

const segment = fc.oneof(
  fc.constantFrom(
    "api",
    "agents",
    "tasks",
    "sessions",
    "rules",
    "templates",
    "approvals",
    "webhooks",
    "events",
    "errors",
    "health",
    "transcript",
    "interrupt",
    "pause",
    "restart",
    "login",
    "logout",
    "docs",
    "ws",
    "..",
    "%00",
    "%ff",
    "%2e%2e",
    "__proto__",
    "constructor",
  ),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
  fc.webPath(),
);
const known = fc.constantFrom(
  "/api/agents",
  "/api/agents/x",
  "/api/agents/x/tasks",
  "/api/agents/x/messages",
  "/api/agents/x/interrupt",
  "/api/agents/x/pause",
  "/api/agents/x/transcript",
  "/api/agents/x/transcript/1",
  "/api/approvals",
  "/api/approvals/x/decide",
  "/api/auth/session",
  "/api/communications",
  "/api/errors",
  "/api/events",
  "/api/handoffs",
  "/api/health",
  "/api/health/ready",
  "/api/history/search",
  "/api/metrics",
  "/api/openapi.json",
  "/api/queue/pause",
  "/api/rules",
  "/api/rules/dry-run",
  "/api/sessions",
  "/api/sessions/x",
  "/api/settings",
  "/api/tasks",
  "/api/tasks/x",
  "/api/templates",
  "/docs",
  "/login",
  "/login/x",
  "/logout",
  "/metrics",
  "/ws",
);
const path = fc.oneof(
  known,
  fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`),
);
const query = fc.oneof(
  fc.constant(""),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.tuple(
    fc.constantFrom(
      "since",
      "topics",
      "limit",
      "cursor",
      "before",
      "status",
      "sort",
      "text",
      "ticket",
    ),
    fc.string(),
  ).map(([name, value]) => `?${name}=${encodeURIComponent(value)}`),
);
const printable = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((code) =>
    String.fromCharCode(code)
  ),
  maxLength: 40,
});
const headers = fc.dictionary(
  fc.constantFrom(
    "accept",
    "authorization",
    "content-type",
    "cookie",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "last-event-id",
    "origin",
    "sec-fetch-site",
    "upgrade",
    "x-request-id",
  ),
  fc.oneof(
    printable,
    fc.constantFrom(
      "application/json",
      "text/html",
      "websocket",
      "same-origin",
      "multipart/form-data; boundary=x",
      "http://127.0.0.1:4005",
      "*",
      '"1"',
    ),
  ),
  { maxKeys: 4 },
);
const deep = fc.integer({ min: 1, max: 20_000 }).chain((depth) =>
  fc.constantFrom("[", '{"a":').map((open) => open.repeat(depth))
);
const body = fc.oneof(
  fc.constant(undefined),
  fc.string(),
  fc.json(),
  deep,
  fc.record({
    role: fc.constantFrom("worker", "manager", "boss"),
    description: fc.string(),
    id: fc.string(),
    name: fc.string(),
    reason: fc.string(),
    text: fc.string(),
  }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
);

/** A request that `fetch` would send. */
export const madeUpRequest = fc.record({
  method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
  path,
  query,
  headers,
  body,
  isSignedIn: fc.boolean(),
});

const hostLine = fc.oneof(
  { weight: 4, arbitrary: fc.constant("Host: 127.0.0.1:PORT") },
  fc.constantFrom(
    "Host:",
    "Host: evil.example",
    "Host: 127.0.0.1:PORT\r\nHost: evil",
    "Host: [",
    "X: y",
  ),
  printable.map((text) => `Host: ${text}`),
);
const line = fc.oneof(
  fc.constantFrom(
    "Authorization: Bearer TOKEN",
    "Content-Type: application/json",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked, identity",
    "Content-Length: 5",
    "Content-Length: -1",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 99999999999999999999",
    "Connection: Upgrade",
    "Connection: close",
    "Upgrade: websocket",
    "Upgrade: h2c",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Key: x",
    "Origin: null",
    "Origin: http://127.0.0.1:PORT",
    "Origin: http://evil.example",
    "Expect: 100-continue",
    "Range: bytes=0-1",
    " folded",
    ":",
  ),
  fc.tuple(printable, printable).map(([name, value]) => `${name}: ${value}`),
);
const payload = fc.oneof(
  fc.constantFrom(
    "",
    "{}",
    '{"a":',
    '5\r\n{"a":\r\n0\r\n\r\n',
    "zz\r\n",
    "ffffffffffffffff\r\n",
    "5;x=y\r\nabcde\r\n0\r\nX: y\r\n\r\n",
  ),
  fc.string({ maxLength: 200 }),
);

/** The text of a request as it goes over the wire; PORT and TOKEN stand for the server's. */
export const madeUpWire = fc.tuple(
  fc.constantFrom("GET", "POST", "PATCH", "DELETE", "CONNECT", "OPTIONS", "x"),
  fc.oneof(path, fc.constantFrom("*", "http://evil/api", "//x", "")),
  fc.constantFrom("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9", ""),
  hostLine,
  fc.array(line, { maxLength: 5 }),
  payload,
).map(([method, target, version, host, lines, end]) =>
  [`${method} ${target} ${version}`, host, ...lines, "", end].join("\r\n")
);

const message = fc.oneof(
  fc.constantFrom(
    '{"type":"ping"}',
    '{"type":"list_agents"}',
    '{"type":"subscribe"}',
    '{"type":"resume","since":0}',
    '{"type":"terminate_agent","agent_id":"x"}',
    '{"type":"create_agent","config":{"role":"worker"}}',
  ),
  fc.json(),
  fc.string(),
);

/** Bytes of one frame as a client may send it, well-formed or not. */
export const madeUpFrame = fc.tuple(
  fc.constantFrom(
    0x81,
    0x81,
    0x81,
    0x82,
    0x01,
    0x80,
    0x88,
    0x89,
    0x8a,
    0xf1,
    0x83,
  ),
  message,
  fc.boolean(),
  fc.constantFrom("fitting", "fitting", "fitting", "too long"),
).map(([first, text, isMasked, length]) => {
  const bytes = new TextEncoder().encode(text).slice(0, 60_000);
  const claimed = length === "fitting" ? bytes.length : 1_000_000;
  const sized = claimed < 126
    ? [claimed]
    : claimed < 65_536
    ? [126, claimed >> 8, claimed & 255]
    : [127, 0, 0, 0, 0, 0, claimed >> 16, (claimed >> 8) & 255, claimed & 255];
  sized[0] = (sized[0] ?? 0) | (isMasked ? 0x80 : 0);
  // A mask of zeros leaves the bytes as they are.
  return new Uint8Array([
    first,
    ...sized,
    ...isMasked ? [0, 0, 0, 0] : [],
    ...bytes,
  ]);
});
