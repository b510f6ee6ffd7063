/** What assistive technology or a pointer reads out from an attribute. */
const SPOKEN = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-placeholder",
  "aria-roledescription",
  "aria-valuetext",
  "caption",
  "hint",
  "label",
  "legend",
  "placeholder",
  "summary",
  "title",
]);
/** What stands in these is typed or printed as it is, in every language. */
const LITERAL = new Set(["code", "kbd", "pre", "samp"]);
/** Two letters in a row: not a sign, a unit of one letter or a number. */
const WORDS = /\p{L}{2}/u;
/** Pages of the product; samples in the gallery and tests write what they like. */
const PAGES =
  /^(?!.*\/tests\/).*\/(components|islands|routes)\/(?!gallery\/|dev\/)/;
const MESSAGE = "Text that people read belongs in components/text/";

/**
 * A rule for `deno lint`: what people read is not written into markup, so that
 * all of it can be read, mended and translated in one place.
 */
const plugin: Deno.lint.Plugin = {
  name: "vamp",
  rules: {
    "text-in-one-place": {
      create: (context) => {
        if (!PAGES.test(context.filename)) return {};
        return {
          JSXText(node) {
            if (!WORDS.test(node.value) || isLiteral(node.parent)) return;
            context.report({ node, message: MESSAGE });
          },
          JSXAttribute(node) {
            const { name, value } = node;
            if (name.type !== "JSXIdentifier" || !SPOKEN.has(name.name)) return;
            if (value?.type !== "Literal" || typeof value.value !== "string") {
              return;
            }
            if (WORDS.test(value.value)) {
              context.report({ node, message: MESSAGE });
            }
          },
        };
      },
    },
  },
};
export default plugin;

function isLiteral(parent: Deno.lint.Node): boolean {
  if (parent.type !== "JSXElement") return false;
  const { name } = parent.openingElement;
  return name.type === "JSXIdentifier" && LITERAL.has(name.name);
}
