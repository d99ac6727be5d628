import type { OpenSecrets } from "../engine/crypter";
import type { Cloud, Defect, ManagedResource } from "../provider";
import { ConfiguredLocalProvider } from "./configured-provider";
import { typicalDuration } from "./durations";
import { applyDocument, documentOf, type HandMadeChange, type WorldDocument } from "./edit";
import { Faults } from "./faults";
import { learnNumbers } from "./projects/number";
import { LocalProvider } from "./provider";
import { parseProviderConfig } from "./provider-config";
import { type Answer, ask } from "./requests/ask";
import type { Operation } from "./rule";
import { Rulebook } from "./rulebook";
import { rules } from "./rules";
import type { TimeAndChance } from "./time-and-chance";
import { World, type WorldRecord } from "./world";

const packages = ["gcp", "cloudflare", "random"];

function packageOf(token: string): string {
  return token.split(":")[0] as string;
}

/**
 * Google Cloud and Cloudflare on this machine, as far as the catalogue reaches: what exists in them, what their providers
 * check and compute, and what they refuse.
 */
export class LocalCloud implements Cloud {
  /** Failures to come; none unless they are asked for. */
  readonly faults = new Faults();
  readonly packages: readonly string[] = packages;

  private constructor(
    /** What exists in it: changed by hand by `cloud edit` and by tests. */
    readonly world: World,
    private readonly rulebook: Rulebook,
  ) {}

  /**
   * The cloud kept in a file, empty where there is none yet. Opened for a preview, nothing is ever written.
   *
   * @param secrets What opens the secrets in it, and encrypts them.
   * @throws BrokenWorldFile when the file holds something else; it is left as it is.
   */
  static async open(file: string, secrets: OpenSecrets, options: { preview?: boolean } = {}): Promise<LocalCloud> {
    return new LocalCloud(await World.open(file, options.preview ?? false, secrets), new Rulebook(rules));
  }

  /** A cloud that is gone with this process. */
  static inMemory(rulebook = new Rulebook(rules), timeAndChance?: TimeAndChance): LocalCloud {
    return new LocalCloud(World.inMemory(timeAndChance), rulebook);
  }

  /** One in memory with what there is in this one: what is done in it, to rehearse, is nothing to this one. */
  copy(): LocalCloud {
    return new LocalCloud(this.world.copy(), this.rulebook);
  }

  /** For when the work on it has ended: its file then holds all of it, without a journal beside it. */
  close(): Promise<void> {
    return this.world.fold();
  }

  provider(pkg: string): LocalProvider | undefined {
    return packages.includes(pkg) ? new LocalProvider(pkg, this.world, this.faults, this.rulebook) : undefined;
  }

  /** That of the installed SDK, whose provider this one stands in for. */
  version(pkg: string): string | undefined {
    return packages.includes(pkg) ? (require(`@pulumi/${pkg}/package.json`).version as string) : undefined;
  }

  async defects(managed: readonly ManagedResource[]): Promise<Defect[]> {
    return this.rulebook.defectsIn(this.world, managed);
  }

  learn(config: Readonly<Record<string, string>>): void {
    learnNumbers(this.world, config);
  }

  duration(type: string, operation: Operation): number {
    return typicalDuration(type, operation);
  }

  /** What there is, to be edited by hand: all of it, or what an id or a type names. */
  document(text?: string): WorldDocument {
    return documentOf(this.world, text);
  }

  /** Makes the world what a document says that was edited; throws `EditMistake`, with nothing changed, where it cannot. */
  async edit(given: WorldDocument, edited: unknown): Promise<HandMadeChange[]> {
    return applyDocument(this.world, given, edited, async (type, properties) => {
      const provider = new ConfiguredLocalProvider(
        parseProviderConfig(packageOf(type), {}),
        this.world,
        new Faults(),
        new Rulebook([]),
      );
      const { id } = await provider.create({ urn: "", type, name: "" }, properties, false);
      const { urn: _nobody, ...record } = this.world.get(type, id as string) as WorldRecord;
      this.world.put(record);
      return record.id;
    });
  }

  /** What would become of a request from outside to this URL. */
  ask(url: string, headers: Readonly<Record<string, string>> = {}): Answer {
    return ask(this.world, url, headers);
  }

  /** All that the cloud remembers, by type and id: two clouds are alike where this is. */
  memory(): ReturnType<World["memory"]> {
    return this.world.memory();
  }

  /** What exists, as `type id`: for tests, and to say what a `destroy` leaves behind. */
  resources(): { type: string; id: string; urn?: string }[] {
    return this.world.all().map(({ type, id, urn }) => ({ type, id, ...(urn !== undefined && { urn }) }));
  }
}
