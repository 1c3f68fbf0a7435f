// The recipes, as the generator renders them: the linter renders them too, and needs no MikroORM for it.
export * from "@pitstop/lint/recipes";
