import { useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { StorageNotice } from "@/components/StorageNotice.tsx";
import type { StorageStatus } from "@/domain/storage_status.ts";
import { callApi, type Problem } from "../live/api.ts";
import { storage as liveStorage } from "../live/store.ts";
import { STORAGE_TEXT } from "@/components/text/storage_text.ts";

/** The state of the storage, with the button that says "I have read it". */
export function StorageCare(
  { storage }: { readonly storage: StorageStatus },
) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const acknowledge = async () => {
    setSending(true);
    setProblem(undefined);
    const answer = await callApi("POST", "store/acknowledge");
    setSending(false);
    if (!answer.ok) setProblem(answer.problem);
  };
  return (
    <StorageNotice status={liveStorage.value ?? storage}>
      <button
        type="button"
        class="button"
        disabled={isSending}
        onClick={acknowledge}
      >
        {isSending ? STORAGE_TEXT.sending : STORAGE_TEXT.iHaveReadThis}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </StorageNotice>
  );
}
