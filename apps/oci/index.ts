/**
 * What `registry`, `push` and `tokens` must agree on: names, digests, tokens and where bytes are kept.
 * Belongs here: the OCI distribution specification's forms, and this registry's own layout of its bucket.
 */
export { type Access, type Action, actions, parseScope, scopeText } from "./access";
export { type LayersGiven, layersClient } from "./layers";
export { digestOf, isDigest, nameOf, type Reference, referenceOf, tagOf } from "./names";
export { type Bearer, type Verifier, verifier } from "./token";
