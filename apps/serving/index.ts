/**
 * What every application needs to be a good server on Cloud Run: listening and stopping, logs and traces, errors, calls.
 * Belongs here: what all applications do alike. What one of them answers, and to whom, is its own.
 */
export { type CallerOptions, caller } from "./caller";
export { identityOf } from "./identity";
export { log, logTracesOf } from "./log";
export { Refused } from "./refused";
export { headerOf, type Routes, routes } from "./routes";
export { type Serving, type ServingOptions, serve } from "./serve";
export { start } from "./start";
export { type Place, place } from "./where";
