import v8 from "node:v8";
import vm from "node:vm";

/**
 * Watches how much memory is really in use: what is only waiting to be
 * collected does not count. The function it gives ends the watch, and tells by
 * how many bytes it grew at most.
 */
export function watchLiveMemory(everyMs = 400): () => number {
  v8.setFlagsFromString("--expose-gc");
  const collect: () => void = vm.runInNewContext("gc");
  const inUse = () => {
    collect();
    const { heapUsed, external } = Deno.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let most = before;
  const look = () => most = Math.max(most, inUse());
  const timer = setInterval(look, everyMs);
  return () => {
    clearInterval(timer);
    look();
    return most - before;
  };
}
