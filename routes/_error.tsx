import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/state.ts";
import { FRAME_TEXT } from "@/components/text/frame_text.ts";

const WORDS: Readonly<Record<number, readonly [string, string]>> = {
  404: [
    "There is nothing here",
    "The page, agent or task does not exist, or does not exist any more.",
  ],
  403: ["This is not allowed", "The server refused the request."],
};
const FAULT = [
  "Something went wrong on the server",
  "The rest goes on working. Reload the page; when it happens again, look into the server's log.",
] as const;

/** What a person sees instead of a page; never a stack. */
export default define.page(({ error }) => {
  const status = error instanceof HttpError ? error.status : 500;
  const [title, text] = WORDS[status] ?? FAULT;
  return (
    <div class="error-page">
      <Head>
        <title>{FRAME_TEXT.vamp2(title)}</title>
      </Head>
      <p class="meta num">{status}</p>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a class="button" href="/">{FRAME_TEXT.toTheFleet}</a>
      </p>
    </div>
  );
});
