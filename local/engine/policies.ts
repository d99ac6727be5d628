/** Asks the policy packs about resources, and tells what they say. */
import type { AnalyzedResource, Analyzer, Violation } from "../analyzer";
import { type PropertyMap, revealMap } from "../values";
import { messageOf } from "./errors";
import type { Goal } from "./goal";
import { withSecretsOf } from "./properties";
import type { Reporter } from "./reporter";
import type { ProgramLines } from "./source-lines";
import type { ResourceState } from "./state";
import { parseUrn } from "./urn";

type ProviderState = Pick<ResourceState, "urn" | "type" | "inputs">;

export class Policies {
  readonly #judging: Promise<void>[] = [];

  constructor(
    private readonly analyzers: readonly Analyzer[],
    private readonly providers: { state(reference: string): ProviderState | undefined },
    private readonly reporter: Reporter,
    private readonly lines: ProgramLines,
  ) {}

  get packs(): Record<string, string> {
    return Object.fromEntries(this.analyzers.map(({ name, version }) => [name, version]));
  }

  /** The inputs as the packs would have them: one pack after the other, each on the result of the last. */
  async remediate(state: ResourceState, goal?: Goal): Promise<PropertyMap> {
    this.lines.learn(state);
    let inputs = state.inputs;
    for (const analyzer of this.analyzers) {
      const remediations = await analyzer.remediate(this.#analyzed({ ...state, inputs }, inputs, goal));
      for (const remediation of remediations) {
        const { diagnostic, properties } = remediation;
        if (diagnostic !== "") {
          this.#tell(
            { ...remediation, message: diagnostic, enforcementLevel: "advisory", severity: undefined },
            state.urn,
          );
          continue;
        }
        const after = withSecretsOf(inputs, properties);
        this.reporter.remediation({ ...remediation, properties: after }, state.urn, inputs, this.lines.of(state.urn));
        inputs = after;
      }
    }
    return inputs;
  }

  /** Whether a mandatory policy forbids the resource. */
  async forbid(state: ResourceState, goal?: Goal): Promise<boolean> {
    const analyzed = this.#analyzed(state, state.inputs, goal);
    const answers = await Promise.all(this.analyzers.map((analyzer) => analyzer.analyze(analyzed)));
    return answers.flat().filter((violation) => this.#tell(violation, state.urn)).length > 0;
  }

  /** Asks the same where nothing hangs on the answer: it is told when it comes. */
  judge(state: ResourceState, goal: Goal): void {
    this.#judging.push(
      this.forbid(state, goal).then(
        () => undefined,
        (error) => this.reporter.error(messageOf(error), state.urn),
      ),
    );
  }

  /** Resolves when all has been judged that was to be. */
  async judged(): Promise<void> {
    await Promise.all(this.#judging.splice(0));
  }

  /** The stack as a whole, on the outputs of its resources. */
  async analyzeStack(
    states: readonly ResourceState[],
    goals: ReadonlyMap<string, Goal>,
    rootUrn: string,
  ): Promise<void> {
    if (this.analyzers.length === 0) return;
    const analyzed = states.map((state) => this.#analyzed(state, state.outputs, goals.get(state.urn)));
    const urns = new Set(states.map(({ urn }) => urn));
    const answers = await Promise.all(this.analyzers.map((analyzer) => analyzer.analyzeStack(analyzed)));
    for (const violation of answers.flat()) {
      const { urn } = violation;
      this.#tell(violation, urn && urns.has(urn) ? urn : rootUrn);
    }
  }

  /** Answers whether the violation is one that stops. A remediation that did not help is one. */
  #tell(violation: Omit<Violation, "urn">, urn: string): boolean {
    if (violation.enforcementLevel === "disabled") return false;
    const enforcementLevel = violation.enforcementLevel === "remediate" ? "mandatory" : violation.enforcementLevel;
    this.reporter.violation({ ...violation, urn, enforcementLevel }, urn, this.lines.of(urn));
    return enforcementLevel === "mandatory";
  }

  #analyzed(state: ResourceState, properties: PropertyMap, goal: Goal | undefined): AnalyzedResource {
    const { urn, type, parent = "", customTimeouts } = state;
    const { create = 0, update = 0, delete: deletion = 0 } = customTimeouts ?? {};
    return {
      urn,
      type,
      name: parseUrn(urn).name,
      properties: revealMap(properties),
      options: {
        protect: state.protect ?? false,
        ignoreChanges: state.ignoreChanges ?? [],
        deleteBeforeReplace: goal?.deleteBeforeReplace,
        aliases: state.aliases ?? [],
        additionalSecretOutputs: state.additionalSecretOutputs ?? [],
        customTimeouts: customTimeouts && { create, update, delete: deletion },
        parent,
      },
      provider: this.#provider(state.provider),
      parent,
      dependencies: state.dependencies ?? [],
      propertyDependencies: state.propertyDependencies ?? {},
    };
  }

  #provider(reference: string | undefined): AnalyzedResource["provider"] {
    const state = reference ? this.providers.state(reference) : undefined;
    if (!state) return undefined;
    const { urn, type, inputs } = state;
    return { urn, type, name: parseUrn(urn).name, properties: revealMap(inputs) };
  }
}
