import { createDefine } from "fresh";
import type { PageQueries } from "@/domain/settings_port.ts";

/** What a request carries to pages: reads only, commands go through the API. */
export type State = {
  queries: PageQueries;
  /** Chosen by the person, kept in a cookie; `system` follows the device. */
  theme: "system" | "light" | "dark";
};

export const define = createDefine<State>();
