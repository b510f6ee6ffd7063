import assert from "node:assert/strict";
import { placeOfIp } from "@/domain/ip_space.ts";

Deno.test("an address is public, private, special, or none", () => {
  const places = {
    public: ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1"],
    private: [
      "10.0.0.1",
      "127.0.0.1",
      "127.255.255.254",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "100.64.0.1",
      "100.127.255.255",
    ],
    special: [
      "0.0.0.0",
      "169.254.169.254",
      "192.0.2.7",
      "198.19.0.1",
      "224.0.0.1",
      "255.255.255.255",
    ],
  };

  for (const [place, addresses] of Object.entries(places)) {
    for (const address of addresses) {
      assert.equal(placeOfIp(address), place, address);
    }
  }
  for (const none of ["::1", "0x7f.1", "1.2.3", "256.1.1.1", "01.2.3.4"]) {
    assert.equal(placeOfIp(none), undefined, none);
  }
});
