/** One file or folder of a tar archive. */
export interface TarEntry {
  /** With slashes. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly bytes: number;
}

const BLOCK = 512;

/** The bytes of one entry in the ustar format of POSIX 1003.1 (pax, "ustar Interchange Format"). */
export function* tarEntry(entry: TarEntry, content: Iterable<Buffer> = []): Generator<Buffer> {
  yield header(entry);
  yield* content;
  const rest = entry.bytes % BLOCK;
  if (rest > 0) yield Buffer.alloc(BLOCK - rest);
}

/** What stands at the end of an archive. */
export const tarEnd = Buffer.alloc(2 * BLOCK);

function header({ path, isFolder, bytes }: TarEntry): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`too long a path for an archive: ${path}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  block.write(path, 0);
  block.write(octal(isFolder ? 0o700 : 0o600, 7), 100);
  block.write(octal(0, 7), 108); // owner
  block.write(octal(0, 7), 116); // group
  block.write(octal(bytes, 11), 124);
  block.write(octal(0, 11), 136); // time
  block.write("        ", 148); // the sum counts its own place as spaces
  block.write(isFolder ? "5" : "0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)} `, 148);
  return block;
}

/** Reads an archive that `tarEntry` wrote. The content of each entry must be read before the next one is asked for. */
export async function* readTar(
  archive: AsyncIterable<Buffer>,
): AsyncGenerator<TarEntry & { content: AsyncIterable<Buffer> }> {
  const bytes = new Bytes(archive);
  for (;;) {
    const block = await bytes.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const entry = readHeader(block);
    yield { ...entry, content: bytes.upTo(entry.bytes) };
    await bytes.take((BLOCK - (entry.bytes % BLOCK)) % BLOCK);
  }
}

function readHeader(block: Buffer): TarEntry {
  const text = (from: number, to: number) => block.toString("utf8", from, to).replace(/\0.*$/s, "");
  return {
    path: text(0, 100),
    isFolder: text(156, 157) === "5",
    bytes: Number.parseInt(text(124, 136), 8),
  };
}

/** Takes pieces of a wanted length from a stream of pieces of any length. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.upTo(length)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *upTo(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async #next(): Promise<Buffer<ArrayBuffer>> {
    const { value, done } = await this.#source.next();
    if (done) throw new Error("the archive ends too early");
    return Buffer.from(value.buffer as ArrayBuffer, value.byteOffset, value.length);
  }
}
