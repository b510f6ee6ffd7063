import type { TestPrograms } from "./requirements.ts";

export type Isolation = NonNullable<TestPrograms["isolation"]>;

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

const FLAGS = [
  ...Deno.uid() === 0 ? [] : ["--map-root-user"],
  "--net",
  "--pid",
  "--fork",
  "--mount-proc",
  "--kill-child",
];

/** What `isolate` needs, where the host lets it work; else `undefined`. */
export async function probeIsolation(
  isolation: Isolation | undefined,
): Promise<Isolation | undefined> {
  if (!isolation) return undefined;
  const { success } = await new Deno.Command(isolation.unshare, {
    args: [...FLAGS, isolation.ip, "link", "set", "lo", "up"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  return success ? isolation : undefined;
}

/**
 * Wraps a command so that it reaches nothing but loopback and that nothing it
 * starts outlives it.
 */
export function isolate(
  isolation: Isolation,
  { program, args }: IsolatedCommand,
): IsolatedCommand {
  return {
    program: isolation.unshare,
    args: [...FLAGS, "sh", "-c", INSIDE, "tests", program, ...args],
  };
}
