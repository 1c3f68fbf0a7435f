import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** How long a hold waits for requests under way, in milliseconds. */
const GRACE = 10_000;

/**
 * A port whose connections go to whichever server is the present one. So a server is replaced without a request that
 * fails: those under way end where they began, new ones begin at the new server. While it is held, new ones wait.
 */
export class Gate {
  readonly #server: Server;
  /** The connections under way, with the port that each leads to. */
  readonly #under = new Map<Socket, number>();
  readonly #waiting: Socket[] = [];
  #target: number | undefined;
  #isHeld: boolean;

  private constructor() {
    this.#isHeld = false;
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      socket.on("error", () => socket.destroy());
      if (this.#isHeld || this.#target === undefined) this.#waiting.push(socket);
      else this.#lead(socket, this.#target);
    });
  }

  static async open(port: number): Promise<Gate> {
    const gate = new Gate();
    await new Promise<void>((resolve, reject) =>
      gate.#server.once("error", reject).listen(port, "127.0.0.1", resolve),
    );
    return gate;
  }

  /** From now on, new connections go to this port. */
  leadTo(port: number): void {
    this.#target = port;
    this.#letIn();
  }

  /** Lets new connections wait, and waits for those under way. */
  async hold(): Promise<void> {
    this.#isHeld = true;
    await this.#until(() => this.#under.size === 0);
  }

  /** Settled when no connection leads to this port any more: then its server may go. */
  async emptied(port: number): Promise<void> {
    await this.#until(() => ![...this.#under.values()].includes(port));
  }

  release(): void {
    this.#isHeld = false;
    this.#letIn();
  }

  close(): void {
    this.#server.close();
    for (const socket of [...this.#under.keys(), ...this.#waiting]) socket.destroy();
  }

  async #until(condition: () => boolean): Promise<void> {
    const deadline = AbortSignal.timeout(GRACE);
    while (!(condition() || deadline.aborted)) await pause(10);
  }

  #letIn(): void {
    const target = this.#target;
    if (this.#isHeld || target === undefined) return;
    for (const socket of this.#waiting.splice(0)) this.#lead(socket, target);
  }

  #lead(socket: Socket, port: number): void {
    const upstream = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    this.#under.set(socket, port);
    socket.once("close", () => {
      this.#under.delete(socket);
      upstream.destroy();
    });
    upstream.on("error", () => socket.destroy());
    upstream.once("close", () => socket.destroySoon());
    socket.pipe(upstream);
    upstream.pipe(socket);
    socket.resume();
  }
}
