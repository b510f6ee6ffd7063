import { pendingByAge } from "@/domain/approval_order.ts";
import { DecidedList } from "../inbox/DecidedList.tsx";
import { decidedLately } from "../inbox/decided_order.ts";
import { InputView } from "../inbox/InputView.tsx";
import { GallerySection } from "./GallerySection.tsx";
import { sampleInbox } from "./sample_inbox.ts";

/** What agents ask, as it is shown, and what was decided. */
export function InboxSamples() {
  const fleet = sampleInbox();
  return (
    <>
      <GallerySection title="InputView">
        {pendingByAge(fleet.approvals)
          .filter(({ kind }) => kind === "permission")
          .map(({ id, tool, input, working_directory }) => (
            <div key={id}>
              <InputView
                tool={tool}
                json={input.text}
                folder={working_directory}
              />
            </div>
          ))}
      </GallerySection>
      <GallerySection title="DecidedList">
        <DecidedList approvals={decidedLately([], fleet, 10)} fleet={fleet} />
      </GallerySection>
    </>
  );
}
