import { strict as assert } from "node:assert";
import {
  type GateProgram,
  startGateProgram,
} from "@/tests/helpers/gate_program.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { until } from "@/tests/helpers/until.ts";

const TRIES = 40;
/** Who breaks off in the same moment in which the socket opens may keep its descriptor. */
const TOLERATED = TRIES / 4;
const HANDSHAKE = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

/** Asks for a socket, and takes back its half of the connection at once. */
async function askByHalves({ port }: GateProgram): Promise<void> {
  using connection = await RawConnection.open(port);
  await connection.ask("/ws", port, ...HANDSHAKE);
  await connection.closeWrite();
}

Deno.test({
  name:
    "clients that close their half before the handshake ends leave no descriptors behind",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startGateProgram();
    assert.equal(await server.status("/api/health/live"), 200);
    const before = server.descriptors();

    for (let n = 0; n < TRIES; n++) {
      await askByHalves(server);
      // By its answer all that came before was looked at.
      await server.status("/api/health/live");
    }

    await until(
      "descriptors are free again",
      () => server.descriptors() <= before + TOLERATED,
    );
  },
});
