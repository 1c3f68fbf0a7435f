/** What the API's document says of the API itself, for whoever reads it or generates a client from it. */
export const about = {
  title: "Pitstop",
  contact: { name: "The people who run this server" },
  license: { name: "MIT", identifier: "MIT" },
  client: "@app/api/client",
};
