import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:artifactregistry/repository:Repository": {
    outputs({ inputs }) {
      const { location, project, repositoryId, format } = inputs as Record<string, string>;
      return { registryUri: `${location}-${format?.toLowerCase()}.pkg.dev/${project}/${repositoryId}` };
    },
  },
};
