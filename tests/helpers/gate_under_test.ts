import { strict as assert } from "node:assert";
import { addressesOf } from "@/api/access/allowed_hosts.ts";
import {
  BrowserAccess,
  type SessionStore,
} from "@/api/access/browser_access.ts";
import type { SignInNews } from "@/api/access/sign_in_news.ts";
import { SseHub, type StreamPace } from "@/api/events/sse_hub.ts";
import { AnswerCheck } from "@/api/openapi/answer_check.ts";
import { apiRoutes } from "@/api/api_routes.ts";
import { createGate, type GateDeps } from "@/api/gate.ts";
import { SocketHub } from "@/api/ws/socket_hub.ts";
import type { IdempotencyStore } from "@/domain/idempotency.ts";
import { memoryIdempotency, SETTINGS } from "./gate_stores.ts";
import { MemoryPlatform } from "./memory_platform.ts";

/** The document is the same for all gates. */
let checked: Promise<AnswerCheck> | undefined;

export const TOKEN = "token-of-the-test";
const BEARER = { authorization: `Bearer ${TOKEN}` };

export type GateOptions = {
  readonly platform?: MemoryPlatform;
  readonly port?: number;
  readonly secure?: boolean;
  readonly corsOrigins?: readonly string[];
  readonly pace?: Partial<StreamPace> & {
    readonly statusMs?: number;
    readonly idleSeconds?: number;
  };
  readonly idempotency?: IdempotencyStore;
  readonly requestsPerSecond?: number;
  /** Signed-in browsers of an earlier life. */
  readonly sessions?: SessionStore;
  readonly signingSecret?: string;
  readonly bodyMs?: number;
  /** Is told who signs in and out. */
  readonly news?: SignInNews;
  /** false: answers that the API's document does not have are no fault. */
  readonly isDescribed?: boolean;
  /** Renders every page; by default a page says its path. */
  readonly page?: (request: Request) => Response;
};

/** The whole way in, on a platform in memory and with a clock that the test moves. */
export class GateUnderTest implements Disposable {
  readonly platform: MemoryPlatform;
  readonly access: BrowserAccess;
  readonly sse: SseHub;
  readonly sockets: SocketHub;
  /** What the gate wrote to the log as errors. */
  readonly errors: {
    readonly message: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }[] = [];
  /** The address that requests come from; `undefined`: each from its own. */
  from: string | undefined;
  #addresses = 0;
  /** Milliseconds since 1970. */
  nowMs = Date.UTC(2026, 0, 1);
  readonly #deps: GateDeps;
  readonly #isDescribed: boolean;
  readonly #handle: ReturnType<typeof createGate>;
  readonly #origin: string;
  readonly #page: (request: Request) => Response;

  constructor(options: GateOptions = {}) {
    const { port = 4005, secure = false, corsOrigins = [] } = options;
    this.platform = options.platform ?? new MemoryPlatform();
    this.#page = options.page ??
      (({ url }) => new Response(`page ${new URL(url).pathname}`));
    this.#origin = `${secure ? "https" : "http"}://127.0.0.1:${port}`;
    this.access = new BrowserAccess({
      port,
      secure,
      token: TOKEN,
      sessions: options.sessions ?? memorySessions(),
      signingSecret: options.signingSecret,
      now: () => this.nowMs,
      ...(options.news && { news: options.news }),
    });
    const now = () => new Date(this.nowMs).toISOString();
    const logError: GateUnderTest["logError"] = (message, facts) =>
      this.logError(message, facts);
    this.sse = new SseHub(this.platform, now, options.pace);
    this.sockets = new SocketHub({
      platform: this.platform,
      now,
      systemLoad: () => 0.5,
      ...options.pace,
      logError,
    });
    this.#isDescribed = options.isDescribed ?? true;
    this.#deps = {
      platform: this.platform,
      access: this.access,
      addresses: addressesOf({ host: "127.0.0.1", port, secure, corsOrigins }),
      corsOrigins,
      secure,
      sse: this.sse,
      sockets: this.sockets,
      version: "1.2.3",
      uptimeSeconds: () => 7,
      acknowledgeRecovery: () => Promise.resolve(),
      settings: SETTINGS,
      idempotency: options.idempotency ?? memoryIdempotency(),
      requestsPerSecond: options.requestsPerSecond ?? 0,
      ...(options.bodyMs === undefined ? {} : { bodyMs: options.bodyMs }),
      logError,
    };
    this.#handle = createGate(this.#deps);
  }

  /** Answers a request as the server does, from the address of the test, or one that nobody had. */
  async handle(request: Request): Promise<Response> {
    const from = this.from ?? `192.0.2.${this.#addresses++}`;
    const response = await this.#handle(request, this.#page, from);
    if (!this.#isDescribed) return response;
    const check = await (checked ??= this.#check());
    assert.equal(await check.faultOf(request, response), undefined);
    return response;
  }

  /** By the document that the API gives of itself. */
  async #check(): Promise<AnswerCheck> {
    const app = apiRoutes({ ...this.#deps, addressOf: () => "" });
    return new AnswerCheck(await (await app.request("/openapi.json")).json());
  }

  /** Sends a request to the path, as nobody: only the Host header is right. */
  anonymous(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const url = new URL(this.#origin);
    if (!headers.has("host")) headers.set("host", url.host);
    for (const [name, value] of lengthOf(init.body)) headers.set(name, value);
    const request = new Request(this.#origin + path, { ...init, headers });
    return this.handle(request);
  }

  /** Sends a request to the path with the token. */
  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(BEARER);
    new Headers(init.headers).forEach((value, key) => headers.set(key, value));
    return this.anonymous(path, { ...init, headers });
  }

  /** Sends JSON to the path with the token. */
  post(path: string, body: unknown): Promise<Response> {
    return this.#send("POST", path, body);
  }

  /** The same, to change what is there. */
  patch(path: string, body: unknown): Promise<Response> {
    return this.#send("PATCH", path, body);
  }

  /** The same, to put something else in its place. */
  put(path: string, body: unknown): Promise<Response> {
    return this.#send("PUT", path, body);
  }

  #send(method: string, path: string, body: unknown): Promise<Response> {
    return this.ask(path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  logError(message: string, facts: Readonly<Record<string, unknown>>): void {
    this.errors.push({ message, facts });
  }

  [Symbol.dispose](): void {
    this.sse[Symbol.dispose]();
    this.sockets[Symbol.dispose]();
  }
}

/** How a client announces its body. */
function lengthOf(body: RequestInit["body"]): readonly [string, string][] {
  if (body instanceof ReadableStream) return [["transfer-encoding", "chunked"]];
  if (body instanceof Uint8Array) return [["content-length", `${body.length}`]];
  if (typeof body !== "string") return [];
  return [["content-length", `${new TextEncoder().encode(body).length}`]];
}

/** Signed-in browsers that nothing outlives. */
export function memorySessions(): SessionStore {
  const kept = new Map<string, { created_at: number; seen_at: number }>();
  return {
    find: (hash) => Promise.resolve(kept.get(hash)),
    save: (hash, session) => {
      kept.set(hash, session);
      return Promise.resolve();
    },
    see: (hash, seen_at) => {
      const session = kept.get(hash);
      if (session) kept.set(hash, { ...session, seen_at });
      return Promise.resolve();
    },
    remove: (hash) => {
      kept.delete(hash);
      return Promise.resolve();
    },
    list: () => Promise.resolve([...kept]),
  };
}
