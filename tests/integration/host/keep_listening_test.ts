import { strict as assert } from "node:assert";
import { startGateProgram } from "@/tests/helpers/gate_program.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";

const MOST_DESCRIPTORS = 128;
const PATIENCE_MS = 20_000;

Deno.test({
  name: "a server without free descriptors answers again when it has some",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startGateProgram(MOST_DESCRIPTORS);
    assert.equal(await server.status("/api/health/live"), 200);
    {
      using idle = new DisposableStack();
      for (let n = 0; n < MOST_DESCRIPTORS; n++) {
        const opened = await RawConnection.open(server.port).catch(() => null);
        if (!opened) break;
        idle.use(opened);
      }
      await server.broke;
    }

    let status: number | string = "never asked";
    const deadline = Date.now() + PATIENCE_MS;
    while (status !== 200 && Date.now() < deadline) {
      status = await server.status("/api/health/live");
    }

    assert.equal(status, 200);
  },
});
