import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { join, normalize } from "node:path";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { handOver } from "./account.ts";
import { baseBackup, type CopiedFile } from "./base-backup.ts";
import { type Home, passwordOf, prepareHome } from "./home.ts";
import { withLock } from "./lock.ts";
import { readTar, tarEnd, tarEntry } from "./tar.ts";

export interface PackOptions {
  /** The folder of the server. */
  from: string;
  /** Takes the archive; it is ended. */
  into: Writable;
  /** Called with the bytes of each file that was read. */
  onBytes?: (bytes: number) => void;
}

/**
 * Packs a server, its password with it, into one archive (tar, compressed by zstd; `tar --zstd -x` reads it). It may be
 * in use meanwhile: the archive holds all that was committed when packing ended. Throws PostgresError.
 */
export async function packPostgres({ from, into, onBytes }: PackOptions): Promise<void> {
  const home = prepareHome(from);
  // The lowest level: most of the time goes into reading, and the next levels gain a tenth.
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await withLock(home.lock, () =>
    pipeline(Readable.from(inLargePieces(archiveOf(home, onBytes))), compress, into),
  );
}

async function* archiveOf(home: Home, onBytes: PackOptions["onBytes"]): AsyncGenerator<Buffer> {
  yield* textEntry("password", passwordOf(home));
  yield* tarEntry({ path: "data", isFolder: true, bytes: 0 });
  for await (const file of baseBackup(home)) {
    yield* entryOf(file);
    if (file.kind === "file") onBytes?.(file.bytes);
  }
  yield tarEnd;
}

function entryOf(copied: CopiedFile): Iterable<Buffer> {
  const path = `data/${copied.path}`;
  if (copied.kind === "folder") return tarEntry({ path, isFolder: true, bytes: 0 });
  if (copied.kind === "text") return textEntry(path, copied.text);
  return tarEntry({ path, isFolder: false, bytes: copied.bytes }, contentOf(copied.file, copied.bytes));
}

function textEntry(path: string, text: string): Iterable<Buffer> {
  const content = Buffer.from(text);
  return tarEntry({ path, isFolder: false, bytes: content.length }, [content]);
}

const PIECE = 1024 * 1024;

/** Exactly so many bytes, whatever the server does to the file meanwhile: the log has what is missing or too much. */
function* contentOf(file: string, bytes: number): Generator<Buffer> {
  const descriptor = openIfThere(file);
  try {
    for (let left = bytes; left > 0; ) {
      const piece = Buffer.allocUnsafe(Math.min(left, PIECE));
      const length = descriptor === undefined ? 0 : readSync(descriptor, piece);
      if (length === 0) piece.fill(0);
      yield length === 0 ? piece : piece.subarray(0, length);
      left -= length || piece.length;
    }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Thousands of small pieces would each take their own way through the compressor's thread. */
async function* inLargePieces(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  yield Buffer.concat(waiting);
}

/** Unpacks what `packPostgres` packed into an empty folder; it starts as a server of its own, with the same password. */
export async function unpackPostgres({ from, to }: { from: Readable; to: string }): Promise<void> {
  const { folder } = prepareHome(to);
  const unpacked = from.pipe(createZstdDecompress({ chunkSize: PIECE }));
  from.once("error", (error) => unpacked.destroy(error));
  try {
    for await (const { path, isFolder, content } of readTar(unpacked)) {
      const target = join(folder, normalize(`/${path}`));
      if (isFolder) mkdirSync(target, { mode: 0o700 });
      else await write(target, content);
      if (path !== "password") handOver(target);
    }
  } finally {
    from.destroy();
    unpacked.destroy();
  }
}

async function write(target: string, content: AsyncIterable<Buffer>): Promise<void> {
  const descriptor = openSync(target, "wx", 0o600);
  let length = 0;
  let written = 0;
  try {
    for await (const piece of content) {
      length += piece.length;
      if (isZero(piece)) continue;
      writeAt(descriptor, piece, length - piece.length);
      written = length;
    }
    if (written < length) ftruncateSync(descriptor, length);
  } finally {
    closeSync(descriptor);
  }
}

const zeros = Buffer.alloc(PIECE);

/** The log is cut in large files that are mostly empty: what is not written reads as zeros, and takes no time. */
const isZero = (piece: Buffer): boolean => piece.equals(zeros.subarray(0, piece.length));

function writeAt(descriptor: number, piece: Buffer, position: number): void {
  for (let done = 0; done < piece.length; ) {
    done += writeSync(descriptor, piece, done, piece.length - done, position + done);
  }
}
