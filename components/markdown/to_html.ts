import MarkdownIt from "markdown-it";

/**
 * Markdown as HTML. What agents write is not trusted: HTML in it is shown as
 * text, images are mere links, links open outside and tell nobody where from,
 * and there are no styles. Pure.
 */
export function markdownToHtml(text: string): string {
  return markdown.render(text);
}

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true })
  .disable("image");
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const { rules } = markdown.renderer;
rules.link_open = (tokens, index, options, _env, renderer) => {
  const token = tokens[index];
  token?.attrSet("rel", "noopener noreferrer nofollow");
  token?.attrSet("target", "_blank");
  return renderer.renderToken(tokens, index, options);
};
// The page has headings of its own; those of a text do not belong to it.
rules.heading_open = () => '<p class="text-heading">';
rules.heading_close = () => "</p>\n";
// An alignment would be an inline style, which no page may have.
for (const cell of ["th_open", "td_open"]) {
  rules[cell] = () => cell === "th_open" ? "<th>" : "<td>";
}
