import { strict as assert } from "node:assert";
import {
  findPortHolder,
  readLsof,
  readSs,
} from "@/tools/launcher/port_holder.ts";

Deno.test("what ss and lsof print is read, also when they may not tell", () => {
  assert.deepEqual(
    readSs(
      'LISTEN 0 128 127.0.0.1:8000 0.0.0.0:* users:(("my app",pid=71,fd=9))\n',
    ),
    { pid: 71, name: "my app" },
  );
  assert.equal(readSs("LISTEN 0 128 127.0.0.1:80 0.0.0.0:*\n"), undefined);
  assert.deepEqual(readLsof("p71\ncdeno\nf9\n"), { pid: 71, name: "deno" });
  assert.equal(readLsof(""), undefined);
});

Deno.test("the process that listens on a port is found, and nobody where none does", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;

  const holder = await findPortHolder(port);
  listener.close();

  assert.equal(holder?.pid, Deno.pid);
  assert.equal(await findPortHolder(port), undefined);
});
