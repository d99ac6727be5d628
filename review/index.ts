/**
 * What a reviewer sees of a deployment: what it costs in a month in which nobody does anything, who from outside may do what
 * in it, and what whoever deploys it must be granted.
 * What belongs here: reading a state, an export or a preview, and pure functions from its resources to figures; prices are
 * data, each with its source and date. Nothing here talks to a cloud, an engine or a person, and nothing imports Pulumi.
 */
export { type CallerChange, type CallerRights, callerChanges, callersOf } from "./callers";
export { type Cost, type CostLine, type FreeType, idleCost, type Unpriced } from "./cost";
export { type Deployment, deploymentOf, type RawResource, type Resource } from "./deployment";
export { isClosing, NotADeployment, readDeployment, readResources } from "./read";
export { type NeededRights, type NeededRole, type NeededRoles, neededRoles } from "./roles";
