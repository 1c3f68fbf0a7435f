/** A migration as a value: its name, and the text of its file. */
export interface MigrationText {
  /** `Migration20261101000000_initial`. */
  readonly name: string;
  /** Where it stands, as a person would open it. */
  readonly path: string;
  readonly text: string;
}
