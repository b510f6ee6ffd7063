import assert from "node:assert/strict";
import { markdownToHtml } from "@/components/markdown/to_html.ts";

Deno.test("markdown becomes paragraphs, lists and code, when it is rendered", () => {
  const html = markdownToHtml("One\ntwo\n\n- `a`\n\n```ts\nlet x = 1;\n```");

  assert.match(html, /<p>One<br>\ntwo<\/p>/);
  assert.match(html, /<li><code>a<\/code><\/li>/);
  assert.match(html, /<pre><code class="language-ts">let x = 1;/);
});

Deno.test("nothing of a text becomes an element of its own, when it is HTML or an image", () => {
  const html = markdownToHtml(
    "<img src=x onerror=alert(1)><script>alert(1)</script>\n\n![cat](https://evil.example/cat.png)",
  );

  assert.doesNotMatch(html, /<(img|script)/);
  assert.match(html, /&lt;script&gt;/);
  assert.match(html, /<a href="https:\/\/evil\.example\/cat\.png"/);
});

Deno.test("links tell nobody where they were followed, and cannot run anything", () => {
  const html = markdownToHtml("https://a.example [b](javascript:alert(1))");

  assert.match(
    html,
    /<a href="https:\/\/a\.example" rel="noopener noreferrer nofollow" target="_blank">/,
  );
  assert.doesNotMatch(html, /href="javascript/);
});

Deno.test("a text brings neither headings nor styles into the page", () => {
  const html = markdownToHtml("# Title\n\n| a |\n| -: |\n| 1 |");

  assert.doesNotMatch(html, /<h1|style=/);
  assert.match(html, /<p class="text-heading">Title<\/p>/);
  assert.match(html, /<td>1<\/td>/);
});
