import { Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Slot } from "../islands/boundary.ts";
import { SLOT_ATTRIBUTE, STATE_ID } from "../islands/markers.ts";
import { serializeIslands } from "../islands/serialize.ts";
import { collectHead } from "../runtime/head_collector.ts";
import type { Snapshot } from "../server/snapshot.ts";
import { headHtml } from "./head_html.ts";
import { type PageState, withPage } from "./page_state.ts";
import { islandExports } from "./prepare.ts";

/**
 * Renders a whole document. A page without islands carries no script.
 *
 * @throws Whatever a component throws, and {@linkcode TypeError} for island props
 * that cannot be sent to the browser.
 */
export function documentHtml(
  tree: VNode,
  snapshot: Snapshot,
  basePath: string,
): string {
  const id = crypto.randomUUID();
  const page: PageState = {
    snapshot,
    basePath,
    components: islandExports(snapshot),
    islands: [],
    slots: [],
    headElements: [],
    headToken: `head-${id}`,
    bodyToken: `body-${id}`,
  };
  const html = renderInPage(page, tree);
  const bodyEnd = hiddenSlots(page) + scripts(page);
  const head = renderHead(page) + preloads(page);

  const withHead = html.replace(page.headToken, () => head);
  return "<!DOCTYPE html>" +
    (withHead.includes(page.bodyToken)
      ? withHead.replace(page.bodyToken, () => bodyEnd)
      : withHead + bodyEnd);
}

function renderInPage(page: PageState, vnode: VNode): string {
  return collectHead(
    (elements) => page.headElements.push(...elements),
    () => withPage(page, () => renderToString(vnode)),
  );
}

function renderHead(page: PageState): string {
  return withPage(
    page,
    () => headHtml(page.documentHead, page.headElements),
  );
}

/** JSX passed to islands which do not show it yet. May hold islands in turn. */
function hiddenSlots(page: PageState): string {
  let html = "";
  for (let id = 0; id < page.slots.length; id++) {
    const slot = page.slots[id];
    if (!slot || slot.rendered) continue;
    const content = renderInPage(page, h(Fragment, null, h(Slot, { id })));
    html += `<template ${SLOT_ATTRIBUTE}="${id}">${content}</template>`;
  }
  return html;
}

function scripts({ islands, snapshot, basePath }: PageState): string {
  let html = "";
  if (islands.length > 0) {
    const state = serializeIslands(islands, basePath);
    html +=
      `<script type="application/json" id="${STATE_ID}">${state}</script>`;
    html += moduleScript(basePath + snapshot.boot.chunk);
  }
  return snapshot.pageScript
    ? html + moduleScript(basePath + snapshot.pageScript)
    : html;
}

function moduleScript(src: string): string {
  return `<script type="module" src="${src}"></script>`;
}

function preloads({ islands, snapshot, basePath }: PageState): string {
  if (islands.length === 0) return "";
  const chunks = [snapshot.boot, ...islands.map(({ island }) => island)]
    .flatMap(({ chunk, imports }) => [chunk, ...imports]);
  return [...new Set(chunks)]
    .map((chunk) => `<link rel="modulepreload" href="${basePath}${chunk}">`)
    .join("");
}
