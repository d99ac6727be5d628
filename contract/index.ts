/**
 * What the program and the applications share: region data and the shape of a stack's outputs.
 * Belongs here: facts and schemas that both sides must agree on. Nothing here imports Pulumi, and nothing here computes
 * anything about a deployment.
 */
export { type EnvironmentOutputs, environmentOutputs, parseOutputs } from "./outputs";
export { isRegion, nearest, type Region, regions } from "./regions";
