import { dirname, extname, join } from "node:path";

/**
 * The path of a script that Node starts by itself, beside the file that asks for it (`import.meta.filename`): TypeScript
 * in the repository of this tool, JavaScript where it is installed. Compilers rewrite imports only.
 */
export const siblingScript = (asking: string, name: string): string =>
  join(dirname(asking), name + extname(asking));
