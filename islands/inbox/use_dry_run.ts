import { useEffect, useState } from "preact/hooks";
import type { NewRule } from "@/domain/approval_rule.ts";
import { plural } from "@/components/format.ts";
import { callApi } from "../live/api.ts";

/** Waits so long after the last change before it asks the server. */
const CALM_MS = 250;

/** What a rule would have answered of the last requests, in a sentence that follows its changes. */
export function useDryRun(rule: NewRule): string {
  const [words, setWords] = useState("Counting…");
  const key = JSON.stringify(rule);
  useEffect(() => {
    if (rule.pattern.tool === "") {
      setWords("Name a tool to see what the rule would have answered.");
      return;
    }
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await callApi<{ asked: number; answered: number }>(
        "POST",
        "rules/dry-run",
        rule,
      );
      if (!isOld) {
        setWords(answer.ok ? count(answer.value) : answer.problem.message);
      }
    }, CALM_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [key]);
  return words;
}

function count(
  { asked, answered }: { readonly asked: number; readonly answered: number },
): string {
  return asked === 0
    ? "Nothing was asked so far that it could have answered."
    : `It would have answered ${answered} of the last ${
      plural(asked, "request")
    }.`;
}
