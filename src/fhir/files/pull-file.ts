/** A file of a pull and the values in it: whole JSON files hold one. */
export interface PullFile {
  name: string;
  values: unknown[];
}
