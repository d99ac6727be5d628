import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./image-from-registry";

const service = "gcp:cloudrunv2/service:Service";
const digest = `@sha256:${"0123456789abcdef".repeat(4)}`;
const own = `europe-docker.pkg.dev/registry-shared/images/registry${digest}`;

export default cases(policy, {
  passing: [
    { title: "takes it from Artifact Registry", type: service, props: { template: { containers: [{ image: own }] } } },
    {
      title: "takes a tag from Artifact Registry, which another policy judges",
      type: "gcp:cloudrunv2/job:Job",
      props: {
        template: { template: { containers: [{ image: "europe-west1-docker.pkg.dev/example/images/migrate:7" }] } },
      },
    },
  ],
  failing: [
    {
      title: "takes a sidecar from Docker Hub",
      type: service,
      props: { template: { containers: [{ image: own }, { image: `envoyproxy/envoy${digest}` }] } },
      at: ["template.containers[1].image"],
    },
    {
      title: "takes a tool from another company's registry",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { containers: [{ image: `ghcr.io/example/tool${digest}` }] } } },
      at: ["template.template.containers[0].image"],
    },
    {
      title: "takes the first example that one finds",
      type: "gcp:cloudrunv2/workerPool:WorkerPool",
      props: { template: { containers: [{ image: "gcr.io/cloudrun/hello" }] } },
      at: ["template.containers[0].image"],
    },
  ],
  unknown: [
    {
      title: "takes the image from a new resource",
      type: service,
      props: { template: { containers: [{ image: Unknown }] } },
    },
  ],
});
