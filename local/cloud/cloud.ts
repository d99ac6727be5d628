import type { Cloud } from "../provider";
import { Faults } from "./faults";
import { LocalProvider } from "./provider";
import { World } from "./world";

const packages = ["gcp", "cloudflare", "random"];

/**
 * Google Cloud and Cloudflare on this machine, as far as the catalogue reaches: what exists in them, what their providers
 * check and compute, and what they refuse.
 */
export class LocalCloud implements Cloud {
  /** Failures to come; empty unless a test adds some. */
  readonly faults = new Faults();

  private constructor(private readonly world: World) {}

  /**
   * The cloud kept in a file, empty where there is none yet. Opened for a preview, nothing is ever written.
   *
   * @throws BrokenWorldFile when the file holds something else; it is left as it is.
   */
  static async open(file: string, options: { preview?: boolean } = {}): Promise<LocalCloud> {
    return new LocalCloud(await World.open(file, options.preview ?? false));
  }

  /** A cloud that is gone with this process. */
  static inMemory(): LocalCloud {
    return new LocalCloud(World.inMemory());
  }

  provider(pkg: string): LocalProvider | undefined {
    return packages.includes(pkg) ? new LocalProvider(pkg, this.world, this.faults) : undefined;
  }

  /** That of the installed SDK, whose provider this one stands in for. */
  version(pkg: string): string | undefined {
    return packages.includes(pkg) ? (require(`@pulumi/${pkg}/package.json`).version as string) : undefined;
  }

  /** What exists, as `type id`: for tests, and to say what a `destroy` leaves behind. */
  resources(): { type: string; id: string; urn?: string }[] {
    return this.world.all().map(({ type, id, urn }) => ({ type, id, ...(urn !== undefined && { urn }) }));
  }
}
