import { formatClock } from "@/components/format.ts";
import { type Command, text, wholeNumber } from "../command.ts";
import { eventWords } from "../event_words.ts";
import { EXIT } from "../exit_codes.ts";
import { json, safe } from "../output.ts";

/** The event log, live. */
export const events: Command = {
  name: "events",
  summary: "The event log as it is written, until Ctrl-C",
  takes: "",
  words: [0, 0],
  options: {
    since: {
      type: "string",
      value: "seq",
      help: "From the event after this one; 0 for all that the server keeps",
    },
    topics: {
      type: "string",
      value: "names",
      choices: ["fleet", "transcripts"],
      help: "fleet, transcripts or transcript:<agent id>, with commas between",
    },
    limit: {
      type: "string",
      short: "n",
      value: "number",
      help: "End after so many events",
    },
  },
  details: ["With --json each event is one line, without a gap or a double."],
  run: async ({ server, out, json: asJson, options, signal }) => {
    const vamp = await server();
    const limit = wholeNumber(options, "limit") ?? Infinity;
    const topics = text(options, "topics")?.split(",");
    const since = wholeNumber(options, "since") ?? (await vamp.health()).seq;
    let shown = 0;
    try {
      for await (
        const item of vamp.events({
          since,
          signal,
          ...topics ? { topics } : {},
        })
      ) {
        if (item.kind === "snapshot") {
          out.note(`The log begins anew at event ${item.seq}`);
        }
        if (item.kind !== "event") continue;
        const { event } = item;
        if (asJson) json(out, event);
        else {
          const words = eventWords(event) ?? event.type;
          out.line(
            `${event.seq}  ${formatClock(event.at)}  ${
              safe(words).slice(0, 200)
            }`,
          );
        }
        if (++shown >= limit) return EXIT.ok;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return EXIT.interrupted;
  },
};
