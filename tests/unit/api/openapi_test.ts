import { strict as assert } from "node:assert";
import { z } from "zod";
import { AnswerCheck } from "@/api/openapi/answer_check.ts";
import { apiOf, wholeDocument } from "@/tests/helpers/api_document.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

/** Every route of the API as `get /agents/{id}`. */
function routesOf(gate: GateUnderTest): string[] {
  const routes = apiOf(gate).routes.map(({ method, path }) =>
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
  assert.deepEqual(document.security, [{ token: [] }, { browser: [] }]);
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

Deno.test("the OpenAPI document tells what is common to all operations", async () => {
  using gate = new GateUnderTest();

  const { paths } = await (await gate.ask("/api/openapi.json")).json();

  const create = paths["/agents"].post;
  const change = paths["/agents/{id}"].patch;
  const read = paths["/agents/{id}"].get;
  const live = paths["/health/live"].get;
  const headers = [create, change, read].map(({ parameters }) =>
    parameters.filter((each: { in: string }) => each.in === "header")
      .map(({ name }: { name: string }) => name)
  );
  assert.deepEqual(headers, [
    ["Idempotency-Key"],
    ["If-Match"],
    ["If-None-Match"],
  ]);
  for (const status of ["401", "403", "408", "409", "413", "422", "429"]) {
    assert.ok(create.responses[status], status);
  }
  assert.ok(change.responses["412"] && read.responses["304"]);
  assert.deepEqual([live.security, live.responses["401"]], [[], undefined]);
  assert.equal(
    create.responses["429"].content["application/problem+json"].example.status,
    429,
  );
});

Deno.test("every body that an operation takes has an example that it takes", async () => {
  using gate = new GateUnderTest();
  const { paths, components } = await (await gate.ask("/api/openapi.json"))
    .json();

  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item as object)) {
      const media = operation.requestBody?.content["application/json"];
      if (!media) continue;
      const where = `${method} ${path}`;
      assert.ok(media.example, where);
      const text = JSON.stringify({
        ...media.schema,
        $defs: components.schemas,
      })
        .replaceAll("#/components/schemas/", "#/$defs/");
      const parsed = z.fromJSONSchema(JSON.parse(text)).safeParse(
        media.example,
      );
      assert.ok(parsed.success, `${where}: ${parsed.error}`);
    }
  }
});

Deno.test("every answer that has a body has an example that fits it", async () => {
  using gate = new GateUnderTest();
  const document = await wholeDocument(gate);
  const check = new AnswerCheck(document);
  let examples = 0;

  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      for (const [status, answer] of Object.entries(operation.responses)) {
        for (const [type, media] of Object.entries(answer.content ?? {})) {
          if (!type.endsWith("json")) continue;
          const where = `${method} ${path} ${status}`;
          assert.ok("example" in media, where);
          const address = path.replaceAll(/\{\w+\}/g, "x");
          const fault = await check.faultOf(
            new Request(`http://x/api${address}`, {
              method: method.toUpperCase(),
            }),
            new Response(JSON.stringify(media.example), {
              status: Number(status),
              headers: { "content-type": type },
            }),
          );
          assert.equal(fault, undefined, where);
          examples++;
        }
      }
    }
  }

  assert.ok(examples > 200, `${examples} examples`);
});

Deno.test("an answer that the document does not have is found, field by field", async () => {
  using gate = new GateUnderTest();
  const document = await (await gate.ask("/api/openapi.json")).json();
  const check = new AnswerCheck(document);
  const request = new Request("http://x/api/queue/resume", { method: "POST" });
  const faultOf = (body: unknown, status = 200, type = "application/json") =>
    check.faultOf(
      request,
      new Response(JSON.stringify(body), {
        status,
        headers: { "content-type": type },
      }),
    );

  assert.equal(await faultOf({ paused: null }), undefined);
  assert.match(await faultOf({}) ?? "", /paused/);
  assert.match(await faultOf({ paused: null, colour: "red" }) ?? "", /colour/);
  assert.match(await faultOf({ paused: null }, 201) ?? "", /201.*described/);
  assert.match(await faultOf("x", 200, "text/plain") ?? "", /text\/plain/);
});

Deno.test("the API can be read as a page whose files come from here alone", async () => {
  using gate = new GateUnderTest();

  const page = await gate.ask("/docs");
  const html = await page.text();
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
    .map(([, address]) => address as string);
  const answers = await Promise.all(
    files.filter((file) => file.startsWith("/docs/"))
      .map((file) => gate.ask(file)),
  );
  const nobody = await gate.anonymous("/docs/swagger-ui.css");

  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  assert.ok(files.every((file) => /^\/[a-z]/.test(file)), files.join(" "));
  assert.doesNotMatch(html, /<script>|style=|\son\w+="/);
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200]);
  for (const answer of answers) assert.ok((await answer.text()).length > 50);
  assert.equal(nobody.status, 401);
});
