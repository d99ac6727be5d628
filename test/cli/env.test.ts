import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "./project";
import { flotilla } from "./terminal";

const secretOf = (name: string, secret: string) => ({
  name,
  valueSource: { secretKeyRef: { secret, version: "3" } },
});
const sealed = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:s3cret" };
const jwks = '{"keys":[{"kid":"signing-1"}]}';
const envs = [
  { name: "SIGNING_JWKS", value: jwks },
  { name: "GREETING", value: "it's 5 o'clock" },
  secretOf("UPLOADS", "uploads-7"),
  { name: "LEAKED", value: sealed },
];

const resource = (type: string, name: string, properties: object) => ({
  urn: `urn:pulumi:dev::shop::gcp:cloudrunv2/${type}::${name}`,
  type: `gcp:cloudrunv2/${type}`,
  custom: true,
  inputs: { project: "shop-dev", ...properties },
  outputs: {},
});
const container = { image: "i", ports: { containerPort: 8080 }, envs };
const service = (location: string) =>
  resource("service:Service", `web/${location}`, {
    name: "web",
    location,
    template: { containers: [{ image: "sidecar", envs: [{ name: "OTHER", value: "o" }] }, container] },
  });
const job = resource("job:Job", "tidy/us-east4", {
  name: "tidy",
  location: "us-east4",
  template: { template: { containers: [{ image: "i", envs: [{ name: "AGE", value: "30" }] }] } },
});

describe("flotilla env", () => {
  let root: string;
  const write = (file: string, resources: object[]) =>
    writeFileSync(join(root, file), JSON.stringify({ version: 3, deployment: { resources } }));
  before(() => {
    root = project("", { "Pulumi.dev.yaml": "" });
    write("state.json", [service("us-east4"), service("europe-west1"), job]);
  });

  it("prints what a workload is given in its first region, and of a secret the command that reads it", async () => {
    const { code, out } = await flotilla(root, "env", "web", "--file", "state.json");
    assert.equal(code, 0);
    assert.match(out, /^# What web is given in us-east4 of state\.json; nothing in here is secret\.$/m);
    assert.match(out, /^# UPLOADS is secret.*gcloud secrets versions access 3 --secret uploads-7 --project shop-dev/m);
    assert.match(out, /^# LEAKED is not shown/m);
    assert.doesNotMatch(out, /s3cret|OTHER/);
  });

  it("Node and a shell read the values as they are", async () => {
    writeFileSync(join(root, ".env"), (await flotilla(root, "env", "web", "--file", "state.json")).out);
    const print = "process.stdout.write(JSON.stringify([process.env.SIGNING_JWKS, process.env.GREETING]))";
    const node = spawnSync(process.execPath, [`--env-file=${join(root, ".env")}`, "-e", print], { encoding: "utf8" });
    assert.deepEqual(JSON.parse(node.stdout), [jwks, "it's 5 o'clock"]);
    const shell = spawnSync("sh", ["-c", `. ${join(root, ".env")}; printf %s "$SIGNING_JWKS"`], { encoding: "utf8" });
    assert.equal(shell.stdout, jwks);
  });

  it("jobs have variables too, and of a name that there is not the others are told", async () => {
    assert.match((await flotilla(root, "env", "tidy", "--file", "state.json")).out, /^AGE='30'$/m);
    const { code, err } = await flotilla(root, "env", "wbe", "--file", "state.json");
    assert.deepEqual([code, err], [2, 'error: state.json has no workload "wbe": its workloads are tidy, web\n']);
  });
});
