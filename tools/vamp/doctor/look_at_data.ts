import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { formatBytes } from "@/components/format.ts";
import { type Finding, fine, firstLine } from "./finding.ts";

const FOLDER = "data folder";
/** Below this the server takes no new work. */
const LOW_BYTES = 1024 ** 3;
const OTHERS = 0o077;

/** The data folder: whether it is there, whose it is, and the room on its disk. */
export async function lookAtData(folder: string): Promise<readonly Finding[]> {
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return [fine(FOLDER, `${folder}: the first start makes it`)];
    }
    return [{ what: FOLDER, state: "fault", detail: firstLine(error) }];
  }
  const findings = [
    await writable(folder),
    privacy(FOLDER, folder, info),
    await roomOn(folder),
  ];
  const token = join(folder, "token");
  const kept = await Deno.stat(token).catch(() => undefined);
  if (kept) findings.push(privacy("token", token, kept));
  return findings;
}

async function writable(folder: string): Promise<Finding> {
  const probe = join(folder, `.doctor-probe-${Deno.pid}`);
  try {
    await Deno.writeTextFile(probe, "", { createNew: true, mode: 0o600 });
    await Deno.remove(probe);
    return fine(FOLDER, `${folder} can be written`);
  } catch (error) {
    return {
      what: FOLDER,
      state: "fault",
      detail: `${folder} cannot be written: ${firstLine(error)}`,
      advice: "Give it to the user that runs the server, or set DATA_DIR",
    };
  }
}

function privacy(what: string, path: string, info: Deno.FileInfo): Finding {
  const mode = (info.mode ?? 0) & 0o777;
  const shown = `mode ${mode.toString(8).padStart(4, "0")}`;
  if ((mode & OTHERS) === 0) return fine(what, `${shown}: its owner alone`);
  return {
    what,
    state: "warning",
    detail: `${shown}: others of this host can read it`,
    advice: `chmod go-rwx ${path}`,
  };
}

async function roomOn(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= LOW_BYTES) return fine("disk", `${formatBytes(free)} free`);
  return {
    what: "disk",
    state: "warning",
    detail: `${formatBytes(free)} free`,
    advice: "Make room, or shorten HISTORY_RETENTION_DAYS",
  };
}
