/**
 * Reloads the page when the development server has something new. Part of
 * development builds only.
 *
 * @module
 */
const source = new EventSource("/_fresh/live");
let known: string | undefined;

source.addEventListener("build", ({ data }: MessageEvent<string>) => {
  // A server that was restarted tells another build, too.
  if (known !== undefined && known !== data) location.reload();
  known = data;
});
addEventListener("pagehide", () => source.close());
