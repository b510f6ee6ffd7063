import { useState } from "preact/hooks";
import { Fact, Facts } from "@/components/Facts.tsx";
import { formatBytes } from "@/components/format.ts";
import { SizeTable } from "@/components/history/SizeTable.tsx";
import { PROCESSES_TEXT } from "@/components/text/processes_text.ts";
import type { Cleaned, DiskUse } from "@/domain/disk_use.ts";
import { CleanDialog } from "./host/CleanDialog.tsx";
import { callApi } from "./live/api.ts";

const TEXT = PROCESSES_TEXT.disk;

/** What the data folder takes, and the way to make room. */
export default function DiskView({ disk: first }: { readonly disk: DiskUse }) {
  const [disk, setDisk] = useState(first);
  const [isOpen, setOpen] = useState(false);
  const [cleaned, setCleaned] = useState<Cleaned>();
  const onCleaned = async (done: Cleaned) => {
    setOpen(false);
    setCleaned(done);
    const answer = await callApi<DiskUse>("GET", "disk");
    if (answer.ok) setDisk(answer.value);
  };
  return (
    <section aria-labelledby="disk-title">
      <div class="section-head">
        <h2 id="disk-title">{TEXT.title}</h2>
        <div class="actions">
          <button
            type="button"
            class="button"
            disabled={disk.cleanable.length === 0}
            title={disk.cleanable.length === 0 ? TEXT.nothing : undefined}
            onClick={() => setOpen(true)}
          >
            {TEXT.clean}
          </button>
        </div>
      </div>
      <Facts>
        <Fact name={TEXT.free}>
          <span class="num">
            {formatBytes(disk.free_bytes)} {TEXT.of(disk.total_bytes)}
          </span>
        </Fact>
        <Fact name={TEXT.folder}>
          <code>{disk.folder}</code>
        </Fact>
      </Facts>
      <p class="meta prune-status" role="status">
        {cleaned && TEXT.done(cleaned.entries, cleaned.bytes, cleaned.failed)}
      </p>
      <SizeTable
        caption={TEXT.caption}
        what={TEXT.part}
        rows={disk.parts.map(({ is_whole, ...part }) => ({
          ...part,
          isWhole: is_whole,
        }))}
      />
      <CleanDialog
        cleanable={disk.cleanable}
        open={isOpen}
        onClose={() => setOpen(false)}
        onCleaned={(done) => void onCleaned(done)}
      />
    </section>
  );
}
