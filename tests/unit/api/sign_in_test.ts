// Long, because every way in, and around it, is tried against one gate.
import { strict as assert } from "node:assert";
import { GateUnderTest, TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const HOUR_MS = 60 * 60 * 1_000;

function signIn(gate: GateUnderTest, fields: Record<string, string>) {
  return gate.anonymous("/login", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
}

/** The cookie that an answer sets, as a browser sends it back. */
function cookieOf(answer: Response): string {
  const [cookie] = answer.headers.getSetCookie();
  assert.ok(cookie, "no cookie was set");
  return cookie.split(";", 1)[0] as string;
}

function withCookie(gate: GateUnderTest, cookie: string) {
  return gate.anonymous("/api/agents", { headers: { cookie } });
}

Deno.test("the right bearer token lets a program in, whatever the scheme's case", async () => {
  using gate = new GateUnderTest();
  const values = [`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `BEARER   ${TOKEN}`];

  const answers = await Promise.all(
    values.map((authorization) =>
      gate.anonymous("/api/agents", { headers: { authorization } })
    ),
  );

  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
});

Deno.test("anything but the right bearer token is answered 401", async () => {
  using gate = new GateUnderTest();
  const values = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer wrong",
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN} ${TOKEN}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    `Basic ${TOKEN}`,
    `Basic ${btoa(`user:${TOKEN}`)}`,
    `Digest ${TOKEN}`,
    TOKEN,
    `XBearer ${TOKEN}`,
    `Bearer,${TOKEN}`,
  ];

  const lines = await Promise.all(
    values.map(async (authorization) =>
      await problemLine(
        await gate.anonymous("/api/agents", { headers: { authorization } }),
      )
    ),
  );

  assert.deepEqual(lines, values.map(() => "401 unauthorized"));
});

Deno.test("a token in the address opens nothing", async () => {
  using gate = new GateUnderTest();

  const api = await gate.anonymous(`/api/agents?token=${TOKEN}`);
  const stream = await gate.anonymous(`/api/events?token=${TOKEN}`);
  const socket = await gate.anonymous(`/ws?token=${TOKEN}`);

  assert.equal(await problemLine(api), "401 unauthorized");
  assert.equal(await problemLine(stream), "401 unauthorized");
  assert.equal(await problemLine(socket), "401 unauthorized");
});

Deno.test("the link signs one browser in, once", async () => {
  using gate = new GateUnderTest();
  const link = gate.access.linkPath;

  const first = await gate.anonymous(link);
  const second = await gate.anonymous(link);

  assert.equal(first.status, 303);
  assert.equal(first.headers.get("location"), "/");
  assert.equal((await withCookie(gate, cookieOf(first))).status, 200);
  assert.equal(second.headers.get("location"), "/login?problem=used_link");
  assert.deepEqual(second.headers.getSetCookie(), []);
  assert.notEqual(gate.access.linkPath, link);
});

Deno.test("of two that use the link at the same time, one is signed in", async () => {
  using gate = new GateUnderTest();
  const link = gate.access.linkPath;

  const answers = await Promise.all(
    Array.from({ length: 8 }, () => gate.anonymous(link)),
  );

  const signedIn = answers.filter((each) => each.headers.has("set-cookie"));
  assert.equal(signedIn.length, 1);
});

Deno.test("the form signs in with the right token alone", async () => {
  using gate = new GateUnderTest();

  const right = await signIn(gate, { token: ` ${TOKEN}\n` });
  const wrong = await signIn(gate, { token: "wrong" });
  const empty = await signIn(gate, {});

  assert.equal((await withCookie(gate, cookieOf(right))).status, 200);
  for (const answer of [wrong, empty]) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("location"), "/login?problem=wrong_token");
    assert.deepEqual(answer.headers.getSetCookie(), []);
  }
});

Deno.test("a sign-in whose body is no form is a wrong token", async () => {
  using gate = new GateUnderTest();
  const types = [
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
  ];

  const answers = await Promise.all(
    types.map((type) =>
      gate.anonymous("/login", {
        method: "POST",
        headers: { "content-type": type },
        body: "--y\r\nnot a form",
      })
    ),
  );

  for (const answer of answers) {
    assert.equal(answer.headers.get("location"), "/login?problem=wrong_token");
  }
  assert.deepEqual(gate.errors, []);
});

Deno.test("a sign-in leads to the wanted path of ours", async () => {
  using gate = new GateUnderTest();
  const paths = ["/", "/agents/1?tab=tasks", "/tasks/%C3%A4"];

  const locations = await Promise.all(
    paths.map(async (next) =>
      (await signIn(gate, { token: TOKEN, next })).headers.get("location")
    ),
  );

  assert.deepEqual(locations, paths);
});

const ELSEWHERE = [
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "/./\\evil.example",
  "/x/../..//..//evil.example",
  "javascript:alert(1)",
  "evil.example",
  "@evil.example",
  " //evil.example",
  "/\u0000//evil.example",
];
for (const next of ELSEWHERE) {
  Deno.test(`a sign-in never leads away from us: ${JSON.stringify(next)}`, async () => {
    using gate = new GateUnderTest();

    const answer = await signIn(gate, { token: TOKEN, next });

    const location = answer.headers.get("location") ?? "";
    const led = new URL(location, "http://127.0.0.1:4005/login");
    assert.equal(led.origin, "http://127.0.0.1:4005", location);
    assert.match(location, /^\/(?![/\\])/);
  });
}

Deno.test("the cookie is out of reach for scripts and other sites", async () => {
  using plain = new GateUnderTest();
  using secure = new GateUnderTest({ secure: true });

  const [onPlain] = (await signIn(plain, { token: TOKEN }))
    .headers.getSetCookie();
  const [onSecure] = (await signIn(secure, { token: TOKEN }))
    .headers.getSetCookie();

  const value = "[\\w-]{43}";
  const rest = "Max-Age=604800; Path=/; HttpOnly";
  assert.match(
    onPlain ?? "",
    new RegExp(`^vamp_4005=${value}; ${rest}; SameSite=Strict$`),
  );
  assert.match(
    onSecure ?? "",
    new RegExp(
      `^__Host-vamp_4005=${value}; ${rest}; Secure; SameSite=Strict$`,
    ),
  );
});

Deno.test("each sign-in makes a cookie of its own", async () => {
  using gate = new GateUnderTest();

  const first = cookieOf(await signIn(gate, { token: TOKEN }));
  const second = cookieOf(await signIn(gate, { token: TOKEN }));

  assert.notEqual(first, second);
  assert.equal((await withCookie(gate, first)).status, 200);
  assert.equal((await withCookie(gate, second)).status, 200);
});

Deno.test("a made-up cookie, or the cookie of another port, lets nobody in", async () => {
  using gate = new GateUnderTest();
  using neighbour = new GateUnderTest({ port: 4006 });
  const theirs = cookieOf(await signIn(neighbour, { token: TOKEN }));
  const renamed = theirs.replace("vamp_4006", "vamp_4005");

  const lines = await Promise.all(
    [theirs, renamed, "vamp_4005=", "vamp_4005=x", `vamp_4005=${TOKEN}`]
      .map(async (cookie) => await problemLine(await withCookie(gate, cookie))),
  );

  assert.deepEqual(lines, Array(5).fill("401 unauthorized"));
});

Deno.test("a signed-in browser stays in while it is used, and 7 days at most", async () => {
  using gate = new GateUnderTest();
  const cookie = cookieOf(await signIn(gate, { token: TOKEN }));
  const start = gate.nowMs;

  const statuses: number[] = [];
  for (let hours = 11; hours <= 7 * 24; hours += 11) {
    gate.nowMs = start + hours * HOUR_MS;
    statuses.push((await withCookie(gate, cookie)).status);
  }
  gate.nowMs = start + 7 * 24 * HOUR_MS + 1;
  const after = await withCookie(gate, cookie);

  assert.deepEqual(new Set(statuses), new Set([200]));
  assert.equal(after.status, 401);
});

Deno.test("a browser that was idle for 12 hours is signed out for good", async () => {
  using gate = new GateUnderTest();
  const cookie = cookieOf(await signIn(gate, { token: TOKEN }));

  gate.nowMs += 12 * HOUR_MS;
  const atLast = await withCookie(gate, cookie);
  gate.nowMs += 12 * HOUR_MS + 1;
  const idle = await withCookie(gate, cookie);
  gate.nowMs -= 12 * HOUR_MS;
  const clockSetBack = await withCookie(gate, cookie);

  assert.equal(atLast.status, 200);
  assert.equal(idle.status, 401);
  assert.equal(clockSetBack.status, 401);
});

Deno.test("signing out ends this session and no other", async () => {
  using gate = new GateUnderTest();
  const mine = cookieOf(await signIn(gate, { token: TOKEN }));
  const other = cookieOf(await signIn(gate, { token: TOKEN }));

  const out = await gate.anonymous("/logout", {
    method: "POST",
    headers: { cookie: mine },
  });

  assert.equal(out.status, 303);
  assert.equal(out.headers.get("location"), "/login");
  assert.match(out.headers.getSetCookie()[0] ?? "", /^vamp_4005=; Max-Age=0/);
  assert.equal((await withCookie(gate, mine)).status, 401);
  assert.equal((await withCookie(gate, other)).status, 200);
});

Deno.test("a GET signs nobody out", async () => {
  using gate = new GateUnderTest();
  const cookie = cookieOf(await signIn(gate, { token: TOKEN }));

  await gate.anonymous("/logout", { headers: { cookie } });

  assert.equal((await withCookie(gate, cookie)).status, 200);
});

Deno.test("a page leads a stranger to the sign-in and back", async () => {
  using gate = new GateUnderTest();
  const headers = { accept: "text/html,*/*" };

  const answer = await gate.anonymous("/agents/1?tab=a&b=ä", { headers });

  assert.equal(answer.status, 303);
  const next = encodeURIComponent("/agents/1?tab=a&b=%C3%A4");
  assert.equal(answer.headers.get("location"), `/login?next=${next}`);
});

Deno.test("programs and the API get a problem instead of the sign-in page", async () => {
  using gate = new GateUnderTest();
  const headers = { accept: "text/html" };

  const program = await gate.anonymous("/agents/1");
  const api = await gate.anonymous("/api/agents", { headers });
  const post = await gate.anonymous("/agents/1", { method: "POST", headers });

  assert.equal(api.headers.get("www-authenticate"), "Bearer");
  assert.equal(await problemLine(program), "401 unauthorized");
  assert.equal(await problemLine(api), "401 unauthorized");
  assert.equal(await problemLine(post), "401 unauthorized");
});

Deno.test("the sign-in page, its files and the liveness check need no sign-in", async () => {
  using gate = new GateUnderTest();
  const paths = [
    "/login",
    "/login?next=/",
    "/styles.css?__h=1",
    "/favicon.svg",
    "/_fresh/js/FleetView-KBIWKO5W.js",
    "/api/health/live",
  ];

  const answers = await Promise.all(paths.map((path) => gate.anonymous(path)));

  assert.deepEqual(answers.map(({ status }) => status), paths.map(() => 200));
});

Deno.test("an address that ends like a file but is a page needs a sign-in", async () => {
  using gate = new GateUnderTest();
  const paths = [
    "/tasks/build.js",
    "/tasks%2Fbuild.js",
    "/tasks/../tasks/build.css",
    "//tasks/build.js",
    "/agents/x.png",
    "/dev/x.svg",
    "/api/tasks/build.js",
    "/api/x.css",
    "/ws/x.js",
    "/_freshx/a.js",
    "/x.css/",
    "/x.json",
  ];

  const lines = await Promise.all(
    paths.map(async (path) => await problemLine(await gate.anonymous(path))),
  );

  assert.deepEqual(lines, paths.map(() => "401 unauthorized"));
});
