import type { JSX } from "preact";
import { IconFrame } from "./IconFrame.tsx";

const PATHS = {
  inbox: () => (
    <>
      <path d="M2 9.5 4 3.5a1 1 0 0 1 1-.7h6a1 1 0 0 1 1 .7l2 6v2.7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />
      <path d="M2 9.5h3.5l1 1.8h3l1-1.8H14" />
    </>
  ),
  handoff: () => <path d="M2.5 8h10M9 4l4 4-4 4" />,
  zoom_in: () => (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5M7 5v4M5 7h4" />
    </>
  ),
  zoom_out: () => (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5M5 7h4" />
    </>
  ),
  fit: () => (
    <path d="M2.5 6V3.5a1 1 0 0 1 1-1H6M10 2.5h2.5a1 1 0 0 1 1 1V6M13.5 10v2.5a1 1 0 0 1-1 1H10M6 13.5H3.5a1 1 0 0 1-1-1V10" />
  ),
  copy: () => (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 2.5h-7a1 1 0 0 0-1 1v7" />
    </>
  ),
  plus: () => <path d="M8 3v10M3 8h10" />,
  down: () => <path d="M8 3v9.5M4 8.8l4 4 4-4" />,
  system: () => (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1" />
      <path d="M5.5 13.5h5" />
    </>
  ),
  light: () => (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
    </>
  ),
  dark: () => <path d="M13 9.6A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6z" />,
} satisfies Record<string, () => JSX.Element>;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word; it never stands for the word. */
export function Icon({ name }: { readonly name: IconName }) {
  return <IconFrame>{PATHS[name]()}</IconFrame>;
}
