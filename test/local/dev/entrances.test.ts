import assert from "node:assert/strict";
import { Edge, Environment, type EnvironmentArgs, Service } from "../../../components";
import type { EnvironmentOutputs } from "../../../contract";
import { nameInCloud } from "../../../local/dev/entrances";
import { developer, production } from "../../support/declare";
import { TestStack } from "../../support/stack";

const image = `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}`;

/** Host → what the service that answers there is called in the cloud. */
async function namesIn(name: "prod" | "dev-ada", args: EnvironmentArgs, routing: "native" | "regional") {
  const stack = new TestStack(name);
  let edge: EnvironmentOutputs["edge"] | undefined;
  stack.program = () => {
    const environment = new Environment("environment", args);
    const make = (service: string, more: { routing?: "native" | "regional"; formerName?: string }) =>
      new Service(service, { environment, image, exposure: "edge", ...more });
    const routes = {
      [environment.host("registry")]: make("registry", { routing }),
      [environment.host("push")]: make("push", { formerName: "upload" }),
      [environment.host("keys")]: make("keys", {}),
    };
    new Edge("edge", { environment, routes }).endpoints.apply((known) => {
      edge = known;
    });
    return {};
  };
  const { errors } = await stack.up();
  assert.equal(errors, "");
  if (edge === undefined) throw new Error("the edge told nothing");
  const { world } = stack.cloud;
  const outputs = { edge };
  return Object.entries(edge.hosts).map(([host, { service }]) => [
    host.split(".")[0],
    nameInCloud({ world, outputs }, host, service),
  ]);
}

describe("the service that answers for a host", () => {
  it("behind a load balancer: is found under its name in the cloud, in several regions at once and renamed too", async () => {
    assert.deepEqual(await namesIn("prod", production, "native"), [
      ["registry", "registry-global"],
      ["push", "upload"],
      ["keys", "keys"],
    ]);
  });

  it("at its own address: is found under its name in the cloud, renamed too", async () => {
    assert.deepEqual(await namesIn("dev-ada", developer, "regional"), [
      ["registry", "registry"],
      ["push", "upload"],
      ["keys", "keys"],
    ]);
  });
});
