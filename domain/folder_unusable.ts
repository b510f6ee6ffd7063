/**
 * An agent's folder that a person has to set right: something else stands in
 * its place, or the host does not permit it. No later try goes through.
 */
export class FolderUnusable extends Error {
  override readonly name = "FolderUnusable";
}
