/**
 * Makes the test for "`path` or anything below it". `*` and `/` cover everything;
 * `/admin`, `/admin/` and `/admin/*` cover the same paths; URLPattern syntax works.
 */
export function pathScope(path: string): (pathname: string) => boolean {
  const prefix = path.replace(/\/?\*?$/, "");
  if (prefix === "") return () => true;

  const pattern = new URLPattern({ pathname: `${prefix}{/*}?` });
  return (pathname) => pattern.test({ pathname });
}
