import assert from "node:assert/strict";
import { World } from "../../../local/cloud/world";
import { Addresses, r2Endpoint } from "../../../local/dev/addresses";
import { bucketKeysIn, jobsIn, workloadsIn } from "../../../local/dev/plan";
import type { PropertyMap } from "../../../local/values";

const project = "shop-dev";
const account = `run-web@${project}.iam.gserviceaccount.com`;
const secret = `projects/${project}/secrets/salt`;

const worldOf = (...records: [type: string, id: string, inputs: PropertyMap, outputs?: PropertyMap][]) => {
  const world = World.inMemory();
  for (const [type, id, inputs, outputs = {}] of records) {
    const at = "2026-11-29T07:00:00.000Z";
    world.put({
      type,
      id,
      inputs: { project, ...inputs },
      outputs,
      serial: 1,
      generation: 1,
      created: at,
      updated: at,
    });
  }
  return world;
};
const service = (location: string, template: PropertyMap = {}): Parameters<typeof worldOf>[0] => [
  "gcp:cloudrunv2/service:Service",
  `projects/${project}/locations/${location}/services/web`,
  { name: "web", location, template: { serviceAccount: account, ...template } },
];
const salted: Parameters<typeof worldOf> = [
  ["gcp:secretmanager/secret:Secret", secret, { secretId: "salt" }, { name: "projects/1/secrets/salt" }],
  [
    "gcp:secretmanager/secretVersion:SecretVersion",
    "projects/1/secrets/salt/versions/1",
    { secret, secretDataWo: "s3cret" },
    { version: "1" },
  ],
];
const reader: Parameters<typeof worldOf>[0] = [
  "gcp:secretmanager/secretIamMember:SecretIamMember",
  `${secret}/roles/secretmanager.secretAccessor/serviceAccount:${account}`,
  { role: "roles/secretmanager.secretAccessor", member: `serviceAccount:${account}` },
];
const container = {
  image: "europe-docker.pkg.dev/shared/images/shop@sha256:0123",
  ports: { containerPort: 8080 },
  envs: [
    { name: "GREETING", value: "hello" },
    { name: "SALT", valueSource: { secretKeyRef: { secret: "salt", version: "1" } } },
    { name: "SALT_FILE", value: "/secrets/salt/value" },
  ],
  volumeMounts: [
    { name: "salt", mountPath: "/secrets/salt" },
    { name: "cache", mountPath: "/cache" },
    { name: "models", mountPath: "/models" },
  ],
};
const template = {
  containers: [{ name: "otel", image: "collector" }, container],
  volumes: [
    { name: "salt", secret: { secret: "salt", items: [{ path: "value", version: "1" }] } },
    { name: "cache", emptyDir: { medium: "MEMORY" } },
    { name: "models", gcs: { bucket: "models-c0ffee", readOnly: true } },
  ],
};

describe("what flotilla dev runs", () => {
  it("a service: once, as the container that requests come to is given it, and what is missing beside it", () => {
    const world = worldOf(service("europe-west1", template), service("us-east4", template), ...salted, reader);
    const [web, ...others] = workloadsIn(world);
    assert.equal(others.length, 0);
    assert.deepEqual([web?.app, web?.account, web?.region], ["shop", account, "europe-west1"]);
    assert.deepEqual(web?.variables, { GREETING: "hello", SALT: "s3cret", SALT_FILE: "/secrets/salt/value" });
    assert.deepEqual(web?.files, { "/secrets/salt/value": "s3cret" });
    assert.deepEqual(web?.mounts, [{ path: "/models", bucket: "models-c0ffee", readOnly: true }]);
    assert.deepEqual(web?.sockets, []);
    assert.deepEqual(web?.missing, ["the container otel", "the folder /cache"]);
    assert.deepEqual(web?.withheld, []);
  });

  it("a database's socket: the folder is told, and nothing of it is missing", () => {
    const path = "/cloudsql/catalog";
    const proxy = {
      name: "proxy-catalog",
      args: ["--health-check", `p:europe-west1:catalog?unix-socket-path=${path}`],
      volumeMounts: [{ name: "shared-catalog", mountPath: path }],
    };
    const own = { ...container, volumeMounts: [{ name: "shared-catalog", mountPath: path }] };
    const volumes = [{ name: "shared-catalog", emptyDir: { medium: "MEMORY" } }];
    const [web] = workloadsIn(
      worldOf(service("europe-west1", { containers: [own, proxy], volumes }), ...salted, reader),
    );
    assert.deepEqual([web?.sockets, web?.missing], [[path], []]);
  });

  it("a service of several regions: once, in the first that it names", () => {
    const [type, , inputs] = service("global", template);
    const id = `projects/${project}/locations/global/services/web`;
    const world = worldOf([type, id, { ...inputs, multiRegionSettings: { regions: ["us-east4", "us-west1"] } }]);
    assert.deepEqual(
      workloadsIn(world).map(({ name, region }) => [name, region]),
      [["web", "us-east4"]],
    );
  });

  it("a service whose account may not read its secret is withheld, once for each place that names it", () => {
    const [web] = workloadsIn(worldOf(service("europe-west1", template), ...salted));
    assert.equal(web?.withheld.length, 2);
    assert.match(web?.withheld[0] ?? "", /secrets\/salt\/versions\/1 is not run-web@.* to read/);
  });

  it("a service whose account may not read the bucket that it mounts is withheld", () => {
    const bucket: Parameters<typeof worldOf>[0] = [
      "gcp:storage/bucket:Bucket",
      "models-c0ffee",
      { name: "models-c0ffee" },
    ];
    const [web] = workloadsIn(worldOf(service("europe-west1", template), ...salted, reader, bucket));
    assert.deepEqual(web?.withheld, [`the bucket models-c0ffee is not ${account}'s to read`]);
  });

  it("jobs: those that run when they are deployed", () => {
    const job = (name: string, more: PropertyMap): Parameters<typeof worldOf>[0] => [
      "gcp:cloudrunv2/job:Job",
      `projects/${project}/locations/europe-west1/jobs/${name}`,
      { name, location: "europe-west1", template: { template: { containers: [{ image: `i/${name}:1` }] } }, ...more },
    ];
    const jobs = jobsIn(worldOf(job("migrate", { runExecutionToken: "x" }), job("tidy", {})));
    assert.deepEqual(
      jobs.map(({ name, app }) => [name, app]),
      [["migrate", "migrate"]],
    );
  });

  it("keys: each is for the buckets of its token, to read or to write", () => {
    const token = (id: string, group: string): Parameters<typeof worldOf>[0] => [
      "cloudflare:index/accountToken:AccountToken",
      id,
      {
        expiresOn: "2027-01-01T00:00:00Z",
        policies: [
          {
            permissionGroups: [{ id: group }],
            resources: JSON.stringify({ "com.cloudflare.edge.r2.bucket.acc_default_layers": "*" }),
          },
        ],
      },
      { value: id },
    ];
    const world = worldOf(
      token("reader", "6a018a9f2fc74eb6b293b0c548f38b39"),
      token("writer", "2efd5506f9c8494dacb1fa10a3e7d5b6"),
    );
    assert.deepEqual(
      bucketKeysIn(world).map(({ accessKeyId, buckets, permission, end }) => [accessKeyId, buckets, permission, end]),
      [
        ["reader", ["layers"], "read", new Date("2027-01-01")],
        ["writer", ["layers"], "write", new Date("2027-01-01")],
      ],
    );
  });
});

describe("an address of the clouds", () => {
  const addresses = new Addresses();
  addresses.lead("https://iam-1.europe-west1.run.app", "http://127.0.0.1:8081");
  addresses.lead(r2Endpoint, "http://127.0.0.1:9000");
  addresses.leadHost("registry.example.dev", "localhost:8080");

  it("leads to what answers for it here, and all else stays", () => {
    for (const [there, here] of [
      ["https://iam-1.europe-west1.run.app/access", "http://127.0.0.1:8081/access"],
      ["https://0678f05f.eu.r2.cloudflarestorage.com", "http://127.0.0.1:9000"],
      ["registry.example.dev", "localhost:8080"],
      ["https://registry.example.dev/token", "http://localhost:8080/token"],
      ["projects/p/topics/image-pulled", "projects/p/topics/image-pulled"],
    ] as const)
      assert.equal(addresses.translate(there), here);
  });

  it("never leads to a cloud itself, where nothing here answers for it", () => {
    assert.equal(addresses.translate("https://other-1.us-east4.run.app"), "http://127.0.0.1:1");
  });
});
