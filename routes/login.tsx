import { Head } from "fresh/runtime";
import { Field } from "@/components/Field.tsx";
import { define } from "@/state.ts";
import { FRAME_TEXT } from "@/components/text/frame_text.ts";

/** Signing in happens before anything of the fleet may be shown. */
export const config = { skipInheritedLayouts: true };

const PROBLEMS: Readonly<Record<string, string>> = {
  wrong_token: "This is not the token. Copy it again from the terminal.",
  used_link:
    "This link was used already; each one works once. Enter the token instead, or start the server again for a new link.",
};

/** Asks for the token that the server printed when it started. */
export default define.page(({ url }) => {
  const problem = PROBLEMS[url.searchParams.get("problem") ?? ""];
  return (
    <main class="login">
      <Head>
        <title>{FRAME_TEXT.signInVamp}</title>
      </Head>
      <h1>
        <span class="brand-mark" aria-hidden="true">◆</span> {FRAME_TEXT.vamp}
      </h1>
      <form class="card form" method="post" action="/login">
        <Field
          id="token"
          label={FRAME_TEXT.token}
          hint={FRAME_TEXT.printedInTheTerminalWhen}
          error={problem}
        >
          <input
            id="token"
            name="token"
            type="password"
            autoComplete="current-password"
            required
            autofocus
            aria-describedby={problem ? "token-hint token-error" : "token-hint"}
            aria-invalid={problem !== undefined}
          />
        </Field>
        <input
          type="hidden"
          name="next"
          value={url.searchParams.get("next") ?? "/"}
        />
        <button type="submit" class="button primary">
          {FRAME_TEXT.signIn}
        </button>
      </form>
    </main>
  );
});
