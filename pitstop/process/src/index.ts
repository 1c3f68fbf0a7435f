export { commandOf } from "./command.ts";
export { endProcess } from "./end-process.ts";
export { isAlive, isRunning, ownIdentity, processIdentity } from "./identity.ts";
export { isNodeSupported, runOnSupportedNode } from "./node-version.ts";
export { outliveReader } from "./outlive-reader.ts";
export { usageMessage } from "./usage-message.ts";
