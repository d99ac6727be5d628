import { join, sep } from "node:path";
import * as local from "../../local";

export const root = join(__dirname, "..", "..");
const rooms = [join(root, "stacks") + sep];

/** The platform's program, run in this process. */
export function platform(): Record<string, unknown> {
  for (const file of Object.keys(require.cache))
    if (rooms.some((room) => file.startsWith(room))) delete require.cache[file];
  return require("../../stacks");
}

/** A stack in memory, on a cloud in memory: the real program, config and engine. */
export class TestStack {
  readonly cloud = local.LocalCloud.inMemory();
  snapshot: local.Snapshot = { resources: [], pendingOperations: [] };
  /** Changes of the config, by key, ours without namespace; `undefined` takes a setting away. */
  config: Record<string, string | undefined> = {};
  program: local.OperationOptions["program"] = platform;
  analyzers: local.Analyzer[] = [];
  /** As `up --replace` takes them. */
  replace: readonly string[] = [];

  constructor(
    readonly name: string,
    /** The folder of its project. */
    readonly folder = root,
  ) {}

  preview(): Promise<Outcome> {
    return this.#run(local.preview);
  }

  async up(): Promise<Outcome> {
    const outcome = await this.#run((options) => local.up({ ...options, replace: this.replace }));
    this.snapshot = outcome.snapshot;
    return outcome;
  }

  destroy(excludeProtected = true): Promise<Outcome> {
    return this.#run((options) => local.destroy({ ...options, excludeProtected }));
  }

  async #run(operation: (options: local.OperationOptions) => Promise<local.OperationResult>): Promise<Outcome> {
    const project = local.findProject(this.folder);
    const read = await local.stackConfig(project, local.readStackFile(project, this.name));
    const values = { ...read.values };
    for (const [name, value] of Object.entries(this.config)) {
      const key = name.includes(":") ? name : `flotilla:${name}`;
      if (value === undefined) delete values[key];
      else values[key] = value;
    }
    const events: local.EngineEventBody[] = [];
    const result = await operation({
      project: project.name,
      stack: this.name,
      root: this.folder,
      program: this.program,
      config: { values, secretKeys: read.secretKeys },
      cloud: this.cloud,
      store: {
        load: async () => structuredCloneOf(this.snapshot),
        append: async () => undefined, // nothing dies here on the way to the save at the end
        save: async (snapshot) => {
          this.snapshot = structuredCloneOf(snapshot);
        },
      },
      analyzers: this.analyzers,
      emit: (event) => events.push(event),
      parallel: 16,
    });
    return { ...result, ...summaryOf(events) };
  }
}

/** Property values are never changed in place, so the lists are all that is copied. */
function structuredCloneOf({ resources, pendingOperations }: local.Snapshot): local.Snapshot {
  return { resources: resources.map((state) => ({ ...state })), pendingOperations: [...pendingOperations] };
}

export interface Outcome extends local.OperationResult {
  /** `op type name` of everything that was not left as it was, in the order it was started. */
  steps: string[];
  errors: string;
  warnings: string;
  infos: string;
  violations: local.PolicyEvent[];
}

function summaryOf(events: readonly local.EngineEventBody[]): Omit<Outcome, keyof local.OperationResult> {
  const said = (severity: string) =>
    events
      .flatMap(({ diagnosticEvent }) =>
        diagnosticEvent?.severity.startsWith(severity) ? [diagnosticEvent.message.trimEnd()] : [],
      )
      .join("\n");
  const steps = events.flatMap(({ resourcePreEvent }) => {
    if (!resourcePreEvent || resourcePreEvent.metadata.op === "same") return [];
    const { op, type, urn } = resourcePreEvent.metadata;
    return [`${op} ${type} ${urn.split("::").at(-1)}`];
  });
  return {
    steps,
    errors: said("error"),
    warnings: said("warning"),
    infos: said("info"),
    violations: events.flatMap(({ policyEvent }) => policyEvent ?? []),
  };
}
