/**
 * Serves a cloud to the real engine, over Pulumi's provider protocol.
 * What belongs here: translating calls and values, refusing ids that the cloud did not make, and the folder and environment
 * that the real engine is given with it.
 * What does not: what a cloud answers (`cloud/`), and anything of our own engine but how values look on the wire.
 */
export { type ServedFolder, servedFolder } from "./folder";
export { type ServedCloud, serveCloud } from "./server";
export { type ServedStack, serveStack } from "./stack";
