/** Where nothing is asked of the database: the snapshot says what the migrations so far make. */
export const NO_DATABASE = "postgresql://127.0.0.1:1/none";
