import { entryOf, type TranscriptEntry } from "@/client/mod.ts";
import { formatClock } from "@/components/format.ts";
import { type Call, type Command, wholeNumber } from "../command.ts";
import { entryWords } from "../event_words.ts";
import { EXIT } from "../exit_codes.ts";
import { findAgent } from "../find_agent.ts";
import { json, safeLines } from "../output.ts";

/** What an agent was told, said and did. */
export const logs: Command = {
  name: "logs",
  summary: "What an agent was told, said and did",
  takes: "<agent>",
  words: [1, 1],
  offers: ["agents"],
  options: {
    follow: {
      type: "boolean",
      short: "f",
      help: "Go on with what comes, until Ctrl-C",
    },
    lines: {
      type: "string",
      short: "n",
      value: "number",
      help: "How many entries back; 50 unless said otherwise",
    },
  },
  run: async (call) => {
    const { server, args, options, signal } = call;
    const vamp = await server();
    const agent = await findAgent(vamp, args[0] ?? "");
    // Where the log stands first: what comes in between is shown once.
    const { seq } = await vamp.health();
    const { entries } = await vamp.agents.transcript(agent.id, {
      limit: wholeNumber(options, "lines") ?? 50,
    });
    let next = 0;
    const show = (entry: TranscriptEntry) => {
      if (entry.n < next) return;
      next = entry.n + 1;
      showEntry(call, entry);
    };
    entries.forEach(show);
    if (!options.follow) return EXIT.ok;
    const topics = [`transcript:${agent.id}`];
    try {
      for await (const item of vamp.events({ since: seq, topics, signal })) {
        const entry = item.kind === "event" && entryOf(item.event);
        if (entry && entry.agent_id === agent.id) show(entry);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return EXIT.interrupted;
  },
};

function showEntry(
  { out, json: asJson }: Pick<Call, "out" | "json">,
  entry: TranscriptEntry,
): void {
  if (asJson) return json(out, entry);
  const words = entryWords(entry);
  if (words === undefined) return;
  const [first = "", ...more] = safeLines(words);
  out.line(`${formatClock(entry.at)}  ${first}`);
  for (const line of more) out.line(`          ${line}`);
}
