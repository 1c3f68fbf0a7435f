import { rule } from "../rule.ts";

/** The server moves the value of a former name to where it belongs now: nothing that clients send is lost. */
export default rule({
  id: "input-renamed",
  on: "property-retired",
  side: "input",
  level: ({ renamedTo }) => (renamedTo === undefined ? undefined : "safe"),
  message: ({ renamedTo }, { place }) =>
    `${place} is called \`${renamedTo}\` now; what clients send in it is still accepted, and kept there.`,
});
