import type { ComponentChildren } from "preact";

/** A titled part of the gallery. */
export function GallerySection(
  { title, children }: {
    readonly title: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
