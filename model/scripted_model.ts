/** The scripted model: a loopback stand-in for the Messages API that plays a script. */

import { apiErrorResponse } from "./api_error.ts";
import { comesFromBrowser, isLoopback } from "./loopback.ts";
import { MessagesRequest } from "./messages_request.ts";
import { parseRule, parseScript, ScriptError } from "./parse_script.ts";
import { performPlan } from "./perform_plan.ts";
import { Player } from "./player.ts";
import {
  keptHeaders,
  type RecordedRequest,
  RequestRecord,
} from "./recorded_requests.ts";
import type { RuleInput, ScriptInput } from "./script_schema.ts";
import { estimateInputTokens } from "./usage.ts";

/** How to start a scripted model. */
export interface ScriptedModelOptions {
  readonly script: ScriptInput;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`; anything but a loopback address is refused. */
  readonly hostname?: string;
  /** Fixes every random choice; default the script's own seed, else 0. */
  readonly seed?: number | string;
  /** Called with each request as it is recorded. */
  readonly log?: (request: RecordedRequest) => void;
  /** How many requests are kept, default 200. A request of the CLI is about 50 KB. */
  readonly keepRequests?: number;
}

/** A running scripted model. Dispose of it, or call `close`, when done. */
export interface ScriptedModel extends AsyncDisposable {
  /** For `ANTHROPIC_BASE_URL`, without a slash at the end. */
  readonly url: string;
  /** The newest requests, newest last. */
  readonly requests: readonly RecordedRequest[];
  /** Replaces the script and starts counting anew. @throws ScriptError, the old script then stays. */
  setScript(script: ScriptInput): void;
  /** Puts a rule before all others. @throws ScriptError */
  addRule(rule: RuleInput): void;
  /** Waits for a request, past or to come. @throws Error when none came before the deadline. */
  waitForRequest(
    predicate: (request: RecordedRequest) => boolean,
    deadlineMs: number,
  ): Promise<RecordedRequest>;
  /** Ends all answers in progress, hanging ones too, and frees the port. Safe to call twice. */
  close(): Promise<void>;
}

const DEFAULT_KEPT_REQUESTS = 200;

/**
 * Starts a scripted model. It needs `--allow-net=127.0.0.1` and nothing else.
 *
 * @throws ScriptError for a bad script, RangeError for an address that is not loopback,
 * and Deno's own error when the port is taken.
 */
export function startScriptedModel(
  options: ScriptedModelOptions,
): Promise<ScriptedModel> {
  const hostname = options.hostname ?? "127.0.0.1";
  if (!isLoopback(hostname)) {
    return Promise.reject(
      new RangeError(
        `Cannot listen on "${hostname}": only loopback addresses are accepted`,
      ),
    );
  }
  return Promise.try(() => new LoopbackModel(options, hostname));
}

class LoopbackModel implements ScriptedModel {
  readonly url: string;
  readonly #closing = new AbortController();
  readonly #record: RequestRecord;
  readonly #options: ScriptedModelOptions;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #player: Player;

  constructor(options: ScriptedModelOptions, hostname: string) {
    this.#options = options;
    this.#player = new Player(parseScript(options.script), options.seed);
    this.#record = new RequestRecord(
      options.keepRequests ?? DEFAULT_KEPT_REQUESTS,
    );
    this.#server = Deno.serve({
      hostname,
      port: options.port ?? 0,
      onListen: () => {},
    }, (request) => this.#answer(request));
    const shownHost = hostname.includes(":") && !hostname.startsWith("[")
      ? `[${hostname}]`
      : hostname;
    this.url = `http://${shownHost}:${this.#server.addr.port}`;
  }

  get requests(): readonly RecordedRequest[] {
    return this.#record.all;
  }

  setScript(script: ScriptInput): void {
    this.#player = new Player(parseScript(script), this.#options.seed);
  }

  addRule(rule: RuleInput): void {
    this.#player.addRule(parseRule(rule));
  }

  waitForRequest(
    predicate: (request: RecordedRequest) => boolean,
    deadlineMs: number,
  ): Promise<RecordedRequest> {
    return this.#record.waitFor(predicate, deadlineMs);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#record.close();
    await this.#server.shutdown();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #answer(request: Request): Promise<Response> {
    if (comesFromBrowser(request)) {
      return apiErrorResponse(403, "Cannot answer a web page");
    }
    if (request.method === "HEAD") return new Response();
    const { pathname } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case "GET /__requests":
        return Response.json(this.requests);
      case "POST /__script":
        return this.#replaceScript(await readBody(request));
      case "POST /v1/messages":
        return await this.#answerMessages(request, await readBody(request));
      case "POST /v1/messages/count_tokens":
        return this.#countTokens(request, await readBody(request));
    }
    const body = await readBody(request);
    this.#keep(request, body, null);
    return apiErrorResponse(404, `Cannot find "${pathname}"`);
  }

  async #answerMessages(request: Request, body: unknown): Promise<Response> {
    const asked = MessagesRequest.safeParse(body);
    const move = asked.success
      ? this.#player.next(asked.data, request.headers)
      : undefined;
    this.#keep(request, body, move?.rule ?? null);
    if (!asked.success) {
      return apiErrorResponse(400, "Cannot read the request: no messages");
    }
    if (!move) {
      return apiErrorResponse(
        400,
        "Cannot answer the request: no rule of the script applies and it has no fallback",
      );
    }
    const closing = this.#closing.signal;
    return await performPlan(move.plan, asked.data.stream, closing);
  }

  #countTokens(request: Request, body: unknown): Response {
    this.#keep(request, body, null);
    const asked = MessagesRequest.safeParse(body);
    if (!asked.success) {
      return apiErrorResponse(400, "Cannot read the request: no messages");
    }
    const scripted = this.#player.script.count_tokens;
    return Response.json({
      input_tokens: scripted ?? estimateInputTokens(asked.data),
    });
  }

  #replaceScript(script: unknown): Response {
    try {
      this.setScript(script as ScriptInput);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (error instanceof ScriptError) {
        return apiErrorResponse(400, error.message);
      }
      throw error;
    }
  }

  #keep(request: Request, body: unknown, rule: string | null): void {
    const kept = this.#record.add({
      method: request.method,
      path: new URL(request.url).pathname,
      headers: keptHeaders(request.headers),
      body,
      rule,
    });
    this.#options.log?.(kept);
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
