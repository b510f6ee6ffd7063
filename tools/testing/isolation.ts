import type { TestPrograms } from "./requirements.ts";

/** A command and the words before it that keep it apart from the host. */
export type IsolatedCommand = {
  readonly program: string;
  readonly args: readonly string[];
};

// The first process of a PID namespace has to collect orphans, which a shell
// does. When the tests are over it waits up to 3 s for what is just ending, and
// then writes down who is still there besides itself and its own `ps`.
const INSIDE = `
"$VAMP_IP" link set lo up || exit 96
"$@"
code=$?
tries=30
while :; do
  left=$(ps -e -o pid=,ppid=,stat=,args= | awk '$1 != 1 && $3 !~ /^Z/ &&
    !($2 == 1 && ($4 == "ps" || $4 == "awk")) &&
    !($4 == "ps" && $5 == "-e") && !($4 == "awk") && !($4 == "sh")')
  [ -z "$left" ] && break
  tries=$((tries - 1))
  [ "$tries" -le 0 ] && break
  sleep 0.1
done
printf '%s' "$left" > "$VAMP_LEFT_BEHIND"
exit "$code"
`;

/**
 * Wraps a command so that it reaches nothing but loopback and that nothing it
 * starts outlives it; `undefined` where the host has no such namespaces.
 */
export async function isolate(
  isolation: TestPrograms["isolation"],
  command: IsolatedCommand,
): Promise<IsolatedCommand | undefined> {
  if (!isolation) return undefined;
  const asRoot = Deno.uid() === 0 ? [] : ["--map-root-user"];
  const flags = [
    ...asRoot,
    "--net",
    "--pid",
    "--fork",
    "--mount-proc",
    "--kill-child",
  ];
  const probe = await new Deno.Command(isolation.unshare, {
    args: [...flags, isolation.ip, "link", "set", "lo", "up"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  if (!probe.success) return undefined;
  return {
    program: isolation.unshare,
    args: [
      ...flags,
      "sh",
      "-c",
      INSIDE,
      "tests",
      command.program,
      ...command.args,
    ],
  };
}
