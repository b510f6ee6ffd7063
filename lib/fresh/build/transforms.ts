import type { ResolvedBuildConfig } from "./options.ts";

/** Which static files a transform is for. */
export interface OnTransformOptions {
  readonly pluginName: string;
  /** Tested against the path inside the static folder, with a leading slash. */
  readonly filter: RegExp;
}

/** The file a transform is called with. */
export interface OnTransformArgs {
  readonly path: string;
  readonly mode: ResolvedBuildConfig["mode"];
  readonly content: Uint8Array<ArrayBuffer>;
  readonly text: string;
}

/** Changes one static file; `undefined` leaves it as it is. */
export type TransformFn = (args: OnTransformArgs) =>
  | { readonly content: string | Uint8Array<ArrayBuffer> }
  | undefined
  | Promise<
    { readonly content: string | Uint8Array<ArrayBuffer> } | undefined
  >;

/** A transform with its filter applied. */
export type StaticTransform = (
  name: string,
  path: string,
  content: Uint8Array<ArrayBuffer>,
) => Promise<Uint8Array<ArrayBuffer>>;

/** Wraps what was given to `builder.onTransformStaticFile()`. */
export function staticTransform(
  { pluginName, filter }: OnTransformOptions,
  transform: TransformFn,
  mode: ResolvedBuildConfig["mode"],
): StaticTransform {
  return async (name, path, content) => {
    if (!filter.test(`/${name}`)) return content;
    try {
      const text = new TextDecoder().decode(content);
      const result = await transform({ path, mode, content, text });
      if (!result) return content;
      return typeof result.content === "string"
        ? new TextEncoder().encode(result.content)
        : result.content;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `Cannot transform "${path}" with ${pluginName}: ${reason}`,
        { cause },
      );
    }
  };
}
