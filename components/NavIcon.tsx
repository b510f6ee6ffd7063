import type { JSX } from "preact";
import { IconFrame } from "./IconFrame.tsx";

const PATHS = {
  fleet: () => (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1" />
      <rect x="2" y="9" width="12" height="4.5" rx="1" />
      <path d="M4.5 4.75h.01M4.5 11.25h.01" stroke-width="2" />
    </>
  ),
  tasks: () => <path d="M2.5 2.5h3v11h-3zM6.5 2.5h3v7h-3zM10.5 2.5h3v9h-3z" />,
  inbox: () => (
    <>
      <path d="M2 9.5 4 3.5a1 1 0 0 1 1-.7h6a1 1 0 0 1 1 .7l2 6v2.7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />
      <path d="M2 9.5h3.5l1 1.8h3l1-1.8H14" />
    </>
  ),
  usage: () => (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M10 5.8C9.6 5 8.9 4.7 8 4.7c-1.200 0-2 .6-2 1.600 0 2.300 4 1.100 4 3.400 0 1-.8 1.600-2 1.600-1 0-1.800-.4-2.100-1.200M8 3.600v8.800" />
    </>
  ),
  messages: () => (
    <>
      <path d="M2 4a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H6l-2.5 2V9H3a1 1 0 0 1-1-1z" />
      <path d="M13 6h.2a.8.8 0 0 1 .8.8v4a.8.8 0 0 1-.8.8h-.7v1.9l-2.2-1.9H7.5" />
    </>
  ),
  incidents: () => (
    <>
      <path d="M8 2.2 14.2 13H1.8z" />
      <path d="M8 6.5v3M8 11.4h.01" />
    </>
  ),
  settings: () => (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M12.4 3.6l-1.2 1.2M4.8 11.2l-1.2 1.2" />
    </>
  ),
  processes: () => (
    <>
      <rect x="4.5" y="4.5" width="7" height="7" rx="1" />
      <path d="M6.5 1.8v2.7M9.5 1.8v2.7M6.5 11.5v2.7M9.5 11.5v2.7M1.8 6.5h2.7M1.8 9.5h2.7M11.5 6.5h2.7M11.5 9.5h2.7" />
    </>
  ),
  more: () => <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4" />,
  sessions: () => (
    <>
      <path d="M2 4.5a1 1 0 0 1 1-1h3l1.5 2H13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />
      <path d="M5 9.5h6" />
    </>
  ),
  history: () => (
    <>
      <path d="M2.5 8a5.5 5.5 0 1 0 1.8-4.1L2.5 5.5M2.5 2.5v3h3" />
      <path d="M8 5v3.2l2.2 1.3" />
    </>
  ),
  workflow: () => (
    <>
      <rect x="1.5" y="5.5" width="5" height="5" rx="1" />
      <rect x="10" y="1.5" width="4.5" height="4.5" rx="1" />
      <rect x="10" y="10" width="4.5" height="4.5" rx="1" />
      <path d="M6.5 8h1.2V3.75H10M7.7 8v4.25H10" />
    </>
  ),
  metrics: () => <path d="M2 2.5v11h12M4.5 10.5l3-4 2.5 2.5 4-5.5" />,
} satisfies Record<string, () => JSX.Element>;

export type NavIconName = keyof typeof PATHS;

/** The drawing of a page of the navigation, beside its name; pages alone draw it, no script. */
export function NavIcon({ name }: { readonly name: NavIconName }) {
  return <IconFrame>{PATHS[name]()}</IconFrame>;
}
