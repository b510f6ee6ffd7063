import { type Context, Hono } from "hono";

/** Files of Swagger UI that the page needs, and what they are. */
const FILES: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>VAMP API</title>
    <link rel="icon" href="/favicon.svg">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <script src="/docs/theme.js"></script>
    <script src="/docs/swagger-ui-bundle.js" defer></script>
    <script src="/docs/start.js" defer></script>
  </head>
  <body>
    <main id="api"><noscript>The document itself is at
      <a href="/api/openapi.json">/api/openapi.json</a>.</noscript></main>
  </body>
</html>
`;

/** Colours as on all other pages, there before anything is painted. */
const THEME =
  `const chosen = /vamp_theme=(light|dark)/.exec(document.cookie)?.[1];
const system = matchMedia("(prefers-color-scheme: dark)");
const colour = () => {
  const isDark = chosen ? chosen === "dark" : system.matches;
  document.documentElement.classList.toggle("dark-mode", isDark);
};
colour();
system.addEventListener("change", colour);
`;

/** Requests go to this server, with the cookie of the browser; nothing is asked of anybody else. */
const START = `SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/**
 * The API's document as a page, by Swagger UI. Its files are read from the
 * package when they are asked for.
 *
 * @param readFile Reads a file of the package by its name.
 */
export function docsRoutes(
  readFile: (name: string) => Promise<Uint8Array<ArrayBuffer>> = packageFile,
): Hono {
  const text = (type: string, body: string) => (c: Context) =>
    c.body(body, 200, { "content-type": type });
  const script = "text/javascript; charset=utf-8";
  const app = new Hono()
    .get("/docs", text("text/html; charset=utf-8", PAGE))
    .get("/docs/theme.js", text(script, THEME))
    .get("/docs/start.js", text(script, START));
  for (const [name, type] of Object.entries(FILES)) {
    app.get(`/docs/${name}`, async (c) =>
      c.body(await readFile(name), 200, {
        "content-type": type,
        "cache-control": "private, max-age=3600",
      }));
  }
  return app;
}

function packageFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(
    new URL(import.meta.resolve(`swagger-ui-dist/${name}`)),
  );
}
