import { join, relative } from "node:path";

const client = join(import.meta.dirname, "site");
const root = join(import.meta.dirname, "../../..");

/** The ways to ask Vite for a file by its path: prefixes, steps up, encodings. */
function placesOf(path: string): string[] {
  const climbing = relative(client, path);
  const encoded = (text: string) => text.replaceAll("/", "%2f").replaceAll(".", "%2e");
  return [
    `/@fs${path}`,
    `/@fs/${path}`,
    `/@fs${path}/`,
    `/@fs${path}%00`,
    `/@fs${join(client, "src")}/../${climbing}`,
    `/@fs${join(client, "src")}/${encoded(`../${climbing}`)}`,
    `/@fs/${encoded(path.slice(1))}`,
    `/@fs/${encoded(path.slice(1)).replaceAll("%", "%25")}`,
    `/@id/${path}`,
    `/@id/@fs${path}`,
    `/@id/__x00__${path}`,
    `//@fs${path}`,
    `/%40fs${path}`,
    `/${climbing}`,
    `/${climbing.replaceAll("..", "%2e%2e")}`,
    `/${encoded(climbing)}`,
    `/${climbing.replaceAll("/", "%5c")}`,
    `/src/../${climbing}`,
    `/node_modules/.vite/deps/../../../${climbing}`,
    `/node_modules/.vite/deps/${encoded(`../../../${climbing}`)}`,
    `/${relative(root, path)}`,
    path,
    encodeURI(`file://${path}`),
  ];
}

/** What asks Vite to make something of a file. */
const transformations = [
  ...[
    "",
    "?",
    "?raw",
    "?url",
    "?import",
    "?inline",
    "?worker",
    "?worker&inline",
    "?worker_file&type=module",
    "?t=1",
  ],
  ...[
    "?raw&import",
    "?import&raw",
    "?url&inline",
    "?raw??",
    "?import&raw??",
    "?%72aw",
    "?html-proxy&index=0.js",
  ],
  ...[
    "?direct",
    "?init",
    "?vite-wasm-instance",
    "?.svg?import",
    "?.wasm?init",
    "?raw=.svg?import",
    "?import&.js",
  ],
  ...["?v=12345678", "?x.css", ".map", "?.map", "?raw#", "%3fraw", "%23", "?raw%00", "?raw&x=/../index.html"],
];

/** Every way to ask the development server for a file: each place with each transformation. */
export const everyAddressOf = (path: string): string[] =>
  placesOf(path).flatMap((place) => transformations.map((transformation) => place + transformation));

/** A choice of them: every transformation by the plain address, and the common ones by every other. */
export function addressesOf(path: string): string[] {
  const common = ["", "?raw", "?url", "?import&raw"];
  const plain = transformations.map((transformation) => `/@fs${path}${transformation}`);
  return [
    ...plain,
    ...placesOf(path).flatMap((place) => common.map((transformation) => place + transformation)),
  ];
}
