/** A stack that a sweep brings up, changes and destroys: on a cloud without chance and time, from a recorded program. */
import { createHash } from "node:crypto";
import * as local from "../../local";
import type { TimeAndChance } from "../../local/cloud";
import type { Recording } from "../support/recording";
import { root } from "../support/stack";
import { type Asked, cloudFor, Life, Shelf } from "./life";

/** Chance follows from what it is for, and time stands still. */
const standingStill: TimeAndChance = {
  now: () => new Date(0),
  randomBytes: (count, subject) => createHash("shake256", { outputLength: count }).update(subject).digest(),
};

export interface Program {
  run: Recording["replay"];
  config: local.OperationOptions["config"];
  /** What automatic names are made of: every change of a program has its own. */
  seed: Uint8Array;
}

export interface Outcome extends local.OperationResult {
  errors: string[];
  /** What the cloud was asked to do, in that order. */
  asked: Asked[];
}

type Operation = (options: local.OperationOptions) => Promise<local.OperationResult>;

export class SweptStack {
  /** The order of the cloud's answers: see `Life`. */
  order = 0;

  private constructor(
    private readonly name: string,
    readonly cloud: local.LocalCloud,
    private readonly shelf: Shelf,
  ) {}

  static empty(name: string, cloud = local.LocalCloud.inMemory(undefined, standingStill)): SweptStack {
    return new SweptStack(name, cloud, Shelf.empty());
  }

  /** Another process's view of a copy: what was going to happen in this one is forgotten. */
  copy(): SweptStack {
    return new SweptStack(this.name, this.cloud.copy(), this.shelf.copy());
  }

  up(program: Program): Promise<Outcome> {
    return this.#run(local.up, program);
  }

  preview(program: Program): Promise<Outcome> {
    return this.#run(local.preview, program);
  }

  destroy(program: Program): Promise<Outcome> {
    return this.#run((options) => local.destroy({ ...options, excludeProtected: true }), program);
  }

  refresh(program: Program): Promise<Outcome> {
    return this.#run(local.refresh, program);
  }

  get state(): local.Snapshot {
    return this.shelf.read() ?? { resources: [], pendingOperations: [] };
  }

  /** Every run is a process of its own. */
  async #run(operation: Operation, { run, config, seed }: Program): Promise<Outcome> {
    const life = new Life(this.order);
    this.cloud.faults.die = life.end;
    const asked: Asked[] = [];
    const errors: string[] = [];
    const result = await operation({
      project: "flotilla",
      stack: this.name,
      root,
      program: run,
      config,
      cloud: cloudFor(life, this.cloud, (one) => asked.push(one)),
      store: this.shelf.storeFor(life),
      emit: ({ diagnosticEvent }) => {
        if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message.trimEnd());
      },
      seed,
    });
    return { ...result, errors, asked };
  }
}
