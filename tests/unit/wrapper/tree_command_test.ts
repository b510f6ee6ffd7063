import { strict as assert } from "node:assert";
import { treeCommand } from "@/wrapper/tree_command.ts";

const ALL = {
  setpriv: "/usr/bin/setpriv",
  unshare: {
    path: "/usr/bin/unshare",
    flags: ["--fork", "--pid"],
    init: ["/bin/sh", "-c", "text", "init"],
  },
  prlimit: "/usr/bin/prlimit",
};
const NONE = { setpriv: undefined, unshare: undefined, prlimit: undefined };

Deno.test("treeCommand wraps claude in all that the host has, and passes its arguments last", () => {
  const command = treeCommand(ALL, "/bin/claude", ["-p", "--", "x"], 1024);

  assert.deepEqual([command.path, ...command.args], [
    ...["/usr/bin/setpriv", "--pdeathsig", "KILL", "--"],
    ...["/usr/bin/unshare", "--fork", "--pid", "--"],
    ...["/bin/sh", "-c", "text", "init"],
    ...["/usr/bin/prlimit", "--as=1073741824", "--"],
    ...["/bin/claude", "-p", "--", "x"],
  ]);
  assert.equal(command.contained, true);
});

Deno.test("treeCommand runs claude itself, when the host has nothing", () => {
  const command = treeCommand(NONE, "/bin/claude", ["-p"], 4096);

  assert.deepEqual(command, {
    path: "/bin/claude",
    args: ["-p"],
    contained: false,
  });
});

Deno.test("treeCommand leaves out a cap under which claude could not start", () => {
  const command = treeCommand(ALL, "/bin/claude", [], 1023);

  assert.ok(!command.args.includes("/usr/bin/prlimit"));
});
