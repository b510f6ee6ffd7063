import { strict as assert } from "node:assert";
import { apiRoutes } from "@/api/api_routes.ts";
import { SETTINGS } from "@/tests/helpers/gate_stores.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

/** Every route of the API as `get /agents/{id}`. */
function routesOf(gate: GateUnderTest): string[] {
  const app = apiRoutes({
    platform: gate.platform,
    sse: gate.sse,
    access: gate.access,
    addressOf: () => "",
    settings: SETTINGS,
    version: "1.2.3",
    uptimeSeconds: () => 0,
    acknowledgeRecovery: () => Promise.resolve(),
    logError: () => {},
  });
  const routes = app.routes.map(({ method, path }) =>
    `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`
  );
  return [...new Set(routes)].sort();
}

Deno.test("the OpenAPI document describes every route, and no other", async () => {
  using gate = new GateUnderTest();

  const document = await (await gate.ask("/api/openapi.json")).json();

  const described = Object.entries(document.paths)
    .flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method} ${path}`)
    ).sort();
  assert.deepEqual(described, routesOf(gate));
  assert.ok(described.includes("post /agents/{id}/tasks"));
});

Deno.test("the OpenAPI document says where the API is and how to sign in", async () => {
  using gate = new GateUnderTest();

  const document = await (await gate.ask("/api/openapi.json")).json();

  assert.equal(document.openapi, "3.1.0");
  assert.equal(document.info.version, "1.2.3");
  assert.deepEqual(document.servers, [{ url: "/api" }]);
  assert.deepEqual(document.security, [{ token: [] }]);
  assert.equal(document.components.securitySchemes.token.scheme, "bearer");
});

Deno.test("every reference of the OpenAPI document leads to a schema", async () => {
  using gate = new GateUnderTest();

  const text = await (await gate.ask("/api/openapi.json")).text();

  const { components } = JSON.parse(text);
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)]
    .map(([, name]) => name as string);
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(components.schemas[name], name);
});

Deno.test("every operation names what it does and every problem it may answer", async () => {
  using gate = new GateUnderTest();

  const document = await (await gate.ask("/api/openapi.json")).json();

  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of Object.values(item as object)) {
      assert.ok(operation.summary, path);
      if (path.includes("{")) assert.ok(operation.responses["404"], path);
    }
  }
});
