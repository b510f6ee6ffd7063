/** The machine that something was measured on, and how busy it is. */
export function machine(): string {
  return `${Deno.build.target}, ${navigator.hardwareConcurrency} cores, ` +
    `${gib(Deno.systemMemoryInfo().total)} GiB, load ` +
    `${Deno.loadavg()[0]?.toFixed(1)}, Deno ${Deno.version.deno}`;
}

function gib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
