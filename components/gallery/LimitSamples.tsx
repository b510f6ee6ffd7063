import { LIMIT_SAMPLES } from "./sample_limits.ts";
import { LimitNotice } from "../LimitNotice.tsx";
import { GallerySection } from "./GallerySection.tsx";
import { SAMPLE_NOW } from "./sample_fleet.ts";

/** Every way in which limits of the account hold work back. */
export function LimitSamples() {
  return (
    <GallerySection title="LimitNotice">
      <div class="form">
        {LIMIT_SAMPLES.map((limits) => (
          <LimitNotice
            key={limits.closed?.kind ?? limits.lowered?.strain}
            limits={limits}
            now={SAMPLE_NOW}
          />
        ))}
      </div>
    </GallerySection>
  );
}
