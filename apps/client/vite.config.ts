import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const apiUrl = process.env.API_URL ?? "http://127.0.0.1:3001";
const ofTheServer = ["/trpc", "/healthz", "/readyz", "/api", "/docs", "/openapi.json", "/contract"];

export default defineConfig({
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    port: Number(process.env.PORT ?? 3000),
    strictPort: true,
    proxy: Object.fromEntries(ofTheServer.map((path) => [path, apiUrl])),
  },
});
