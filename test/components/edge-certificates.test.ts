/** What becomes of an edge's certificates when they are made anew, on the local engine and cloud. */
import assert from "node:assert/strict";
import { Edge, Environment, Service } from "../../components";
import { type Issue, untilIssued } from "../../components/edge/issued";
import { production } from "../support/declare";
import { TestStack } from "../support/stack";

const types = {
  certificate: "gcp:certificatemanager/certificate:Certificate",
  entry: "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  record: "cloudflare:index/dnsRecord:DnsRecord",
};

const image = `europe-docker.pkg.dev/example/images/app@sha256:${"a".repeat(64)}`;

function program(): void {
  const environment = new Environment("environment", production);
  const registry = new Service("registry", { environment, image, exposure: "edge" });
  new Edge("edge", { environment, routes: { "registry.example.dev": registry } });
}

describe("a certificate that is made anew", () => {
  it("is waited for: the former one serves on until the new one is issued", async () => {
    const stack = new TestStack("prod");
    stack.program = async () => program();
    assert.equal((await stack.up()).errors, "");
    const { world } = stack.cloud;
    const [former] = world.ofType(types.certificate);
    const proof = world.ofType(types.record).find(({ inputs }) => inputs.type === "CNAME");
    assert.ok(former && proof);
    const named = () => JSON.stringify(world.ofType(types.entry)[0]?.inputs.certificates);
    world.remove(proof); // and until it is back, Google issues none
    stack.replace = [`**${types.certificate.slice(4)}::edge-registry-example-dev`];
    const running = stack.up();
    while (world.ofType(types.certificate).length < 2) await new Promise((done) => setTimeout(done, 10));
    await new Promise((done) => setTimeout(done, 500));
    assert.match(named(), new RegExp(former.id));
    world.put(proof);
    assert.equal((await running).errors, "");
    assert.doesNotMatch(named(), new RegExp(former.id));
    assert.equal(world.ofType(types.certificate).length, 1);
  });
});

describe("the wait for a certificate", () => {
  const certificate = (state: string): Issue => ({
    name: "projects/p/locations/global/certificates/new",
    manageds: [
      {
        state,
        authorizationAttemptInfos:
          state === "ACTIVE" ? [] : [{ domain: "registry.example.dev", failureReason: "CONFIG", details: "" }],
      },
    ],
  });

  /** The states that are told, one after the other, and then the last for ever. */
  async function waitFor(ids: readonly string[], ...states: (string | undefined)[]): Promise<number[]> {
    const slept: number[] = [];
    const lookUp = async () => {
      const state = states.length > 1 ? states.shift() : states[0];
      return state === undefined ? [] : [certificate(state)];
    };
    await untilIssued(ids, lookUp, async (seconds) => slept.push(seconds));
    return slept;
  }

  const id = "projects/p/locations/global/certificates/new";

  it("ends as soon as it is issued, also where it was not to be seen at first", async () => {
    assert.deepEqual(await waitFor([id], undefined, "PROVISIONING", "ACTIVE"), [1, 4]);
  });

  it("is none where no certificate is new", async () => {
    assert.deepEqual(await waitFor([], "PROVISIONING"), []);
  });

  it("ends after half an hour, with what Google says of it", async () => {
    await assert.rejects(
      waitFor([id], "PROVISIONING"),
      /new is PROVISIONING after half an hour, and not issued \(registry\.example\.dev: CONFIG\)\. The former certificate/,
    );
    await assert.rejects(waitFor([id], undefined), /new is not there after half an hour/);
  });
});
