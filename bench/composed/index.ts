/**
 * The fleet of production with components, without the data and events around it: what `../flat` writes by hand. Reads
 * the config of production as it stands.
 */
import * as pulumi from "@pulumi/pulumi";
import { Edge, Environment, type EnvironmentArgs, Service } from "../../components";

const config = new pulumi.Config("flotilla");
const images = config.requireObject<Record<string, string>>("images");
const image = (name: string) => images[name] as string;

const environment = new Environment("environment", {
  kind: "production",
  project: config.require("project"),
  projectNumber: config.require("projectNumber"),
  home: config.require("home"),
  regions: config.requireObject("regions"),
  domain: config.require("domain"),
  cloudflareZone: config.require("cloudflareZone"),
  cloudflareAccount: config.require("cloudflareAccount"),
} as EnvironmentArgs);

const tokens = new Service("tokens", { environment, image: image("tokens") });
const later = Service.later("audit", environment);
const iam = new Service("iam", { environment, image: image("iam"), can: [later.call()] });
new Service(later, { environment, image: image("audit"), can: [iam.call()] });
const registry = new Service("registry", {
  environment,
  image: image("registry"),
  exposure: "edge",
  variables: { PUBLIC_HOST: environment.host("registry") },
  can: [iam.call(), tokens.call()],
});
new Edge("edge", { environment, routes: { [environment.host("registry")]: registry } });
