import type { MetricSample, MetricValue } from "@/domain/metric.ts";

type Key = Pick<MetricValue, "name" | "agent_id">;

/** Values of one kind: what they are of, and how much. */
type Column = {
  readonly keys: readonly Key[];
  readonly values: Float64Array<ArrayBuffer>;
};

/**
 * A sample in little memory. What is measured hardly changes from one sample to
 * the next, so samples that follow each other share their keys. Those of the
 * whole platform come and go with zeros and those of agents do not, so they are
 * kept apart.
 */
export type PackedSample =
  & Pick<MetricSample, "at" | "seq">
  & {
    readonly whole: Column;
    readonly ofAgents: Column;
  };

/**
 * Pure. Values of the whole platform come before those of agents, as
 * `takeSample` has them.
 *
 * @param before The sample before, whose keys are taken where they are the same.
 */
export function packSample(
  { at, seq, values }: MetricSample,
  before?: PackedSample,
): PackedSample {
  const whole = values.filter(({ agent_id }) => agent_id === null);
  const ofAgents = values.filter(({ agent_id }) => agent_id !== null);
  return {
    at,
    seq,
    whole: columnOf(whole, before?.whole),
    ofAgents: columnOf(ofAgents, before?.ofAgents),
  };
}

/** Pure: the sample that was packed. */
export function unpackSample(
  { at, seq, whole, ofAgents }: PackedSample,
): MetricSample {
  return { at, seq, values: [...valuesOf(whole), ...valuesOf(ofAgents)] };
}

function columnOf(
  values: readonly MetricValue[],
  before: Column | undefined,
): Column {
  return {
    keys: before && haveKeys(values, before.keys)
      ? before.keys
      : values.map(({ name, agent_id }) => ({ name, agent_id })),
    values: Float64Array.from(values, ({ value }) => value),
  };
}

function haveKeys(
  values: readonly MetricValue[],
  keys: readonly Key[],
): boolean {
  return values.length === keys.length &&
    values.every(({ name, agent_id }, index) =>
      name === keys[index]?.name && agent_id === keys[index]?.agent_id
    );
}

function valuesOf({ keys, values }: Column): MetricValue[] {
  return keys.map(({ name, agent_id }, index) => ({
    name,
    value: values[index] ?? 0,
    agent_id,
  }));
}
