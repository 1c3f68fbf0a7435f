export { PitstopError } from "./pitstop-error.ts";
export { errorJson, errorText, type PrintedError } from "./printed-error.ts";
