import { loadModule } from "libpg-query";

/**
 * Loads PostgreSQL's parser, which is WebAssembly. Once it is loaded, linting is synchronous: call this before the
 * first `lint`.
 */
export const loadParser = (): Promise<void> => loadModule();
