import { asset } from "fresh/runtime";
import { define } from "@/state.ts";
import { FRAME_TEXT } from "@/components/text/frame_text.ts";

/** The document around every page. */
export default define.layout(({ Component, state }) => (
  <html lang="en" data-theme={state.theme ?? "system"}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta
        name="description"
        content="Runs and shows a fleet of Claude Code agents."
      />
      <title>{FRAME_TEXT.vamp}</title>
      <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
      <link rel="stylesheet" href={asset("/styles.css")} />
    </head>
    <body>
      <Component />
    </body>
  </html>
));
