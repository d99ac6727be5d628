/**
 * The program: what one environment of the registry platform is.
 * Belongs here: reading config into settings, and building with components. Every environment, a developer's, staging or
 * production, is this program with another config; what differs between the kinds is in components/kinds.ts. Outputs have
 * the shape that contract/ gives them.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  Bucket,
  Database,
  Edge,
  Environment,
  EventType,
  Recorder,
  Secret,
  Service,
  SigningKey,
  Trigger,
} from "../components";
import { type EnvironmentOutputs, events } from "../contract";
import { whoPullsWhat } from "./queries";
import { demandSecretsProvider } from "./secrets-provider";
import { readSettings } from "./settings";

const { environment: args, images, secretVersions, readers } = readSettings();
demandSecretsProvider(args.kind);

const environment = new Environment("environment", args);

const catalog = new Database("catalog", {
  environment,
  images: { psql: images.psql, proxy: images.sqlProxy },
  migrations: { image: images.iam, args: ["migrate"] },
});
const layers = new Bucket("layers", { environment });
const signing = new SigningKey("signing", { environment });
const signIn = new Secret("sign-in", {
  environment,
  addedByHand: {
    what: "the client secret that the identity provider gave out for signing in",
    version: secretVersions.signIn,
  },
});

const imagePushed = new EventType("image-pushed", { environment, declaration: events.imagePushed });
const imagePulled = new EventType("image-pulled", { environment, declaration: events.imagePulled });
const policyChanged = new EventType("policy-changed", { environment, declaration: events.policyChanged });

// iam and audit call each other, so one of them is named before it is built.
const later = Service.later("audit", environment);
const iam = new Service("iam", {
  environment,
  image: images.iam,
  can: [later.call(), catalog.connect("owner"), policyChanged.publish()],
});
new Service(later, { environment, image: images.audit, can: [iam.call()] });

const tokens = new Service("tokens", {
  environment,
  image: images.tokens,
  can: [iam.call(), signing.sign(), signIn.read()],
});

const registry = new Service("registry", {
  environment,
  image: images.registry,
  exposure: "edge",
  variables: { PUBLIC_HOST: environment.host("registry") },
  can: [iam.call(), tokens.call(), catalog.connect("readonly"), layers.read(), signing.verify(), imagePulled.publish()],
});

const push = new Service("push", {
  environment,
  image: images.push,
  exposure: "edge",
  protocol: "h2c", // over HTTP/1 no body is larger than 32 MiB
  concurrency: 16, // each holds two parts of what it receives
  timeout: "60m",
  variables: { PUBLIC_HOST: environment.host("push"), TOKENS_HOST: environment.host("registry") },
  can: [catalog.connect("readwrite"), layers.write(), signing.verify(), imagePushed.publish()],
});

const edge = new Edge("edge", {
  environment,
  routes: { [environment.host("registry")]: registry, [environment.host("push")]: push },
});

const notifier = new Service("notifier", { environment, image: images.notifier });
new Trigger("notify-pushed", { environment, on: imagePushed, to: notifier });
new Trigger("notify-policy", { environment, on: policyChanged, to: notifier });

const recorder = new Recorder("events", {
  environment,
  records: [imagePushed, imagePulled, policyChanged],
  readers,
  views: { "who-pulls-what": whoPullsWhat },
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
  events: { dataset: recorder.dataset, views: { ...recorder.views } },
  publicKeys: pulumi.all({ signing: signing.publicKeys }),
  callers: {},
  todo: signIn.todo ? [signIn.todo] : [],
};

export = outputs;
