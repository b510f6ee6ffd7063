import { z } from "zod";

/** A text of 1 to `max` characters that stays on one line wherever it is shown. */
export const oneLine = (max: number) =>
  z.string().trim().min(1).max(max).regex(
    // deno-lint-ignore no-control-regex -- control characters are what is refused
    /^[^\u0000-\u001f\u007f]*$/,
    "takes one line without control characters",
  );
