import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { BootLists } from "../host/BootLists.tsx";
import { ProcessTable } from "../host/ProcessTable.tsx";
import { GallerySection } from "./GallerySection.tsx";
import { SAMPLE_NOW } from "./sample_fleet.ts";
import { SAMPLE_BOOT, SAMPLE_PROCESSES } from "./sample_host.ts";

/** What a start found, and processes below those that started them. */
export function HostSamples() {
  return (
    <>
      <GallerySection title="BootLists">
        <BootLists report={SAMPLE_BOOT} />
      </GallerySection>
      <GallerySection title="ProcessTable">
        <ProcessTable
          processes={SAMPLE_PROCESSES}
          fleet={EMPTY_FLEET}
          now={SAMPLE_NOW}
        />
      </GallerySection>
    </>
  );
}
