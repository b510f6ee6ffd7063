import type { Agent, VampClient } from "@/client/mod.ts";
import { WrongCall } from "./command.ts";

/**
 * The agent that a person means: by id, by the end of the id, or by name; of
 * several of that name the one that lives.
 *
 * @throws {WrongCall} When none or more than one is meant.
 */
export async function findAgent(
  vamp: VampClient,
  words: string,
): Promise<Agent> {
  const { items } = await vamp.agents.list();
  const fits = items.filter(({ id, name }) =>
    id === words || (words.length >= 4 && id.endsWith(words)) ||
    name.toLowerCase() === words.toLowerCase()
  );
  const living = fits.filter(({ status }) => status !== "terminated");
  const meant = living.length > 0 ? living : fits;
  if (meant.length === 1 && meant[0]) return meant[0];
  const names = items.filter(({ status }) => status !== "terminated")
    .map(({ name }) => name).join(", ");
  throw new WrongCall(
    meant.length === 0
      ? `Cannot find agent "${words}": there are ${names || "none"}`
      : `Cannot tell which agent "${words}" is: ${meant.length} fit`,
  );
}
