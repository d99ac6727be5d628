/**
 * The program: what one environment of the registry platform is.
 * Belongs here: reading config into settings, and building with components. Every environment, a developer's, staging or
 * production, is this program with another config; what differs between the kinds is in components/kinds.ts. Outputs have
 * the shape that contract/ gives them.
 */
import type * as pulumi from "@pulumi/pulumi";
import { Edge, Environment, Service } from "../components";
import type { EnvironmentOutputs } from "../contract";
import { demandSecretsProvider } from "./secrets-provider";
import { readSettings } from "./settings";

const { environment: args, images } = readSettings();
demandSecretsProvider(args.kind);

const environment = new Environment("environment", args);

const tokens = new Service("tokens", { environment, image: images.tokens });

// iam and audit call each other, so one of them is named before it is built.
const later = Service.later("audit", environment);
const iam = new Service("iam", { environment, image: images.iam, can: [later.call()] });
new Service(later, { environment, image: images.audit, can: [iam.call()] });

const registry = new Service("registry", {
  environment,
  image: images.registry,
  exposure: "edge",
  variables: { PUBLIC_HOST: environment.host("registry") },
  can: [iam.call(), tokens.call()],
});

const edge = new Edge("edge", { environment, routes: { [environment.host("registry")]: registry } });

const outputs: { [K in keyof EnvironmentOutputs]: pulumi.Input<EnvironmentOutputs[K]> } = {
  version: 1,
  environment: {
    kind: environment.kind,
    project: environment.project,
    home: environment.home,
    regions: [...environment.regions],
  },
  edge: edge.endpoints,
};

export = outputs;
