import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./image-by-digest";

const service = "gcp:cloudrunv2/service:Service";
const pinned = `europe-docker.pkg.dev/example/images/registry@sha256:${"0123456789abcdef".repeat(4)}`;
const tagged = "europe-docker.pkg.dev/example/images/registry:latest";

export default cases(policy, {
  passing: [
    { title: "pins every container", type: service, props: { template: { containers: [{ image: pinned }] } } },
    {
      title: "pins a job's container",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { containers: [{ image: pinned }] } } },
    },
  ],
  failing: [
    {
      title: "has a tag on the sidecar",
      type: service,
      props: { template: { containers: [{ image: pinned }, { image: tagged }] } },
      at: ["template.containers[1].image"],
    },
    {
      title: "has a tag on a job",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { containers: [{ image: tagged }] } } },
      at: ["template.template.containers[0].image"],
    },
    {
      title: "has a shortened digest",
      type: "gcp:cloudrunv2/workerPool:WorkerPool",
      props: { template: { containers: [{ image: "registry@sha256:0123" }] } },
      at: ["template.containers[0].image"],
    },
  ],
  unknown: [
    {
      title: "takes the image from a new resource",
      type: service,
      props: { template: { containers: [{ image: Unknown }] } },
    },
    { title: "takes the containers from a new resource", type: service, props: { template: { containers: Unknown } } },
  ],
});
