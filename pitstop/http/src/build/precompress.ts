import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Shorter files fit into one packet as they are. */
const WORTH_IT = 1024;

/** Puts each text of a folder beside itself as `.br` and `.gz`, as small as it gets: it is done once, at build. */
export function precompress(folder: string): void {
  for (const file of globSync("**/*.{html,js,css,svg,json,txt,map}", { cwd: folder })) {
    const path = join(folder, file);
    const content = readFileSync(path);
    if (content.length < WORTH_IT) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}
