/** Where this instance runs, as the metadata server tells it (cloud.google.com/run/docs/container-contract#metadata-server). */

export interface Place {
  project: string;
  region: string;
}

async function metadata(path: string): Promise<string> {
  const host = process.env.GCE_METADATA_HOST ?? "metadata.google.internal";
  const answer = await fetch(`http://${host}/computeMetadata/v1/${path}`, {
    headers: { "Metadata-Flavor": "Google" },
    signal: AbortSignal.timeout(3_000),
  });
  if (!answer.ok) throw new Error(`the metadata server answers ${answer.status} to ${path}`);
  return (await answer.text()).trim();
}

/** @throws {Error} when no metadata server answers within 3 seconds */
export async function place(): Promise<Place> {
  const [project, region] = await Promise.all([metadata("project/project-id"), metadata("instance/region")]);
  return { project, region: region.split("/").at(-1) as string }; // projects/NUMBER/regions/REGION
}
