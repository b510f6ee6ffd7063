import { useEffect, useState } from "preact/hooks";
import type { NewRule } from "@/domain/approval_rule.ts";
import { plural } from "@/components/format.ts";
import { callApi } from "../live/api.ts";

/** Waits so long after the last change before it asks the server. */
const CALM_MS = 250;

/** A request that a rule would have answered. */
type Ask = {
  readonly id: string;
  readonly tool: string;
  readonly input: string;
  readonly working_directory: string;
};

type DryRunJson = {
  readonly asked: number;
  readonly answered: number;
  readonly items: readonly Ask[];
};

/** What a rule would have answered of the last requests: a sentence, and which; it follows the rule's changes. */
export function useDryRun(
  rule: NewRule,
): { readonly words: string; readonly asks: readonly Ask[] } {
  const [words, setWords] = useState("Counting…");
  const [asks, setAsks] = useState<readonly Ask[]>([]);
  const key = JSON.stringify(rule);
  useEffect(() => {
    if (rule.pattern.tool === "") {
      setWords("Name a tool to see what the rule would have answered.");
      setAsks([]);
      return;
    }
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await callApi<DryRunJson>("POST", "rules/dry-run", rule);
      if (isOld) return;
      setWords(answer.ok ? count(answer.value) : answer.problem.message);
      setAsks(answer.ok ? answer.value.items : []);
    }, CALM_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [key]);
  return { words, asks };
}

function count({ asked, answered }: DryRunJson): string {
  return asked === 0
    ? "Nothing was asked so far that it could have answered."
    : `It would have answered ${answered} of the last ${
      plural(asked, "request")
    }.`;
}
