import { z } from "zod";
import { PersonAct } from "../person_act.ts";
import { envelope } from "./envelopes.ts";

/** What people did that no other event tells. */
export const PERSON_EVENTS = [
  envelope.extend({ type: z.literal("person.acted"), data: PersonAct }),
] as const;
