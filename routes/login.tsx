import { Head } from "fresh/runtime";
import { Field } from "@/components/Field.tsx";
import { define } from "@/state.ts";

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
        <title>Sign in · VAMP</title>
      </Head>
      <h1>
        <span class="brand-mark" aria-hidden="true">◆</span> VAMP
      </h1>
      <form class="card form" method="post" action="/login">
        <Field
          id="token"
          label="Token"
          hint="Printed in the terminal when the server starts, and kept in its data folder."
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
        <button type="submit" class="button primary">Sign in</button>
      </form>
    </main>
  );
});
