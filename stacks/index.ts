/**
 * The program: what one environment of the registry platform is.
 * Belongs here: reading config into settings, and building with components. Every environment, a developer's, staging or
 * production, is this program with another config; what differs between the kinds is in components/kinds.ts. Outputs have
 * the shape that contract/ gives them.
 */
import * as pulumi from "@pulumi/pulumi";
import { Bucket, Database, Edge, Environment, Secret, Service, SigningKey } from "../components";
import type { EnvironmentOutputs } from "../contract";
import { demandSecretsProvider } from "./secrets-provider";
import { readSettings } from "./settings";

const { environment: args, images, secretVersions } = readSettings();
demandSecretsProvider(args.kind);

const environment = new Environment("environment", args);

const catalog = new Database("catalog", {
  environment,
  images: { psql: images.psql, proxy: images.sqlProxy },
  migrations: { image: images.iam, args: ["migrate"] },
});
const layers = new Bucket("layers", { environment });
const signing = new SigningKey("signing", { environment });
const uploads = new Secret("uploads", { environment, generated: {} });
const signIn = new Secret("sign-in", {
  environment,
  addedByHand: {
    what: "the client secret that the identity provider gave out for signing in",
    version: secretVersions.signIn,
  },
});

const tokens = new Service("tokens", { environment, image: images.tokens, can: [signing.sign(), signIn.read()] });

// iam and audit call each other, so one of them is named before it is built.
const later = Service.later("audit", environment);
const iam = new Service("iam", { environment, image: images.iam, can: [later.call(), catalog.connect("owner")] });
new Service(later, { environment, image: images.audit, can: [iam.call()] });

const registry = new Service("registry", {
  environment,
  image: images.registry,
  exposure: "edge",
  variables: { PUBLIC_HOST: environment.host("registry") },
  can: [iam.call(), tokens.call(), catalog.connect("readonly"), layers.read(), signing.verify()],
});

const push = new Service("push", {
  environment,
  image: images.push,
  exposure: "edge",
  can: [iam.call(), layers.write(), signing.verify(), uploads.read()],
});

const edge = new Edge("edge", {
  environment,
  routes: { [environment.host("registry")]: registry, [environment.host("push")]: push },
});

const outputs: { [K in keyof EnvironmentOutputs]: pulumi.Input<EnvironmentOutputs[K]> } = {
  version: 1,
  environment: {
    kind: environment.kind,
    project: environment.project,
    home: environment.home,
    regions: [...environment.regions],
  },
  edge: edge.endpoints,
  publicKeys: pulumi.all({ signing: signing.publicKeys }),
  todo: signIn.todo ? [signIn.todo] : [],
};

export = outputs;
