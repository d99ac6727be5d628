/** Cloud Run pulls from Google's registries and from Docker Hub; other registries stand behind a remote repository. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { containersOf, workloads } from "./revision";

export class BadImagePath extends Refusal {
  constructor(path: string, image: string) {
    super(
      400,
      "badRequest",
      `${path}.image: Expected an image path like [host/]repo-path[:tag and/or @digest], where host is one of ` +
        `[region.]gcr.io, [region-]docker.pkg.dev or docker.io but obtained ${image}`,
    );
  }
}

const hosts = /^(([a-z0-9-]+\.)?gcr\.io|([a-z0-9-]+-)?docker\.pkg\.dev|docker\.io)$/;
const path = /^[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

export const imagePath: Rule = {
  name: "image-path",
  demands: "An image comes from Artifact Registry, Container Registry or Docker Hub.",
  answer: "400 badRequest: Expected an image path like [host/]repo-path[:tag and/or @digest], where host is one of …",
  sources: ["ko-build/terraform-provider-ko#205"],
  types: workloads,
  before: ["create", "update"],
  check({ inputs }) {
    for (const one of containersOf(inputs)) {
      const image = String(one.container.image);
      if (!isPulled(image)) throw new BadImagePath(one.path, image);
    }
  },
};

/** What stands before the first slash is a host when it has a dot or a port. */
function isPulled(image: string): boolean {
  const [, first = "", rest = ""] = /^([^/]*)\/(.*)$/.exec(image) ?? [];
  if (first === "localhost" || /[.:]/.test(first)) return hosts.test(first) && path.test(rest);
  return path.test(image);
}
