// Where the program irsalint is. Knows nothing of VS Code.
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve, sep } from "node:path";

export interface Surroundings {
  /** The setting irsalint.path; empty if unset. */
  readonly setting: string;
  /** The folders of the workspace, if it is trusted: a program found there is run. */
  readonly workspaceFolders: readonly string[];
  readonly extensionFolder: string;
  /** The variable PATH; empty if unset. */
  readonly searchPath: string;
}

/** What VS Code is to start, or one sentence that says why there is nothing to start. */
export type Found = { readonly program: string } | { readonly problem: string };

const programName = process.platform === "win32" ? "irsalint.exe" : "irsalint";

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function firstProgram(candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return candidate;
  }
  return undefined;
}

function onSearchPath(name: string, searchPath: string): string[] {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => resolve(folder, name));
}

function fromWorkspace(path: string, workspaceFolders: readonly string[]): string[] {
  if (isAbsolute(path)) return [path];
  return workspaceFolders.slice(0, 1).map((folder) => resolve(folder, path));
}

// Somebody who names a program means that one: nothing else is started in its place.
async function findNamed({ setting, workspaceFolders, searchPath }: Surroundings): Promise<Found> {
  const isPath = setting.includes("/") || setting.includes(sep);
  const candidates = isPath
    ? fromWorkspace(setting, workspaceFolders)
    : onSearchPath(setting, searchPath);
  const program = await firstProgram(candidates);
  if (program !== undefined) return { program };
  const place = isPath ? "is not there, or is no program" : "is not on the PATH";
  return { problem: `The setting irsalint.path names ${setting}, which ${place}` };
}

/** Looks for the program: the setting, the workspace's npm package, the extension's own, PATH. */
export async function findProgram(surroundings: Surroundings): Promise<Found> {
  if (surroundings.setting !== "") return findNamed(surroundings);
  const program = await firstProgram([
    ...surroundings.workspaceFolders.map((folder) =>
      join(folder, "node_modules", ".bin", programName),
    ),
    join(surroundings.extensionFolder, "program", programName),
    ...onSearchPath(programName, surroundings.searchPath),
  ]);
  if (program !== undefined) return { program };
  return {
    problem: "The program irsalint was not found: neither in the workspace (npm) nor on the PATH",
  };
}
