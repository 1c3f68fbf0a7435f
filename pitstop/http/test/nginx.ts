import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@pitstop/postgres";
import { onTestFinished } from "vitest";
import { isRefused, until } from "./index.ts";

/** Whether this machine has nginx. */
export function hasNginx(): boolean {
  try {
    execFileSync(NGINX, ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const NGINX = "/usr/sbin/nginx";

/** Starts nginx before servers on these ports, with connections that it keeps; gives its own port. */
export async function startNginx(ports: readonly number[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-nginx-"));
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const servers = ports.map((each) => `server 127.0.0.1:${each} max_fails=0;`);
  const configuration = `
    daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 512; }
    http {
      access_log off; ${temporary.join(" ")} large_client_header_buffers 4 16k;
      upstream servers { ${servers.join(" ")} keepalive 32; }
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://servers; proxy_http_version 1.1; proxy_set_header Connection ""; }
      }
    }`;
  writeFileSync(join(folder, "nginx.conf"), configuration);
  const nginx = spawn(NGINX, ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  onTestFinished(async () => {
    nginx.kill();
    await new Promise((resolve) => nginx.once("exit", resolve));
    rmSync(folder, { recursive: true });
  });
  await until(async () => !(await isRefused(port)));
  return port;
}
