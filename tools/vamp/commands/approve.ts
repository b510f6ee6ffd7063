import type { Approval, Decision, VampClient } from "@/client/mod.ts";
import { formatAge } from "@/components/format.ts";
import { shortId } from "@/domain/short_id.ts";
import {
  type Command,
  type OptionValues,
  text,
  WrongCall,
} from "../command.ts";
import { EXIT } from "../exit_codes.ts";
import { json, table } from "../output.ts";

const ANSWERS = ["allow", "deny", "postpone"] as const;
const SCOPES = ["once", "task", "always"] as const;

/** What agents ask, and a person's answer to it. */
export const approve: Command = {
  name: "approve",
  summary: "What agents ask for; with an id, the answer to one of them",
  takes: "[<request> allow|deny|postpone]",
  words: [0, 2],
  offers: ["requests", ANSWERS],
  options: {
    scope: {
      type: "string",
      value: "scope",
      choices: SCOPES,
      help: "How far allowing reaches: once (as usual), task or always",
    },
    note: {
      type: "string",
      value: "text",
      help: "What the agent is told with a denial",
    },
    answer: {
      type: "string",
      multiple: true,
      value: "question=answer",
      help: "The answer to one question of a request that asks some",
    },
  },
  details: ["A request is named by its id or by the end of it."],
  run: async ({ server, out, json: asJson, args, options, now }) => {
    const vamp = await server();
    const [words, answer] = args;
    if (words === undefined) {
      const items = [];
      for await (const each of vamp.approvals.all({ status: "pending" })) {
        items.push(each);
      }
      if (asJson) json(out, items);
      else table(out, HEADING, items.map((each) => rowOf(each, now())));
      return EXIT.ok;
    }
    const decision = decisionOf(answer, options);
    const { id } = await findApproval(vamp, words);
    const decided = await vamp.approvals.decide(id, decision);
    if (asJson) json(out, decided);
    else out.line(`${shortId(id)}: ${decided.status}`);
    return EXIT.ok;
  },
};

const HEADING = ["REQUEST", "AGENT", "WANTS", "INPUT", "TIME LEFT"];

function rowOf(approval: Approval, nowMs: number): string[] {
  return [
    shortId(approval.id),
    shortId(approval.agent_id),
    approval.tool,
    approval.input.slice(0, 100),
    formatAge(Date.parse(approval.expires_at) - nowMs),
  ];
}

async function findApproval(
  vamp: VampClient,
  words: string,
): Promise<Approval> {
  const fits: Approval[] = [];
  for await (const each of vamp.approvals.all({ status: "pending" })) {
    if (each.id === words || (words.length >= 4 && each.id.endsWith(words))) {
      fits.push(each);
    }
  }
  if (fits.length === 1 && fits[0]) return fits[0];
  if (fits.length > 1) {
    throw new WrongCall(`Cannot tell which request "${words}" is`);
  }
  // It may have been decided; the server knows by whom.
  return await vamp.approvals.get(words);
}

function decisionOf(
  answer: string | undefined,
  options: OptionValues,
): Decision {
  const scope = SCOPES.find((each) => each === options.scope);
  if (options.scope !== undefined && !scope) {
    throw new WrongCall(`--scope takes ${SCOPES.join(", ")}`);
  }
  switch (answer) {
    case "allow": {
      const answers = answersOf(options.answer);
      return {
        decision: "allow",
        ...scope ? { scope } : {},
        ...answers ? { answers } : {},
      };
    }
    case "deny":
      return { decision: "deny", note: text(options, "note") ?? "" };
    case "postpone":
      return { decision: "postpone" };
    default:
      throw new WrongCall(`An answer is one of ${ANSWERS.join(", ")}`);
  }
}

function answersOf(
  given: OptionValues[string],
): Record<string, string> | undefined {
  if (!Array.isArray(given)) return undefined;
  return Object.fromEntries((given as readonly string[]).map((pair) => {
    const equals = pair.lastIndexOf("=");
    if (equals < 1) throw new WrongCall("--answer takes question=answer");
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  }));
}
