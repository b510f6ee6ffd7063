import DOMPurify from "dompurify";
import { markdownToHtml } from "./to_html.ts";

/**
 * Markdown as HTML that is safe to put into the page; loaded when the first
 * text comes that the server did not render.
 */
export function safeHtml(text: string): string {
  return DOMPurify.sanitize(markdownToHtml(text), {
    ADD_ATTR: ["target"],
    FORBID_TAGS: ["img", "style", "form", "input", "svg", "math"],
    FORBID_ATTR: ["style"],
  });
}
