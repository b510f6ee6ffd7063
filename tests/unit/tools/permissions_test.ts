import assert from "node:assert/strict";
import { parseConfig } from "@/domain/config.ts";
import {
  describePermissions,
  permissionFlags,
  permissionTable,
  type ServerPlan,
} from "@/tools/launcher/permissions.ts";

function planOf(
  env: Record<string, string>,
  changes: Partial<ServerPlan> = {},
): ServerPlan {
  const parsed = parseConfig(env);
  assert.ok(parsed.ok);
  return {
    config: parsed.config,
    projectRoot: "/srv/vamp",
    dataDir: "/srv/vamp/data",
    claudePath: "/usr/bin/claude",
    hostTools: { kill: "/usr/bin/kill" },
    pgDumps: [],
    demo: false,
    ...changes,
  };
}

function valuesOf(plan: ServerPlan, flag: string): string[] {
  return describePermissions(plan).filter((row) => row.flag === flag)
    .map((row) => row.value);
}

Deno.test("describePermissions grants one address, one folder to write and two programs", () => {
  const plan = planOf({});

  assert.deepEqual(valuesOf(plan, "--allow-net"), ["127.0.0.1:4005"]);
  assert.deepEqual(valuesOf(plan, "--allow-write"), ["/srv/vamp/data"]);
  assert.deepEqual(valuesOf(plan, "--allow-run"), [
    "/usr/bin/claude",
    "/usr/bin/kill",
  ]);
});

Deno.test("describePermissions lets nothing out but webhooks to hosts that are named, and their ports", () => {
  const hooks = planOf({ WEBHOOK_HOSTS: "a.example,b.example:9443,c.example" });

  assert.deepEqual(valuesOf(hooks, "--allow-net"), [
    "127.0.0.1:4005",
    "a.example",
    "b.example",
    "c.example",
    "0.0.0.0/0:443",
    "0.0.0.0/0:8443",
    "0.0.0.0/0:9443",
  ]);
});

Deno.test("describePermissions follows database, TLS, roots and demo", () => {
  const plan = planOf({
    API_HOST: "::1",
    API_PORT: "8443",
    DATABASE_URL: "postgres://u:p@db.example/name",
    TLS_CERT: "/tls/c.pem",
    TLS_KEY: "/tls/k.pem",
    ALLOWED_ROOTS: "/srv/code",
  }, { demo: true });

  assert.deepEqual(valuesOf(plan, "--allow-net"), [
    "[::1]:8443",
    "db.example:5432",
    "127.0.0.1",
  ]);
  assert.deepEqual(valuesOf(plan, "--allow-read"), [
    "/srv/vamp",
    "/srv/vamp/data",
    "/tls/c.pem",
    "/tls/k.pem",
    "/usr/bin/claude",
    "/srv/code",
  ]);
});

Deno.test("describePermissions runs no claude where there is none", () => {
  const plan = planOf({}, { claudePath: undefined });

  assert.deepEqual(valuesOf(plan, "--allow-run"), ["/usr/bin/kill"]);
});

Deno.test("describePermissions runs pg_dump where it was found, and no other program of Postgres", () => {
  const path = "/usr/lib/postgresql/15/bin/pg_dump";
  const plan = planOf({}, { pgDumps: [{ path, major: 15 }] });

  assert.deepEqual(valuesOf(plan, "--allow-run"), [
    "/usr/bin/claude",
    "/usr/bin/kill",
    path,
  ]);
});

Deno.test("describePermissions has a reason for each row and never a blanket", () => {
  for (const { value, reason } of describePermissions(planOf({}))) {
    assert.ok(reason.length > 0);
    assert.ok(value.length > 0);
  }
});

Deno.test("permissionFlags joins the rows of a kind and keeps commas in paths", () => {
  const flags = permissionFlags([
    { flag: "--allow-read", value: "/a,b", reason: "" },
    { flag: "--allow-read", value: "/c", reason: "" },
    { flag: "--allow-read", value: "/c", reason: "" },
    { flag: "--allow-sys", value: "loadavg", reason: "" },
  ]);

  assert.deepEqual(flags, ["--allow-read=/a,,b,/c", "--allow-sys=loadavg"]);
});

Deno.test("permissionTable has one row for each reason of a kind", () => {
  const table = permissionTable([
    { flag: "--allow-run", value: "/bin/a", reason: "first" },
    { flag: "--allow-env", value: "A", reason: "named" },
    { flag: "--allow-env", value: "B", reason: "named" },
  ]);

  assert.deepEqual(table.slice(2), [
    "| `--allow-run` | `/bin/a` | first |",
    "| `--allow-env` | `A`, `B` | named |",
  ]);
});

Deno.test("describePermissions lets the server read the load, the memory and the room on the disk, and nothing else of the system", () => {
  const plan = planOf({});

  assert.deepEqual(valuesOf(plan, "--allow-sys"), [
    "loadavg",
    "systemMemoryInfo",
    "statfs",
  ]);
});
