import { cases } from "../cases";
import { Unknown, type Value } from "../values";
import policy from "./secret-version-pinned";

const service = "gcp:cloudrunv2/service:Service";
const job = "gcp:cloudrunv2/job:Job";
const variable = (version: Value): Value => ({
  name: "SALT",
  valueSource: { secretKeyRef: { secret: "salt", version } },
});
const file = (...items: Value[]): Value => ({ name: "salt", secret: { secret: "salt", items } });

export default cases(policy, {
  passing: [
    { title: "pins a variable", type: service, props: { template: { containers: [{ envs: [variable("7")] }] } } },
    {
      title: "pins a file of a job",
      type: job,
      props: { template: { template: { volumes: [file({ version: "7", path: "salt" })] } } },
    },
    {
      title: "pins both in a function",
      type: "gcp:cloudfunctionsv2/function:Function",
      props: {
        serviceConfig: {
          secretEnvironmentVariables: [{ key: "SALT", secret: "salt", version: "7", projectId: "example" }],
          secretVolumes: [{ mountPath: "/salt", secret: "salt", versions: [{ version: "7", path: "salt" }] }],
        },
      },
    },
  ],
  failing: [
    {
      title: "takes the latest for a variable",
      type: service,
      props: { template: { containers: [{ envs: [{ name: "PORT_NAME", value: "http" }, variable("latest")] }] } },
      at: ["template.containers[0].envs[1].valueSource.secretKeyRef.version"],
    },
    {
      title: "leaves it out",
      type: "gcp:cloudrunv2/workerPool:WorkerPool",
      props: {
        template: { containers: [{ envs: [{ name: "SALT", valueSource: { secretKeyRef: { secret: "salt" } } }] }] },
      },
      at: ["template.containers[0].envs[0].valueSource.secretKeyRef.version"],
    },
    {
      title: "mounts a whole secret",
      type: job,
      props: { template: { template: { volumes: [{ name: "salt", secret: { secret: "salt" } }] } } },
      at: ["template.template.volumes[0].secret.items[0].version"],
    },
    {
      title: "names a version by an alias, which can be moved",
      type: service,
      props: { template: { volumes: [file({ version: "7" }, { version: "current" })] } },
      at: ["template.volumes[0].secret.items[1].version"],
    },
    {
      title: "takes the latest in the older API",
      type: "gcp:cloudrun/service:Service",
      props: {
        template: {
          spec: {
            containers: [{ envs: [{ name: "SALT", valueFrom: { secretKeyRef: { name: "salt", key: "latest" } } }] }],
          },
        },
      },
      at: ["template.spec.containers[0].envs[0].valueFrom.secretKeyRef.key"],
    },
  ],
  unknown: [
    {
      title: "takes a version made in this run",
      type: service,
      props: { template: { containers: [{ envs: [variable(Unknown)] }] } },
    },
  ],
  notApplicable: [
    {
      title: "has no secrets",
      type: service,
      props: { template: { containers: [{ envs: [{ name: "A", value: "b" }] }] } },
    },
  ],
});
