import type { MikroORM } from "@mikro-orm/postgresql";
import type { ClientUses, ServedApi } from "@pitstop/trpc";
import type { SecuritySchemes } from "@pitstop/trpc/rest";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import type { Authenticate } from "./authentication.ts";

/** How the database of an application is opened and asked. */
export interface ServedDatabase {
  open: (options: OpenOptions) => Promise<MikroORM>;
  /** The names of migrations that this version of the code has and the database has not seen. */
  pendingMigrations: (orm: MikroORM) => Promise<string[]>;
  /** Writes down which client builds used what is to go. */
  addClientUse: (orm: MikroORM, uses: ReturnType<ClientUses["take"]>) => Promise<void>;
}

export interface OpenOptions {
  url: string;
  /** The servers of which one is the primary, as `host:port`; that of the address unless given. */
  hosts?: readonly string[] | undefined;
  /** The most connections that this process holds. */
  poolSize: number;
  /** The longest that one statement may take, in milliseconds. */
  statementTimeout: number;
  /** Whether a pooler is between that takes no settings of connections. */
  isPooled?: boolean;
}

/** What a plugin of an application's own is given beside the server. */
export interface PluginOptions {
  orm: MikroORM;
  /** The roles that the access rules state. */
  roles: readonly string[];
}

/** An application, as its `main.ts` states it. */
export interface Application {
  /** Its name, on the API page and in the OpenAPI document. */
  title: string;
  /** The color of the API page, as `#3b49c4`; defaults to that of the pages without a theme. */
  color?: string;
  api: ServedApi;
  database: ServedDatabase;
  /** Tells who sends a request to the API: `ctx.user` of its procedures. */
  authenticate?: Authenticate;
  /** The credentials that `authenticate` takes, for the OpenAPI document; a bearer token if omitted. */
  securitySchemes?: SecuritySchemes;
  /**
   * Fastify plugins of its own, registered in front of the API with the database as option: REST routes, hooks. What a
   * plugin adds holds for its own routes; wrapped by `fastify-plugin`, it holds for the whole server.
   */
  plugins?: readonly FastifyPluginAsync<PluginOptions>[];
  /** Called when everything is set up, before the server takes its first request. */
  beforeListening?: (server: FastifyInstance, orm: MikroORM) => Promise<void> | void;
  /** Called at the end, when the last request is answered and the database is still open. */
  onClose?: (orm: MikroORM) => Promise<void> | void;
}
