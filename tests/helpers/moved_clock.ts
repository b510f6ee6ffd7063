/** The wall clock of this process, put forward or back; timers stay as they are. */
export function movedClock(): Disposable & { move(byMs: number): void } {
  const Real = globalThis.Date;
  let offsetMs = 0;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: [], made) =>
      Reflect.construct(
        target,
        args.length === 0 ? [Real.now() + offsetMs] : args,
        made,
      ),
    get: (target, name) =>
      name === "now"
        ? () => Real.now() + offsetMs
        : Reflect.get(target, name, target),
  });
  return {
    move(byMs) {
      offsetMs += byMs;
    },
    [Symbol.dispose]() {
      globalThis.Date = Real;
    },
  };
}
