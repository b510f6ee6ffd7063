import { HttpError } from "../http_error.ts";
import { readFsTree } from "../routing/fs_routes.ts";
import { Router } from "../routing/router.ts";
import { answerRoute } from "./answer_route.ts";
import { runChain, type Step } from "./chain.ts";
import type { Chrome, Layout } from "./chrome.ts";
import { type Command, joinPaths } from "./commands.ts";
import type { Context } from "./context.ts";
import { type ErrorPage, errorPageOf } from "./error_pages.ts";
import { pathScope } from "./path_scope.ts";
import type { Snapshot } from "./snapshot.ts";

/** A route with everything around it, ready to answer. */
export interface Route {
  /** The method it is asked for; `ANY` routes look at the method themselves. */
  readonly method: string;
  readonly steps: readonly ScopedStep[];
  readonly chrome: Chrome;
  readonly errors: readonly ErrorPage[];
  answer(ctx: Context<unknown>): Promise<Response>;
}

/** A middleware and the paths it is meant for. */
export interface ScopedStep {
  readonly step: Step<unknown>;
  readonly covers: (pathname: string) => boolean;
}

const everywhere = () => true;

/** All routes of an app, and what answers requests that none of them matches. */
export class RouteTable {
  readonly router = new Router<Route[]>();
  readonly #steps: ScopedStep[] = [];
  readonly #layouts: Layout[] = [];
  readonly #errors: ErrorPage[] = [];
  readonly #missing: ErrorPage[] = [];
  readonly #rootSteps: ScopedStep[] = [];
  #wrapper: Chrome["wrapper"];

  /** Each route gets what was registered before it: the order of calls matters. */
  constructor(
    commands: readonly Command<unknown>[],
    readonly snapshot: Snapshot,
    readonly basePath: string,
  ) {
    for (const command of commands) this.#apply(command);
  }

  /** What answers when nothing matches: a 404 inside all middlewares. */
  get unmatched(): Route {
    return {
      method: "ANY",
      steps: [...this.#steps, ...this.#rootSteps],
      chrome: { wrapper: this.#wrapper, layouts: this.#layouts, config: {} },
      errors: this.#errors,
      answer: () => Promise.reject(new HttpError(404)),
    };
  }

  /** The error pages of `route`; `notFound` comes before all of them for a 404. */
  errorPages(route: Route): readonly ErrorPage[] {
    return [...route.errors, ...this.#missing];
  }

  #apply(command: Command<unknown>): void {
    switch (command.type) {
      case "use":
        for (const step of command.middlewares) {
          this.#steps.push({ step, covers: this.#scope(command.path) });
        }
        return;
      case "layout":
        this.#layouts.push({
          component: command.component,
          config: command.config,
          covers: this.#scope(command.path),
        });
        return;
      case "wrapper":
        this.#wrapper = command.component;
        return;
      case "error": {
        const covers = this.#scope(command.path);
        this.#errors.push(
          errorPageOf(command.route, undefined, covers, this.#chromeSoFar()),
        );
        return;
      }
      case "missing":
        this.#missing.push(
          errorPageOf(command.route, 404, everywhere, this.#chromeSoFar()),
        );
        return;
      case "handle":
        return this.#add(
          command.path,
          command.method,
          (ctx) =>
            runChain(
              ctx,
              command.middlewares,
              () => Promise.reject(new HttpError(404)),
            ),
        );
      case "route":
        return this.#add(
          command.path,
          "ANY",
          (ctx) => answerRoute(ctx, command.route),
          command.route.config,
        );
      case "files":
        return this.#addFiles(command.path);
    }
  }

  #addFiles(path: string): void {
    const tree = readFsTree(this.snapshot.routes, path);
    this.#wrapper = tree.wrapper ?? this.#wrapper;
    // Middlewares with a path do not run for file routes: Fresh behaves so.
    const steps = this.#steps.filter((step) => step.covers === everywhere);
    const withStep = (step: Step<unknown>) => ({ step, covers: everywhere });
    const errorPage = (found: (typeof tree.rootErrors)[number]) =>
      errorPageOf(found.route, found.status, everywhere, {
        wrapper: this.#wrapper,
        layouts: [...this.#layouts, ...found.layouts],
      });

    for (
      const { pattern, route, middlewares, layouts, errors } of tree.routes
    ) {
      this.router.at(joinPaths(this.basePath, pattern), () => []).push({
        method: "ANY",
        steps: [...steps, ...middlewares.map(withStep)],
        chrome: {
          wrapper: this.#wrapper,
          layouts: [...this.#layouts, ...layouts],
          config: route.config ?? {},
        },
        errors: [...this.#errors, ...errors.map(errorPage)],
        answer: (ctx) => answerRoute(ctx, route),
      });
    }
    this.#rootSteps.push(...tree.rootMiddlewares.map(withStep));
    this.#errors.push(...tree.rootErrors.map(errorPage));
  }

  #add(
    path: string,
    method: string,
    answer: Route["answer"],
    config: Chrome["config"] = {},
  ): void {
    this.router.at(joinPaths(this.basePath, path), () => []).push({
      method,
      steps: [...this.#steps],
      chrome: { wrapper: this.#wrapper, layouts: [...this.#layouts], config },
      errors: [...this.#errors],
      answer,
    });
  }

  #scope(path: string): (pathname: string) => boolean {
    return path === "*"
      ? everywhere
      : pathScope(joinPaths(this.basePath, path));
  }

  #chromeSoFar(): Omit<Chrome, "config"> {
    return { wrapper: this.#wrapper, layouts: [...this.#layouts] };
  }
}
