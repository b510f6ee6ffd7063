import { z } from "zod";

/** Characters of the longest result that an agent may submit. */
export const MAX_OUTPUT_CHARS = 200_000;
export const MAX_REQUIREMENTS_CHARS = 8_000;
export const MAX_PART_CHARS = 6_000;
/** Of requirements and all parts together: an event holds them whole. */
export const MAX_ANALYSIS_CHARS = 30_000;
export const MAX_INSTRUCTIONS_CHARS = 12_000;
/** The record of a hand-off holds one for each part. */
export const MAX_REASON_CHARS = 1_000;
export const MAX_DETAILS_CHARS = 500;

/** A text that says something, of at most `max` characters. */
export const words = (max: number) =>
  z.string().max(max).refine(
    (text) => text.trim() !== "",
    "takes a text that is not empty",
  );
