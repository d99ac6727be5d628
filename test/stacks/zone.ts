/** An edge whose hosts are in a zone of Cloud DNS that somebody else has made. */
import { Edge, Environment, Service } from "../../components";
import { production } from "../support/declare";
import { image } from "./shared-network";

export const zone = { project: production.project, name: "example-dev", dnsName: "example.dev.", visibility: "public" };

export function inZone(): void {
  const environment = new Environment("environment", {
    ...production,
    regions: ["europe-west1"],
    deletionProtection: "off",
  });
  const registry = new Service("registry", { environment, image, exposure: "edge" });
  new Edge("edge", {
    environment,
    routes: { [environment.host("registry")]: registry, [environment.host("images")]: registry },
    cloudDnsZone: zone.name,
  });
}
