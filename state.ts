import { createDefine } from "fresh";
import type { Queries } from "@/domain/platform.ts";

/** What a request carries to pages: reads only, commands go through the API. */
export type State = {
  queries: Queries;
  /** Chosen by the person, kept in a cookie; `system` follows the device. */
  theme: "system" | "light" | "dark";
};

export const define = createDefine<State>();
