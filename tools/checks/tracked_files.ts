/**
 * Lists the project's files as git sees them: tracked, or new and not ignored.
 *
 * @param root Absolute path of the checkout.
 * @throws {Error} If this is no checkout or there is no git.
 */
export async function listFiles(root: string): Promise<readonly string[]> {
  const { success, stdout, stderr } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd: root,
  }).output();
  if (!success) {
    throw new Error(
      `Cannot list the files of "${root}": ${new TextDecoder().decode(stderr)}`,
    );
  }
  const paths = new TextDecoder().decode(stdout).split("\0").filter(Boolean);
  const there = await Promise.all(
    paths.map((path) =>
      Deno.stat(`${root}/${path}`).then((info) => info.isFile, () => false)
    ),
  );
  return paths.filter((_, index) => there[index]).toSorted();
}
