import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import { isSameSecret, randomSecret, sha256 } from "./secrets.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const IDLE_MS = DAY_MS / 2;
const LONGEST_MS = 7 * DAY_MS;
/** Being seen is written down once in a while, not with each request. */
const SEEN_EVERY_MS = 60_000;

type Session = { readonly created_at: number; readonly seen_at: number };

/** Keeps signed-in browsers under the hash of their cookie's value. */
export interface SessionStore {
  find(hash: string): Promise<Session | undefined>;
  save(hash: string, session: Session): Promise<void>;
  remove(hash: string): Promise<void>;
}

/**
 * Lets browsers in: by a link that works once, or by the token; a cookie
 * keeps them signed in, 12 hours idle and 7 days at most. The cookie's name
 * carries the port, because cookies do not tell ports apart.
 */
export class BrowserAccess {
  #linkCode: string = randomSecret();
  readonly #cookie: string;

  constructor(
    private readonly options: {
      readonly port: number;
      readonly secure: boolean;
      readonly token: string;
      readonly sessions: SessionStore;
      /** Milliseconds since 1970. */
      readonly now: () => number;
    },
  ) {
    this.#cookie = `${options.secure ? "__Host-" : ""}vamp_${options.port}`;
  }

  /** The path of a link that signs one browser in, once. */
  get linkPath(): string {
    return `/login/${this.#linkCode}`;
  }

  /** Signs the browser in when the code is the unused one. */
  async useLink(c: Context, code: string): Promise<boolean> {
    const unused = this.#linkCode;
    const isRight = await isSameSecret(code, unused);
    // Of two that come at once, the first has it.
    if (!isRight || unused !== this.#linkCode) return false;
    this.#linkCode = randomSecret();
    await this.#signIn(c);
    return true;
  }

  /** Signs the browser in when the token is right. */
  async useToken(c: Context, token: string): Promise<boolean> {
    if (!await isSameSecret(token, this.options.token)) return false;
    await this.#signIn(c);
    return true;
  }

  /** Whether the request carries the bearer token or the cookie of a live session. */
  async isAllowed(c: Context): Promise<boolean> {
    const bearer = c.req.header("authorization")?.match(/^Bearer +(\S+)$/i);
    if (bearer?.[1]) return await isSameSecret(bearer[1], this.options.token);
    const cookie = getCookie(c, this.#cookie);
    return cookie !== undefined && await this.#isLive(cookie);
  }

  /** Ends the browser's session. */
  async signOut(c: Context): Promise<void> {
    const cookie = getCookie(c, this.#cookie);
    if (cookie) await this.options.sessions.remove(await sha256(cookie));
    deleteCookie(c, this.#cookie, { path: "/", secure: this.options.secure });
  }

  async #isLive(cookie: string): Promise<boolean> {
    const { sessions } = this.options;
    const hash = await sha256(cookie);
    const session = await sessions.find(hash);
    if (!session) return false;
    const now = this.options.now();
    const over = now - session.seen_at > IDLE_MS ||
      now - session.created_at > LONGEST_MS;
    if (over) {
      await sessions.remove(hash);
      return false;
    }
    if (now - session.seen_at > SEEN_EVERY_MS) {
      await sessions.save(hash, { ...session, seen_at: now });
    }
    return true;
  }

  async #signIn(c: Context): Promise<void> {
    const secret = randomSecret();
    const now = this.options.now();
    await this.options.sessions.save(await sha256(secret), {
      created_at: now,
      seen_at: now,
    });
    setCookie(c, this.#cookie, secret, {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      secure: this.options.secure,
      maxAge: LONGEST_MS / 1_000,
    });
  }
}
