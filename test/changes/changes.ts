/** The changes of a platform's days, each from a fleet that stands to another. */
import { digestOf, type Fleet } from "./fleet";

export interface Change {
  title: string;
  /** What the fleet was, one after the other; the last is what is changed. @default a fleet with nothing said */
  from?: readonly Fleet[];
  to: Fleet;
  /** Resources to be made anew although nothing about them has changed, as `up --replace` takes them. */
  replace?: readonly string[];
  /**
   * What is refused on the way, for as long as it takes to make a grant: a caller does not wait for a grant to call, since
   * two services may call each other. Nothing else may be.
   */
  refusedMeanwhile?: RegExp;
  /** Whether operations are tried in several orders as well: where much is made and taken away at once. */
  inAnyOrder?: boolean;
}

const three = ["europe-west1", "us-east4", "asia-northeast1"] as const;
const two = ["europe-west1", "us-east4"] as const;
const image = digestOf("b");

const tried: Fleet = { environment: { regions: three, servingRegions: two } };
const drained: Fleet = { environment: { servingRegions: ["europe-west1"] } };
const retired: Fleet = { environment: { regions: ["europe-west1"], retiredRegions: ["us-east4"] } };

/** One that is called, one that answers at the edge, and one that is pushed to; what the second calls is in one region. */
const oneIam = { regions: ["europe-west1"] } as const;
const regional: Fleet = { iam: oneIam, registry: { routing: "regional" }, notifier: { routing: "regional" } };
const native: Fleet = { iam: oneIam, registry: { routing: "native" }, notifier: { routing: "native" } };
const nativeIam: Fleet = { iam: { routing: "native" } };
const nativeDrained: Fleet = { ...native, environment: { servingRegions: ["europe-west1"] } };
const nativeTried: Fleet = { ...native, environment: { regions: three, servingRegions: two } };
const goingHost: Fleet = { edge: { retiredHosts: ["push.example.dev"] } };

/** A host of which nothing answers the rest, so that the load balancer does. */
const pathsAlone: Fleet["routes"] = { registry: "registry", "push/v2/*": "push" };
const pageFor404 = (page: string): Fleet => ({
  routes: pathsAlone,
  edge: { errorPages: { "push.example.dev": { "404": `test/components/error-pages/${page}.html` } } },
});
const withPathsAlone: Fleet = { routes: pathsAlone };
const withPages = pageFor404("not-found");
const withOtherPage = pageFor404("unavailable");

const v41: Fleet = { registry: { release: "v41" } };
const canary: Fleet = { registry: { release: "v42", image, traffic: { v41: 90, v42: 10 } } };
const half: Fleet = { registry: { release: "v42", image, traffic: { v41: 50, v42: 50 } } };
const v42: Fleet = { registry: { release: "v42", image } };

export const changes: readonly Change[] = [
  { title: "add a region", to: { environment: { regions: three } }, inAnyOrder: true },
  { title: "add a region that is not to serve yet", to: tried, inAnyOrder: true },
  { title: "let a new region serve", from: [tried], to: { environment: { regions: three } } },
  { title: "drain a region", to: drained },
  { title: "undrain a region", from: [drained], to: {} },
  { title: "drain the home region", to: { environment: { servingRegions: ["us-east4"] } } },
  { title: "remove a region that is drained", from: [drained], to: retired, inAnyOrder: true },
  { title: "remove a region that serves", to: retired, inAnyOrder: true },
  { title: "bring a retired region back", from: [retired], to: {}, inAnyOrder: true },
  {
    title: "move from one region to another",
    to: { environment: { regions: ["europe-west1", "asia-northeast1"], retiredRegions: ["us-east4"] } },
    inAnyOrder: true,
  },
  { title: "name the regions in another order", to: { environment: { regions: ["us-east4", "europe-west1"] } } },

  { title: "have Cloud Run bring a service that is called to its regions", to: nativeIam, inAnyOrder: true },
  {
    title: "bring a service that is called to each region again",
    from: [nativeIam],
    to: { iam: { routing: "regional" } },
    inAnyOrder: true,
  },
  {
    title: "have Cloud Run bring a service at the edge, and one that is pushed to, to their regions",
    from: [{ iam: oneIam }],
    to: native,
    inAnyOrder: true,
  },
  {
    title: "bring a service at the edge, and one that is pushed to, to each region again",
    from: [native],
    to: regional,
    inAnyOrder: true,
  },
  {
    title: "add a region to native services",
    from: [native],
    to: { ...native, environment: { regions: three } },
    inAnyOrder: true,
  },
  {
    title: "let a new region of native services serve",
    from: [nativeTried],
    to: { ...native, environment: { regions: three } },
  },
  { title: "drain a region of native services", from: [native], to: nativeDrained },
  {
    title: "remove a region of native services that is drained",
    from: [native, nativeDrained],
    to: { ...native, environment: { regions: ["europe-west1", "asia-northeast1"], retiredRegions: ["us-east4"] } },
    inAnyOrder: true,
  },
  {
    title: "swap the image of a native service",
    from: [native],
    to: { ...native, registry: { routing: "native", image } },
  },

  { title: "swap the image of an edge service", to: { registry: { image } } },
  { title: "swap the image of a service that is called", to: { iam: { image } } },
  { title: "name a release", to: v41 },
  { title: "begin a canary", from: [v41], to: canary },
  { title: "widen a canary", from: [v41, canary], to: half },
  { title: "end a canary well", from: [v41, canary], to: v42 },
  {
    title: "break a canary off",
    from: [v41, canary],
    to: { registry: { release: "v42", image, traffic: { v41: 100 } } },
  },
  {
    title: "roll back what all had",
    from: [v41, v42],
    to: { registry: { release: "v42", image, traffic: { v41: 100 } } },
  },
  { title: "set a variable", to: { registry: { variables: { LOG_LEVEL: "debug" } } } },
  { title: "allow more instances", to: { registry: { scaling: { min: 2, max: 200 } } } },
  { title: "try an image in one region", to: { registry: { perRegion: { "us-east4": { image } } } } },
  { title: "let a service reach the internet", to: { iam: { egress: "internet" } } },
  { title: "give a service a folder of a bucket", to: { mounts: true } },
  { title: "take a service's folder away", from: [{ mounts: true }], to: {} },
  { title: "give a service the socket of a database", to: { socket: true } },
  { title: "have a service connect without a socket again", from: [{ socket: true }], to: {} },
  { title: "give more memory", to: { iam: { memory: "1Gi" } } },
  { title: "raise the budget of instances", to: { environment: { instanceBudget: 1023 } } },

  { title: "rename a service", to: { iamName: "access", iam: { formerName: "iam" } } },
  {
    title: "rename a service without its former name",
    to: { iamName: "access" },
    refusedMeanwhile: /no service has the address access-|may not invoke \S+\/services\/access;/,
    inAnyOrder: true,
  },
  { title: "move services to other files", to: { otherwiseOrdered: true } },

  {
    title: "add a host",
    to: { routes: { registry: "registry", push: "push", images: "registry" } },
    inAnyOrder: true,
  },
  { title: "move a host to another service", to: { routes: { registry: "push", push: "push" } }, inAnyOrder: true },
  {
    title: "send a path of a host to another service",
    to: { routes: { registry: "registry", "registry/upload/*": "push", push: "push" } },
  },
  { title: "retire a host", to: goingHost },
  {
    title: "remove a host that is retired",
    from: [goingHost],
    to: { routes: { registry: "registry" } },
    inAnyOrder: true,
  },
  { title: "remove a host", to: { routes: { registry: "registry" } }, inAnyOrder: true },
  { title: "slow down who asks too often", to: { edge: { firewall: { rateLimits: [{ requests: 600, per: "1m" }] } } } },
  { title: "log other requests", to: { edge: { requestLogs: 0.5 } } },
  { title: "switch error pages on", from: [withPathsAlone], to: withPages, inAnyOrder: true },
  { title: "change an error page", from: [withPathsAlone, withPages], to: withOtherPage, inAnyOrder: true },
  { title: "switch error pages off", from: [withPathsAlone, withPages], to: withPathsAlone, inAnyOrder: true },
  {
    title: "rotate a certificate",
    to: {},
    replace: ["**certificatemanager/certificate:Certificate::edge-registry-example-dev"],
    inAnyOrder: true,
  },

  {
    title: "let one service more be called",
    to: { pushCalls: ["notifier"] },
    refusedMeanwhile: /run-push@\S+ may not invoke \S+\/services\/notifier;/,
  },
  { title: "take a grant away", from: [{ pushCalls: ["notifier"] }], to: {}, inAnyOrder: true },
  { title: "rotate a secret", to: { salt: "second" } },
  { title: "change the tier of a database", to: { database: { size: { cpu: 1, memory: "3840Mi" } } } },
  { title: "run a job at another time", to: { schedule: "0 4 * * *" } },
  { title: "swap the image of a job", to: { nightly: { image } } },
  { title: "protect from deletion", to: { environment: { deletionProtection: "on" } } },
];
