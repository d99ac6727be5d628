import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Declared, job, type Program, project, type RuleCase, region, service } from "./kit";

const email = `ada-dev@${project}.iam.gserviceaccount.com`;

const account = (declare: Declare) => declare("serviceaccount/account:Account", "ada", { accountId: "ada-dev" });

const run = (declare: Declare, template: Inputs, dependsOn: Declared[] = []) =>
  declare("cloudrunv2/service:Service", "iam", service(template), { dependsOn });

const onSubnet =
  (subnetRegion: string): Program =>
  (declare) => {
    const network = declare("compute/network:Network", "n", { name: "n", autoCreateSubnetworks: false });
    const subnet = declare("compute/subnetwork:Subnetwork", "s", {
      name: "s",
      region: subnetRegion,
      network: network.id,
      ipCidrRange: "10.0.0.0/24",
    });
    run(declare, { vpcAccess: { networkInterfaces: [{ subnetwork: subnet.id }] } });
  };

const image =
  (image: string): Program =>
  (declare) =>
    run(declare, { containers: [{ image }] });

const salt = (declare: Declare) =>
  declare("secretmanager/secret:Secret", "salt", { secretId: "salt", replication: { auto: {} } });

const saltVersion = (declare: Declare, secret: Declared, inputs: Inputs = {}) =>
  declare("secretmanager/secretVersion:SecretVersion", "salt", { secret: secret.id, secretData: "s", ...inputs });

const readsSalt = (declare: Declare, role: string, dependsOn: Declared[]) =>
  declare(
    "secretmanager/secretIamMember:SecretIamMember",
    "reads",
    { secretId: "salt", role, member: `serviceAccount:${email}` },
    { dependsOn },
  );

const accessor = "roles/secretmanager.secretAccessor";

const saltVariable = {
  serviceAccount: email,
  containers: [
    {
      image: "europe-docker.pkg.dev/example/images/a",
      envs: [{ name: "SALT", valueSource: { secretKeyRef: { secret: "salt", version: "latest" } } }],
    },
  ],
};

const saltFile = {
  serviceAccount: email,
  containers: [{ image: "europe-docker.pkg.dev/example/images/a" }],
  volumes: [{ name: "salt", secret: { secret: "salt", items: [{ version: "1", path: "salt" }] } }],
};

/** A service that reads a secret, as an account with a role on it. */
const salted =
  (role: string | undefined, template: Inputs, versioned = true): Program =>
  (declare) => {
    const secret = salt(declare);
    const before = [account(declare), secret];
    if (versioned) before.push(saltVersion(declare, secret));
    if (role) before.push(readsSalt(declare, role, before.slice(0, 2)));
    run(declare, template, before);
  };

const saltedJob: Program = (declare) => {
  const before = [account(declare), saltVersion(declare, salt(declare))];
  const reads = readsSalt(declare, accessor, before);
  declare("cloudrunv2/job:Job", "nightly", job(saltFile), { dependsOn: reads });
};

/** Of a secret that is read by all who should, the one version is on or off. */
const switched =
  (enabled: boolean): Program =>
  (declare) => {
    const secret = salt(declare);
    const before = [account(declare), secret, saltVersion(declare, secret, { enabled })];
    run(declare, saltVariable, [...before, readsSalt(declare, accessor, before)]);
  };

/** A service whose account is on or off. */
const runAsAccount =
  (disabled: boolean): Program =>
  (declare) => {
    const ada = declare("serviceaccount/account:Account", "ada", { accountId: "ada-dev", disabled });
    run(declare, { serviceAccount: ada.email });
  };

const granted: Program = (declare) => {
  const secret = salt(declare);
  saltVersion(declare, secret);
  readsSalt(declare, accessor, [account(declare), secret]);
};

const grantAlone: Program = (declare) => {
  saltVersion(declare, salt(declare));
  readsSalt(declare, accessor, []);
};

const connectionName = `${project}:${region}:ledger`;

const ledger = (declare: Declare) =>
  declare("sql/databaseInstance:DatabaseInstance", "ledger", {
    name: "ledger",
    region,
    databaseVersion: "POSTGRES_16",
    deletionProtection: false,
    settings: { tier: "db-f1-micro", edition: "ENTERPRISE" },
  });

const mounts = (...instances: string[]): Inputs => ({
  serviceAccount: email,
  volumes: [{ name: "sql", cloudSqlInstance: { instances } }],
});

/** A service that mounts a database, as an account with a role. */
const mounted =
  (instance: boolean, role: string | undefined): Program =>
  (declare) => {
    const before = [account(declare)];
    if (instance) before.push(ledger(declare));
    if (role)
      declare(
        "projects/iAMMember:IAMMember",
        "connects",
        { project, role, member: `serviceAccount:${email}` },
        { dependsOn: before },
      );
    run(declare, mounts(connectionName), before);
  };

const proxied =
  (granted: boolean): Program =>
  (declare) => {
    const iam = declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam", iapEnabled: true });
    const agent = declare("projects/serviceIdentity:ServiceIdentity", "proxy", { service: "iap.googleapis.com" });
    if (granted)
      declare("cloudrunv2/serviceIamMember:ServiceIamMember", "proxy", {
        location: region,
        name: iam.name,
        role: "roles/run.invoker",
        member: agent.member,
      });
  };

const anImage = "europe-docker.pkg.dev/example/images/a";
const limited = (...limits: Inputs[]) => ({
  containers: limits.map((limits, i) => ({
    image: anImage,
    resources: { limits, cpuIdle: true },
    ...(i === 0 && { ports: { containerPort: 8080 } }),
  })),
});
const sized =
  (template: Inputs): Program =>
  (declare) =>
    run(declare, template);
const tasks = (limits: Inputs) => ({ containers: [{ image: anImage, resources: { limits } }] });
const part = limited({ cpu: "500m", memory: "512Mi" });

const sizeCases: RuleCase[] = [
  {
    rule: "instance-size",
    claim: "a service of three cores",
    broken: sized(limited({ cpu: "3", memory: "2Gi" })),
    says: /limits\.cpu: Invalid value specified for cpu: 3\. Must be 1, 2, 4, 6, 8/,
    repaired: sized(limited({ cpu: "4", memory: "2Gi" })),
  },
  {
    rule: "instance-size",
    claim: "more memory than goes with one core",
    broken: sized(limited({ cpu: "1", memory: "8Gi" })),
    says: /Invalid value specified for memory with gen2 execution environment\. For 1\.0 CPU, memory must be between 512Mi and 4Gi inclusive\./,
    repaired: sized(limited({ cpu: "2", memory: "8Gi" })),
  },
  {
    rule: "instance-size",
    claim: "half a core that works on many requests",
    broken: sized({ ...part, maxInstanceRequestConcurrency: 80 }),
    says: /Total cpu < 1 is not supported with concurrency > 1\./,
    repaired: sized({ ...part, maxInstanceRequestConcurrency: 1 }),
  },
  {
    rule: "instance-size",
    claim: "half a core in the second generation",
    broken: sized({ ...part, executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2" }),
    says: /Total cpu < 1 is not supported with gen2/,
    repaired: sized({ ...part, executionEnvironment: "EXECUTION_ENVIRONMENT_GEN1" }),
  },
  {
    rule: "instance-size",
    claim: "half a core that is never idle",
    broken: sized({ containers: [{ image: anImage, resources: { limits: { cpu: "0.5" }, cpuIdle: false } }] }),
    says: /Total cpu < 1 is not supported with cpu always allocated/,
    repaired: sized(limited({ cpu: "0.5" })),
  },
  {
    rule: "instance-size",
    claim: "containers that together have more cores than an instance",
    broken: sized(limited({ cpu: "8", memory: "8Gi" }, { cpu: "1" })),
    says: /Total cpu 9 is more than an instance may have/,
    repaired: sized(limited({ cpu: "6", memory: "8Gi" }, { cpu: "1" })),
  },
  {
    rule: "instance-size",
    claim: "a job on a part of a core",
    broken: (declare) => declare("cloudrunv2/job:Job", "nightly", job(tasks({ cpu: "500m", memory: "512Mi" }))),
    says: /Total cpu < 1 is not supported with gen2/,
    repaired: (declare) => declare("cloudrunv2/job:Job", "nightly", job(tasks({ cpu: "1", memory: "512Mi" }))),
  },
];
const beside = (service: Inputs, sidecar: Inputs) =>
  sized({
    containers: [
      { image: anImage, ...service },
      { image: anImage, name: "cache", ...sidecar },
    ],
  });
const ports = { containerPort: 8080 };

const sidecarCases: RuleCase[] = [
  {
    rule: "one-port",
    claim: "two containers that both have a port",
    broken: beside({ ports }, { ports }),
    says: /Revision template should contain exactly one container with an exposed port/,
    repaired: beside({ ports }, {}),
  },
  {
    rule: "one-port",
    claim: "two containers of which none has a port",
    broken: beside({}, {}),
    says: /Revision template should contain exactly one container with an exposed port/,
    repaired: beside({}, { ports }),
  },
];

const l4 = { cpu: "4", memory: "16Gi", "nvidia.com/gpu": "1" };
const accelerated =
  (limits: Inputs, accelerator?: string, location = region): Program =>
  (declare) =>
    declare("cloudrunv2/service:Service", "models", {
      ...service({
        containers: [{ image: anImage, resources: { limits } }],
        ...(accelerator && { nodeSelector: { accelerator } }),
      }),
      location,
    });
const onL4 = accelerated(l4, "nvidia-l4");

const gpuCases: RuleCase[] = [
  {
    rule: "gpu-fits",
    claim: "a GPU of no type",
    broken: accelerated(l4),
    says: /a container with a GPU needs a node selector of its type/,
    repaired: onL4,
  },
  {
    rule: "gpu-fits",
    claim: "a GPU in a region that has none",
    broken: accelerated(l4, "nvidia-l4", "europe-north1"),
    says: /accelerator nvidia-l4 is not available in region europe-north1/,
    repaired: onL4,
  },
  {
    rule: "gpu-fits",
    claim: "a GPU with two cores",
    broken: accelerated({ ...l4, cpu: "2" }, "nvidia-l4"),
    says: /needs at least 4 CPU/,
    repaired: onL4,
  },
  {
    rule: "gpu-fits",
    claim: "a GPU with too little memory",
    broken: accelerated({ ...l4, memory: "8Gi" }, "nvidia-l4"),
    says: /needs at least 16Gi of memory/,
    repaired: onL4,
  },
  {
    rule: "gpu-fits",
    claim: "a GPU whose cores rest between requests",
    broken: sized({
      containers: [{ image: anImage, resources: { limits: l4, cpuIdle: true } }],
      nodeSelector: { accelerator: "nvidia-l4" },
    }),
    says: /a container with a GPU has its CPU always allocated/,
    repaired: onL4,
  },
  {
    rule: "gpu-fits",
    claim: "two containers with a GPU",
    broken: sized({
      containers: [0, 1].map((i) => ({ image: anImage, resources: { limits: l4 }, ...(i === 0 && { ports }) })),
      nodeSelector: { accelerator: "nvidia-l4" },
    }),
    says: /a GPU can be attached to one container only/,
    repaired: onL4,
  },
];

/** A service whose revision has a name, with the share of traffic that each revision gets. */
const released =
  (revision: string, image = "europe-docker.pkg.dev/example/images/a", traffic: Record<string, number> = {}): Program =>
  (declare) => {
    const traffics = Object.entries(traffic).map(([revision, percent]) => ({
      type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION",
      revision,
      percent,
    }));
    declare("cloudrunv2/service:Service", "iam", {
      ...service({ revision, containers: [{ image }] }),
      name: "iam",
      ...(traffics.length > 0 && { traffics }),
    });
  };

export const cases: RuleCase[] = [
  ...sidecarCases,
  ...gpuCases,
  ...sizeCases,
  {
    rule: "account-exists",
    claim: "a service that runs as an account that nobody made",
    broken: (declare) => run(declare, { serviceAccount: email }),
    says: /Error 403: Permission 'iam\.serviceaccounts\.actAs' denied on service account ada-dev@.* \(or it may not exist\)\./,
    repaired: (declare) => run(declare, { serviceAccount: account(declare).email }),
  },
  {
    rule: "account-exists",
    claim: "a job that runs as an account that nobody made",
    broken: (declare) => declare("cloudrunv2/job:Job", "nightly", job({ serviceAccount: email })),
    says: /Error 403: Permission 'iam\.serviceaccounts\.actAs' denied on service account ada-dev@/,
    repaired: (declare) => declare("cloudrunv2/job:Job", "nightly", job({ serviceAccount: account(declare).email })),
  },
  {
    rule: "account-stands",
    claim: "an account that goes before what runs as it",
    broken: [
      (declare) => run(declare, { serviceAccount: email }, [account(declare)]),
      (declare) => run(declare, { serviceAccount: email }),
    ],
    says: /it runs as ada-dev@.*, which has been deleted, and has no access to anything/,
    repaired: [(declare) => run(declare, { serviceAccount: email }, [account(declare)]), () => undefined],
  },
  {
    rule: "account-stands",
    claim: "an account that is switched off",
    broken: [runAsAccount(false), runAsAccount(true)],
    says: /it runs as ada-dev@.*, which has been disabled, and has no access to anything/,
    repaired: [runAsAccount(false), runAsAccount(false)],
  },
  {
    rule: "image-path",
    claim: "an image of a registry that Cloud Run does not take",
    broken: image("ghcr.io/example/iam:1"),
    says: /Error 400: spec\.template\.spec\.containers\[0\]\.image: Expected an image path like .* but obtained ghcr\.io\/example\/iam:1/,
    repaired: image("europe-docker.pkg.dev/example/images/iam:1"),
  },
  {
    rule: "image-path",
    claim: "no image",
    broken: image(""),
    says: /containers\[0\]\.image: Expected an image path like .* but obtained , badRequest/,
    repaired: image("docker.io/library/nginx"),
  },
  {
    rule: "subnet-region",
    claim: "a service on a subnet of another region",
    broken: onSubnet("us-east4"),
    says: /Error 400: vpc_access\.network_interfaces\[0\]: subnetwork '.*us-east4.*' is not in region 'europe-west1'/,
    repaired: onSubnet(region),
  },
  {
    rule: "secret-access",
    claim: "a variable from a secret that the service's account may not read",
    broken: salted(undefined, saltVariable),
    says: /Error waiting for Creating Service: Error code 13, message: Revision 'iam-\w+-00001-\w+' is not ready and cannot serve traffic\. spec\.template\.spec\.containers\[0\]\.env\[0\]\.value_from\.secret_key_ref\.name: Permission denied on secret: projects\/\d+\/secrets\/salt\/versions\/latest for Revision service account ada-dev@/,
    repaired: salted(accessor, saltVariable),
  },
  {
    rule: "secret-access",
    claim: "a file from a secret that the account may only look at",
    broken: salted("roles/secretmanager.viewer", saltFile),
    says: /spec\.template\.spec\.volumes\[0\]\.secret\.items\[0\]\.key: Permission denied on secret: .*\/versions\/1 for/,
    repaired: salted(accessor, saltFile),
  },
  {
    rule: "secret-access",
    claim: "a secret without a version",
    broken: salted(accessor, saltVariable, false),
    says: /secret_key_ref\.name: Secret projects\/\d+\/secrets\/salt\/versions\/latest was not found/,
    repaired: salted(accessor, saltVariable),
  },
  {
    rule: "secret-access",
    claim: "a job and a secret that it may not read",
    broken: (declare) => {
      const before = [account(declare), saltVersion(declare, salt(declare))];
      declare("cloudrunv2/job:Job", "nightly", job(saltVariable), { dependsOn: before });
    },
    says: /Error waiting for Creating Job: .*Permission denied on secret: /,
    repaired: (declare) => {
      const secret = salt(declare);
      const before = [account(declare), saltVersion(declare, secret)];
      const reads = readsSalt(declare, accessor, before);
      declare("cloudrunv2/job:Job", "nightly", job(saltVariable), { dependsOn: reads });
    },
  },
  {
    rule: "secret-access",
    claim: "a grant to an account that was deleted and made again: it is another principal",
    broken: [granted, grantAlone, salted(accessor, saltVariable)],
    says: /Permission denied on secret: .* for Revision service account ada-dev@/,
    repaired: [granted, (declare) => saltVersion(declare, salt(declare)), salted(accessor, saltVariable)],
  },
  {
    rule: "secret-access",
    claim: "a version that its secret does not have",
    broken: salted(accessor, {
      ...saltFile,
      volumes: [{ name: "salt", secret: { secret: "salt", items: [{ version: "2", path: "salt" }] } }],
    }),
    says: /Secret projects\/\d+\/secrets\/salt\/versions\/2 was not found/,
    // The version names its secret by the project's number, as the secret's `name` does.
    repaired: (declare) => {
      const secret = salt(declare);
      const version = declare("secretmanager/secretVersion:SecretVersion", "salt", {
        secret: secret.name,
        secretData: "s",
      });
      run(declare, saltFile, [readsSalt(declare, accessor, [account(declare), secret]), version]);
    },
  },
  {
    rule: "secret-access",
    claim: "a version that is switched off",
    broken: switched(false),
    says: /secret_key_ref\.name: Secret projects\/\d+\/secrets\/salt\/versions\/latest is in DISABLED state\./,
    repaired: switched(true),
  },
  {
    rule: "secret-kept",
    claim: "a version that is switched off while it is read",
    broken: [switched(true), switched(false)],
    says: /its next instance does not start: it reads .*\/secrets\/salt\/versions\/latest, which is disabled; enable it/,
    repaired: [switched(true), switched(true)],
  },
  {
    rule: "secret-kept",
    claim: "a grant that ends while the service goes on",
    broken: [
      salted(accessor, saltVariable),
      (declare) => run(declare, saltVariable, [account(declare), saltVersion(declare, salt(declare))]),
    ],
    says: /its next instance does not start: ada-dev@.* may no longer read projects\/\d+\/secrets\/salt\/versions\/latest/,
    repaired: [salted(accessor, saltVariable), salted(accessor, saltVariable)],
  },
  {
    rule: "secret-kept",
    claim: "a secret that goes before the job that reads it",
    broken: [
      saltedJob,
      (declare) => {
        account(declare);
        declare("cloudrunv2/job:Job", "nightly", job(saltFile));
      },
    ],
    says: /its next instance does not start: it reads projects\/\d+\/secrets\/salt\/versions\/1, which is gone/,
    repaired: [
      saltedJob,
      (declare) => {
        account(declare);
        declare("cloudrunv2/job:Job", "nightly", job());
      },
    ],
  },
  {
    rule: "name-free",
    claim: "a service of a name that another has",
    broken: (declare) => {
      const { name } = declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam" });
      declare("cloudrunv2/service:Service", "second", { ...service(), name });
    },
    says: /Error 409: Resource 'iam' already exists\./,
    repaired: (declare) => {
      declare("cloudrunv2/service:Service", "iam", { ...service(), name: "iam" });
      declare("cloudrunv2/service:Service", "second", { ...service(), name: "registry" });
    },
  },
  {
    rule: "sql-instance-name",
    claim: "a database that is mounted by its id",
    broken: (declare) => {
      account(declare);
      run(declare, { volumes: mounts(`projects/${project}/instances/ledger`).volumes });
    },
    says: /Error 400: .*Invalid cloud sql instance names: \['projects\/flotilla-dev\/instances\/ledger'\]\. Instance names must/,
    repaired: mounted(true, "roles/cloudsql.client"),
  },
  {
    rule: "sql-reached",
    claim: "a database that nobody made",
    broken: mounted(false, "roles/cloudsql.client"),
    says: /no database answers its connections to flotilla-dev:europe-west1:ledger: there is no such instance/,
    repaired: mounted(true, "roles/cloudsql.client"),
  },
  {
    rule: "sql-reached",
    claim: "a database that the account may not connect to",
    broken: mounted(true, undefined),
    says: /its connections to flotilla-dev:europe-west1:ledger are refused: ada-dev@.* may not connect/,
    repaired: mounted(true, "roles/cloudsql.client"),
  },
  {
    rule: "identity-proxy-invokes",
    claim: "an identity proxy whose agent may not invoke what is behind it",
    broken: proxied(false),
    says: /whoever passes its identity proxy is answered 403: service-\d+@gcp-sa-iap\..* may not invoke .*\/services\/iam/,
    repaired: proxied(true),
  },
  {
    rule: "revision-name",
    claim: "a revision that is called otherwise than its service",
    broken: released("v41"),
    says: /Error 400: template\.revision: 'v41' must be 'iam-' and lower-case letters/,
    repaired: released("iam-v41"),
  },
  {
    rule: "revision-kept",
    claim: "a revision deployed once more under its name, with another image",
    broken: [released("iam-v41"), released("iam-v41", "europe-docker.pkg.dev/example/images/b")],
    says: /Error 409: Revision named 'iam-v41' with different configuration already exists\./,
    repaired: [released("iam-v41"), released("iam-v42", "europe-docker.pkg.dev/example/images/b")],
  },
  {
    rule: "revision-exists",
    claim: "traffic to a revision that was never deployed",
    broken: [released("iam-v41"), released("iam-v42", undefined, { "iam-v40": 90, "iam-v42": 10 })],
    says: /Error waiting for Updating Service: Error code 13, message: Revision 'iam-v40' does not exist or is deleted\./,
    repaired: [
      released("iam-v41"),
      released("iam-v42", undefined, { "iam-v41": 90, "iam-v42": 10 }),
      released("iam-v43", undefined, { "iam-v41": 100 }),
    ],
  },
  {
    rule: "traffic-whole",
    claim: "traffic of which a part goes nowhere",
    broken: released("iam-v41", undefined, { "iam-v41": 90 }),
    says: /Error 400: traffic: the percents of all targets must add up to 100, and these are 90\./,
    repaired: released("iam-v41", undefined, { "iam-v41": 100 }),
  },
];
