import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import type { SignedInBrowser } from "@/domain/signed_in_browser.ts";
import { browserName } from "./browser_name.ts";
import type { Caller } from "./caller.ts";
import { type Attempt, SignInGuard } from "./sign_in_guard.ts";
import { isSameSecret, randomSecret, sha256 } from "./secrets.ts";
import { ALWAYS, SignInWatch, type WhileSignedIn } from "./sign_in_watch.ts";
import { Tickets } from "./tickets.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const IDLE_MS = DAY_MS / 2;
const LONGEST_MS = 7 * DAY_MS;
/** Being seen is written down once in a while, not with each request. */
const SEEN_EVERY_MS = 60_000;

type Session = {
  readonly created_at: number;
  readonly seen_at: number;
  /** What the browser is called; sessions of before have none. */
  readonly name?: string | null | undefined;
};

/** Keeps signed-in browsers under the hash of their cookie's value. */
export interface SessionStore {
  find(hash: string): Promise<Session | undefined>;
  save(hash: string, session: Session): Promise<void>;
  /** Writes down when it was seen, unless it was removed meanwhile. */
  see(hash: string, seenAt: number): Promise<void>;
  remove(hash: string): Promise<void>;
  /** All of them, with their hashes. */
  list(): Promise<readonly (readonly [hash: string, Session])[]>;
}

/**
 * Lets browsers in: by a link that works once, or by the token; a cookie
 * keeps them signed in, 12 hours idle and 7 days at most. The cookie's name
 * carries the port, because cookies do not tell ports apart.
 */
export class BrowserAccess {
  #linkCode: string = randomSecret();
  readonly #cookie: string;
  readonly #guard: SignInGuard;
  readonly #watch: SignInWatch;
  /** For WebSockets of those who cannot send a header. */
  readonly tickets: Tickets;

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
    this.#guard = new SignInGuard(options.now);
    this.#watch = new SignInWatch(async (hash) =>
      this.#isLive(await options.sessions.find(hash))
    );
    this.tickets = new Tickets(options.now);
    this.#cookie = `${options.secure ? "__Host-" : ""}vamp_${options.port}`;
  }

  /** The path of a link that signs one browser in, once. */
  get linkPath(): string {
    return `/login/${this.#linkCode}`;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.options.now();
  }

  /** Signs the browser in when the code is the unused one. */
  async useLink(c: Context, code: string, address: string): Promise<Attempt> {
    const unused = this.#linkCode;
    const tried = await this.#guard.attempt(
      address,
      code,
      () => isSameSecret(code, unused),
    );
    if (tried.kind !== "right") return tried;
    // Of two that come at once, the first has it.
    if (unused !== this.#linkCode) return { kind: "wrong" };
    this.#linkCode = randomSecret();
    await this.#signIn(c);
    return tried;
  }

  /** Signs the browser in when the token is right. */
  async useToken(c: Context, token: string, address: string): Promise<Attempt> {
    const tried = await this.#guard.attempt(
      address,
      token,
      () => isSameSecret(token, this.options.token),
    );
    if (tried.kind === "right") await this.#signIn(c);
    return tried;
  }

  /** Who sends the request: by the bearer token, a socket's ticket, or the cookie of a live session. */
  async identify(
    c: Context,
    address: string,
  ): Promise<Caller | Exclude<Attempt, { kind: "right" }>> {
    const bearer = c.req.header("authorization")?.match(/^Bearer +(\S+)$/i)
      ?.[1];
    if (bearer) {
      const tried = await this.#guard.attempt(
        address,
        bearer,
        () => isSameSecret(bearer, this.options.token),
      );
      return tried.kind === "right" ? { kind: "token" } : tried;
    }
    const ticket = c.req.path === "/ws" ? c.req.query("ticket") : undefined;
    if (ticket) return await this.tickets.use(ticket) ?? { kind: "wrong" };
    const cookie = getCookie(c, this.#cookie);
    const hash = cookie && await sha256(cookie);
    const session = hash && await this.#liveSession(hash);
    return session
      ? { kind: "browser", session: hash, signedInAt: session.created_at }
      : { kind: "wrong" };
  }

  /** For what stays open after the answer: when its caller may not have it any more. */
  whileSignedIn(caller: Caller | undefined): WhileSignedIn {
    return caller?.kind === "browser" ? this.#watch.of(caller.session) : ALWAYS;
  }

  /** Closes what browsers have open whose sessions are over; happens by itself every minute. */
  endWhatIsOver(): Promise<void> {
    return this.#watch.look();
  }

  /** Ends the browser's session, and with it all that it has open. */
  async signOut(c: Context): Promise<void> {
    const cookie = getCookie(c, this.#cookie);
    const hash = cookie && await sha256(cookie);
    if (hash) {
      await this.options.sessions.remove(hash);
      this.#watch.ended(hash);
    }
    deleteCookie(c, this.#cookie, { path: "/", secure: this.options.secure });
  }

  /** Who is signed in, the one that asks first, then the last seen. */
  async browsers(caller: Caller | undefined): Promise<SignedInBrowser[]> {
    const all = await this.options.sessions.list();
    return all.filter(([, session]) => this.#isLive(session))
      .map(([hash, session]) => browserOf(hash, session, caller))
      .sort((a, b) =>
        Number(b.is_this) - Number(a.is_this) ||
        b.seen_at.localeCompare(a.seen_at)
      );
  }

  /** Signs a browser out by its id, with all that it has open; gives it as it was. */
  async signOutBrowser(
    id: string,
    caller: Caller | undefined,
  ): Promise<SignedInBrowser | undefined> {
    const all = await this.options.sessions.list();
    const found = all.find(([hash]) => idOf(hash) === id);
    if (!found) return undefined;
    const [hash, session] = found;
    await this.options.sessions.remove(hash);
    this.#watch.ended(hash);
    return browserOf(hash, session, caller);
  }

  async #liveSession(hash: string): Promise<Session | undefined> {
    const { sessions } = this.options;
    const session = await sessions.find(hash);
    if (!session) return undefined;
    if (!this.#isLive(session)) {
      await sessions.remove(hash);
      this.#watch.ended(hash);
      return undefined;
    }
    const now = this.options.now();
    if (now - session.seen_at > SEEN_EVERY_MS) await sessions.see(hash, now);
    return session;
  }

  #isLive(session: Session | undefined): boolean {
    const now = this.options.now();
    return session !== undefined && now - session.seen_at <= IDLE_MS &&
      now - session.created_at <= LONGEST_MS;
  }

  async #signIn(c: Context): Promise<void> {
    const secret = randomSecret();
    const now = this.options.now();
    await this.options.sessions.save(await sha256(secret), {
      created_at: now,
      seen_at: now,
      name: browserName(c.req.header("user-agent")),
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

/** Tells browsers apart; of the hash of a cookie, so that it opens nothing. */
function idOf(hash: string): string {
  return hash.slice(0, 16);
}

function browserOf(
  hash: string,
  session: Session,
  caller: Caller | undefined,
): SignedInBrowser {
  return {
    id: idOf(hash),
    name: session.name ?? null,
    signed_in_at: new Date(session.created_at).toISOString(),
    seen_at: new Date(session.seen_at).toISOString(),
    is_this: caller?.kind === "browser" && caller.session === hash,
  };
}
