/** What gives the same value again until something it depends on changed. */
const KEEPERS = new Set(["useMemo", "useState", "useRef", "useComputed"]);
const MESSAGE =
  "A kept element holds every later drawing of its page: draw it in a function, or use <Unchanged>";

/**
 * A rule for `deno lint`: no element outlives the drawing that it was made for.
 * Preact's elements know their parent; one in a constant or from `useMemo`
 * holds the tree that it was first drawn in, and with that all trees since.
 */
const plugin: Deno.lint.Plugin = {
  name: "vamp-drawing",
  rules: {
    "no-kept-elements": {
      create: (context) => {
        const look = (node: Deno.lint.JSXElement | Deno.lint.JSXFragment) => {
          if (isInElement(node) || !isKept(node)) return;
          context.report({ node, message: MESSAGE });
        };
        return { JSXElement: look, JSXFragment: look };
      },
    },
  },
};
export default plugin;

function isInElement({ parent }: Deno.lint.Node & { parent: Deno.lint.Node }) {
  return parent.type === "JSXElement" || parent.type === "JSXFragment";
}

/** Whether something around an element keeps its value, or no function is. */
function isKept(element: Deno.lint.Node): boolean {
  let isDrawn = false;
  for (let node = element; node.type !== "Program";) {
    const { parent } = node as { parent: Deno.lint.Node };
    isDrawn ||= node.type.includes("Function");
    if (
      parent.type === "CallExpression" && parent.callee.type === "Identifier" &&
      KEEPERS.has(parent.callee.name)
    ) return true;
    node = parent;
  }
  return !isDrawn;
}
