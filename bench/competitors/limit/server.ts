// What can be had at best on this machine with Node: `http` and `pg`, one named prepared statement per request, one
// hand-written mapping, no validation, no framework.
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";

/** In the text, not a parameter: PostgreSQL would plan the statement anew on every call. */
const PAGE_SIZE = 20;

const COLUMNS = `t.id, t.name, t.color, t.created_at, t.updated_at, t.version,
  c.id as category_id, c.name as category_name`;
const LIST = `select ${COLUMNS} from cars t left join categories c on c.id = t.category_id
  where t.id > $1 order by t.id limit ${PAGE_SIZE + 1}`;
const BY_ID = `select ${COLUMNS} from cars t left join categories c on c.id = t.category_id where t.id = $1`;
const CREATE = `with t as (
    insert into cars (name, color, category_id) values ($1, $2, $3)
    returning id, name, color, created_at, updated_at, version, category_id
  ) select ${COLUMNS} from t left join categories c on c.id = t.category_id`;

interface Row {
  id: string;
  name: string;
  color: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
  category_id: string | null;
  category_name: string | null;
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const carOf = (row: Row) => ({
  id: Number(row.id),
  name: row.name,
  color: row.color,
  category: row.category_id === null ? null : { id: Number(row.category_id), name: row.category_name },
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
});

async function list(after: number) {
  const { rows } = await pool.query<Row>({ name: "list", text: LIST, values: [after] });
  const items = rows.slice(0, PAGE_SIZE).map(carOf);
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}

async function byId(id: number) {
  const { rows } = await pool.query<Row>({ name: "byId", text: BY_ID, values: [id] });
  return rows[0] && carOf(rows[0]);
}

async function create(request: IncomingMessage) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const { name, color, categoryId } = JSON.parse(body);
  const { rows } = await pool.query<Row>({ name: "create", text: CREATE, values: [name, color, categoryId] });
  return rows[0] && carOf(rows[0]);
}

async function answer(request: IncomingMessage): Promise<unknown> {
  if (request.method === "POST") return create(request);
  const url = request.url ?? "";
  return url.startsWith("/cars/") ? byId(Number(url.slice("/cars/".length))) : list(0);
}

createServer((request, response) => {
  answer(request).then(
    (value) => {
      const text = JSON.stringify(value);
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.end(text);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
}).listen(Number(process.env.PORT), "127.0.0.1");
