/** The cars that the scoped server reaches: those of one category, which has an index. */
export const SCOPE = { categoryId: 7 };
