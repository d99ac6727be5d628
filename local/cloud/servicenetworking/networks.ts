/** Networks that services of Google's are connected to. */
import { withoutHost } from "../references";
import type { World } from "../world";

export const connectionType = "gcp:servicenetworking/connection:Connection";

/** A network by its path, however it is named. */
export function networkPath(project: string, network: string): string {
  const path = withoutHost(network);
  return path.includes("/") ? path : `projects/${project}/global/networks/${path}`;
}

export function isConnected(world: World, project: string, network: string): boolean {
  const path = networkPath(project, network);
  return world.ofType(connectionType).some(({ inputs }) => networkPath(project, String(inputs.network)) === path);
}
