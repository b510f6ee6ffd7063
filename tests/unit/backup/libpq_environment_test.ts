import { strict as assert } from "node:assert";
import { libpqEnvironment } from "@/backup/dump/libpq_environment.ts";

const CONNECTED = { user: "vamp", database: "fleet" };

Deno.test("libpqEnvironment says who, where and with what password, and nothing else", () => {
  const env = libpqEnvironment(
    "postgres://some%40one:p%2Fw%20d@[::1]:6543/other?options=-c%20x%3D1",
    CONNECTED,
    15,
  );

  assert.deepEqual(env, {
    LC_ALL: "C",
    PATH: "/usr/bin:/bin",
    PGAPPNAME: "vamp",
    PGHOST: "::1",
    PGPORT: "6543",
    PGUSER: "vamp",
    PGDATABASE: "fleet",
    PGCONNECT_TIMEOUT: "10",
    PGPASSWORD: "p/w d",
    PGOPTIONS: "-c x=1",
    PGSSLMODE: "disable",
  });
});

Deno.test("libpqEnvironment protects the connection as our driver does, or gives nothing", () => {
  const tlsFor = (query: string, major: number) => {
    const env = libpqEnvironment(`postgres://h/d${query}`, CONNECTED, major);
    return env && [env.PGSSLMODE, env.PGSSLROOTCERT];
  };

  assert.deepEqual(tlsFor("", 15), ["disable", undefined]);
  assert.deepEqual(tlsFor("?sslmode=disable", 15), ["disable", undefined]);
  for (const mode of ["prefer", "require", "verify-ca", "verify-full"]) {
    assert.deepEqual(tlsFor(`?sslmode=${mode}&sslrootcert=/ca.pem`, 15), [
      "verify-full",
      "/ca.pem",
    ]);
    assert.deepEqual(tlsFor(`?sslmode=${mode}`, 16), ["verify-full", "system"]);
    assert.equal(tlsFor(`?sslmode=${mode}`, 15), undefined);
  }
  assert.equal(tlsFor("?sslmode=no-verify", 17), undefined);
  assert.equal(tlsFor("?sslmode=require&sslrootcert=ca.pem", 17), undefined);
  assert.equal(tlsFor("?host=/run/postgresql", 17), undefined);
});
