import type { JSX } from "preact";

const PATHS = {
  fleet: (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1" />
      <rect x="2" y="9" width="12" height="4.5" rx="1" />
      <path d="M4.5 4.75h.01M4.5 11.25h.01" stroke-width="2" />
    </>
  ),
  tasks: <path d="M2.5 2.5h3v11h-3zM6.5 2.5h3v7h-3zM10.5 2.5h3v9h-3z" />,
  inbox: (
    <>
      <path d="M2 9.5 4 3.5a1 1 0 0 1 1-.7h6a1 1 0 0 1 1 .7l2 6v2.7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />
      <path d="M2 9.5h3.5l1 1.8h3l1-1.8H14" />
    </>
  ),
  usage: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M10 5.8C9.6 5 8.9 4.7 8 4.7c-1.200 0-2 .6-2 1.600 0 2.300 4 1.100 4 3.400 0 1-.8 1.600-2 1.600-1 0-1.800-.4-2.100-1.200M8 3.600v8.800" />
    </>
  ),
  messages: (
    <>
      <path d="M2 4a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H6l-2.5 2V9H3a1 1 0 0 1-1-1z" />
      <path d="M13 6h.2a.8.8 0 0 1 .8.8v4a.8.8 0 0 1-.8.8h-.7v1.9l-2.2-1.9H7.5" />
    </>
  ),
  incidents: (
    <>
      <path d="M8 2.2 14.2 13H1.8z" />
      <path d="M8 6.5v3M8 11.4h.01" />
    </>
  ),
  settings: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M12.4 3.6l-1.2 1.2M4.8 11.2l-1.2 1.2" />
    </>
  ),
  processes: (
    <>
      <rect x="4.5" y="4.5" width="7" height="7" rx="1" />
      <path d="M6.5 1.8v2.7M9.5 1.8v2.7M6.5 11.5v2.7M9.5 11.5v2.7M1.8 6.5h2.7M1.8 9.5h2.7M11.5 6.5h2.7M11.5 9.5h2.7" />
    </>
  ),
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4" />,
  sessions: (
    <>
      <path d="M2 4.5a1 1 0 0 1 1-1h3l1.5 2H13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />
      <path d="M5 9.5h6" />
    </>
  ),
  history: (
    <>
      <path d="M2.5 8a5.5 5.5 0 1 0 1.8-4.1L2.5 5.5M2.5 2.5v3h3" />
      <path d="M8 5v3.2l2.2 1.3" />
    </>
  ),
  workflow: (
    <>
      <rect x="1.5" y="5.5" width="5" height="5" rx="1" />
      <rect x="10" y="1.5" width="4.5" height="4.5" rx="1" />
      <rect x="10" y="10" width="4.5" height="4.5" rx="1" />
      <path d="M6.5 8h1.2V3.75H10M7.7 8v4.25H10" />
    </>
  ),
  handoff: <path d="M2.5 8h10M9 4l4 4-4 4" />,
  zoom_in: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5M7 5v4M5 7h4" />
    </>
  ),
  zoom_out: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5M5 7h4" />
    </>
  ),
  fit: (
    <path d="M2.5 6V3.5a1 1 0 0 1 1-1H6M10 2.5h2.5a1 1 0 0 1 1 1V6M13.5 10v2.5a1 1 0 0 1-1 1H10M6 13.5H3.5a1 1 0 0 1-1-1V10" />
  ),
  metrics: <path d="M2 2.5v11h12M4.5 10.5l3-4 2.5 2.5 4-5.5" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 2.5h-7a1 1 0 0 0-1 1v7" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  down: <path d="M8 3v9.5M4 8.8l4 4 4-4" />,
  system: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1" />
      <path d="M5.5 13.5h5" />
    </>
  ),
  light: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
    </>
  ),
  dark: <path d="M13 9.6A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6z" />,
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word; it never stands for the word. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      {PATHS[name]}
    </svg>
  );
}
