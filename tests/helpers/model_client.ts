/** A minimal Messages API client, to talk to the scripted model without the CLI. */

import type { ScriptedModel } from "@/model/mod.ts";

/** How a request differs from the plainest one. */
export interface AskOptions {
  readonly stream?: boolean;
  /** Named in the environment note, as the CLI does. */
  readonly cwd?: string;
  readonly headers?: Record<string, string>;
  readonly path?: string;
}

/** One server-sent event as it was read. */
export interface ReadEvent {
  readonly event: string;
  readonly data: string;
}

/** Sends a prompt to the model and returns its answer, body unread. */
export function ask(
  model: Pick<ScriptedModel, "url">,
  prompt: string,
  options: AskOptions = {},
): Promise<Response> {
  const note = options.cwd === undefined ? [] : [{
    role: "system",
    content: `# Environment\n - Primary working directory: ${options.cwd}\n`,
  }];
  return fetch(model.url + (options.path ?? "/v1/messages"), {
    method: "POST",
    headers: { "content-type": "application/json", ...options.headers },
    body: JSON.stringify({
      model: "claude-test",
      max_tokens: 100,
      stream: options.stream ?? false,
      messages: [{ role: "user", content: prompt }, ...note],
    }),
  });
}

/** Reads all events of a streamed answer. */
export async function readEvents(
  response: Response,
): Promise<readonly ReadEvent[]> {
  const frames = (await response.text()).split("\n\n").filter(Boolean);
  return frames.map((frame) => {
    const [event, data] = frame.split("\n");
    return {
      event: event!.slice("event: ".length),
      data: data!.slice("data: ".length),
    };
  });
}

/** Joins the text deltas of a streamed answer. */
export function textOfEvents(events: readonly ReadEvent[]): string {
  return events
    .filter((event) => event.event === "content_block_delta")
    .map((event) => JSON.parse(event.data).delta.text ?? "")
    .join("");
}
