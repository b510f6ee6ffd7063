/** Types of events of one kind: `task` has `task.created` and others. */
export type EventKind = {
  readonly kind: string;
  readonly types: readonly string[];
};

/** Puts types of events together by their kind, in the order in which they come. Pure. */
export function eventKinds(types: readonly string[]): readonly EventKind[] {
  const kinds = Map.groupBy(types, (type) => type.split(".", 1)[0] ?? type);
  return [...kinds].map(([kind, types]) => ({ kind, types }));
}

/**
 * The patterns that say what was ticked, without those that others say
 * already. Pure.
 */
export function patternsOf(ticked: readonly string[]): readonly string[] {
  if (ticked.includes("*")) return ["*"];
  return ticked.filter((pattern) =>
    pattern.endsWith(".*") ||
    !ticked.includes(`${pattern.split(".", 1)[0]}.*`)
  );
}
