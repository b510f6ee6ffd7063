import assert from "node:assert/strict";
import plugin from "@/tools/checks/no_kept_elements.ts";

const found = (source: string) =>
  Deno.lint.runPlugin(plugin, "/vamp/islands/Page.tsx", source)
    .map(({ range: [from, to] }) => source.slice(from, to));

Deno.test("elements in constants and in what hooks keep are found, the outermost alone", () => {
  assert.deepEqual(
    found(`
      const ICON = <i><b /></i>;
      const ICONS = { a: <>x</> };
      function Page({ rows }) {
        const list = useMemo(() => rows.map((row) => <li>{row}</li>), [rows]);
        const kept = useRef(<u />);
        return <ul>{list}</ul>;
      }`),
    ["<i><b /></i>", "<>x</>", "<li>{row}</li>", "<u />"],
  );
});

Deno.test("elements that a function makes for each drawing are left alone", () => {
  assert.deepEqual(
    found(`
      const ICONS = { a: () => <i /> };
      const link = (href) => <a href={href}>x</a>;
      class Page { render() { return <main />; } }
      function Other() {
        const sum = useMemo(() => 1 + 1, []);
        return <Unchanged of={[sum]} draw={() => <b>{sum}</b>} />;
      }`),
    [],
  );
});
