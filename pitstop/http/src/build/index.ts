export { type ArtifactOptions, artifact } from "./artifact.ts";
export type { BuiltDatabase } from "./with-migrations.ts";
export { withPages } from "./with-pages.ts";
