import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Environment } from "../environment";
import { Identity } from "../iam/identity";
import { automaticName, nameMistakes, stableName } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { createDeadLetters, letActAs, letForward, never } from "./dead-letters";
import type { EventStream } from "./event-type";
import { columnsOf, viewOf } from "./shape";
import { type EventSource, isEventSource, streamOf } from "./stream";

export interface RecorderArgs {
  /** Where it stands, and what decides how long events are kept. Its data sets are in the home region. */
  environment: Environment;
  /** The events that are recorded, each type in a table of its own. */
  records: readonly EventSource[];
  /** Groups that may read the events, as in `group:analysts@example.dev`. @default none */
  readers?: readonly `group:${string}`[];
  /** Further views for the readers, by name: a query, given the events' views by the name of their type. @default none */
  views?: Readonly<Record<string, (events: Readonly<Record<string, string>>) => string>>;
}

const milliseconds = 24 * 60 * 60 * 1000;
const datasetType = "gcp:bigquery/dataset:Dataset";
const tableType = "gcp:bigquery/table:Table";

/** Owners of the project are known by name in no data set; whoever is one is told by review. */
const owners = { role: "OWNER", specialGroup: "projectOwners" } as const;

/**
 * Records every event of the given types in BigQuery, within seconds, and durably before Pub/Sub counts it as delivered. One
 * account is the only writer; access to the tables is what stands here and nothing else; readers see views, in which each
 * event stands once.
 *
 * ```ts
 * new Recorder("events", { environment, records: [imagePushed], readers: ["group:analysts@example.dev"] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Recorder extends Component {
  /** The data set that readers query. */
  readonly dataset: string;
  /** Name of a type, or of a further view → the view, `project.dataset.view`. */
  readonly views: Readonly<Record<string, string>>;
  readonly #name: string;
  readonly #environment: Environment;

  constructor(name: string, args: RecorderArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Recorder", name, recorderMistakes(name, args));
    super("events:Recorder", name, args.environment, opts);
    const { environment, records, readers = [], views = {} } = args;
    this.#name = name;
    this.#environment = environment;
    this.dataset = stableName(datasetType, environment.slug, name);
    const streams = records.map(streamOf);

    const writer = new Identity(name, environment, "record", { parent: this });
    const shown = this.#createShownDataset(readers);
    const recorded = this.#createRecordedDataset(shown, writer);
    const deadLetters = createDeadLetters(this, environment, name);
    const ready = [letActAs(this, environment, name, writer.account), ...deadLetters.grants];
    const made = streams.map((stream) => {
      const table = this.#createTable(stream, recorded);
      this.#record(stream, table, writer, deadLetters.topic, ready);
      return this.#createView(
        stream.name,
        shown,
        this.#path(recorded, table).apply((path) => viewOf(path, stream.declaration.fields)),
        [table],
      );
    });
    const byName = Object.fromEntries(streams.map((stream) => [stream.name, this.#shown(stream.name)]));
    for (const [view, query] of Object.entries(views)) this.#createView(view, shown, query(byName), made);
    const further = Object.keys(views).map((view) => [view, this.#shown(view)] as const);
    this.views = { ...byName, ...Object.fromEntries(further) };
    this.registerOutputs({});
  }

  /** What readers see: views alone. */
  #createShownDataset(readers: readonly `group:${string}`[]): gcp.bigquery.Dataset {
    const { project, foundation, propagation } = this.#environment;
    for (const reader of readers)
      new gcp.projects.IAMMember(
        `${this.#name}/query/${reader}`,
        { project, role: "roles/bigquery.jobUser", member: reader },
        { parent: this, dependsOn: [foundation.api("cloudresourcemanager.googleapis.com")], hooks: propagation },
      );
    return this.#createDataset(this.#name, this.dataset, "Every event once; for its readers", [
      owners,
      ...readers.map((reader) => ({ role: "READER", groupByEmail: reader.replace(/^group:/, "") })),
    ]);
  }

  /** What is recorded: its list of who may is the whole of it, so a right given by hand is taken away again. */
  #createRecordedDataset(shown: gcp.bigquery.Dataset, writer: Identity): gcp.bigquery.Dataset {
    const { project, slug } = this.#environment;
    const id = stableName(datasetType, slug, this.#name, "recorded");
    return this.#createDataset(
      `${this.#name}/recorded`,
      id,
      "Events as they were delivered; written by the recorder alone",
      [
        owners,
        { role: "WRITER", userByEmail: writer.account.email },
        { dataset: { dataset: { projectId: project, datasetId: shown.datasetId }, targetTypes: ["VIEWS"] } },
      ],
    );
  }

  #createDataset(
    name: string,
    datasetId: string,
    description: string,
    accesses: gcp.types.input.bigquery.DatasetAccess[],
  ): gcp.bigquery.Dataset {
    const { project, home, foundation, deletionProtection, propagation } = this.#environment;
    return new gcp.bigquery.Dataset(
      name,
      { project, datasetId, location: home, description, accesses, deleteContentsOnDestroy: !deletionProtection },
      {
        parent: this,
        protect: deletionProtection,
        dependsOn: [foundation.api("bigquery.googleapis.com")],
        hooks: propagation,
      },
    );
  }

  #createTable({ name, declaration, topic }: EventStream, recorded: gcp.bigquery.Dataset): gcp.bigquery.Table {
    const { project, slug, defaults, deletionProtection } = this.#environment;
    return new gcp.bigquery.Table(
      `${this.#name}/${name}`,
      {
        project,
        datasetId: recorded.datasetId,
        tableId: stableName(tableType, slug, name),
        description: `Events of type ${declaration.type}`,
        schema: columnsOf(declaration.fields),
        timePartitioning: {
          type: "DAY",
          field: "publish_time",
          expirationMs: defaults.eventDays * milliseconds,
        },
        deletionProtection,
      },
      // After the topic's schema, which is refused if a field is lost: a column's data would go with it.
      { parent: this, protect: deletionProtection, dependsOn: [topic] },
    );
  }

  #record(
    { name, environment, topic }: EventStream,
    table: gcp.bigquery.Table,
    writer: Identity,
    deadLetterTopic: gcp.pubsub.Topic,
    dependsOn: pulumi.Resource[],
  ): void {
    const { project, slug, propagation } = environment;
    const subscription = new gcp.pubsub.Subscription(
      automaticName("gcp:pubsub/subscription:Subscription", slug, this.#name, name),
      {
        project,
        topic: topic.id,
        bigqueryConfig: {
          table: pulumi.interpolate`${project}.${table.datasetId}.${table.tableId}`,
          useTableSchema: true,
          writeMetadata: true,
          serviceAccountEmail: writer.account.email,
        },
        expirationPolicy: never,
        retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
        deadLetterPolicy: { deadLetterTopic: deadLetterTopic.id, maxDeliveryAttempts: 100 },
      },
      { parent: this, dependsOn, hooks: propagation },
    );
    letForward(this, environment, `${this.#name}/${name}`, subscription);
  }

  #createView(
    name: string,
    shown: gcp.bigquery.Dataset,
    query: pulumi.Input<string>,
    dependsOn: pulumi.Resource[],
  ): gcp.bigquery.Table {
    const { project, slug } = this.#environment;
    return new gcp.bigquery.Table(
      `${this.#name}/${name}/view`,
      {
        project,
        datasetId: shown.datasetId,
        tableId: stableName(tableType, slug, name),
        view: { query, useLegacySql: false },
        deletionProtection: false, // it holds nothing
      },
      { parent: this, dependsOn },
    );
  }

  #path(dataset: gcp.bigquery.Dataset, table: gcp.bigquery.Table): pulumi.Output<string> {
    return pulumi.interpolate`${this.#environment.project}.${dataset.datasetId}.${table.tableId}`;
  }

  #shown(name: string): string {
    const { project, slug } = this.#environment;
    return `${project}.${this.dataset}.${stableName(tableType, slug, name)}`;
  }
}

function recorderMistakes(name: string, { records = [], readers = [], views = {} }: RecorderArgs): Mistake[] {
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  const names: string[] = [];
  check(records.length > 0, "records", "is empty; name what is recorded");
  records.forEach((record, i) => {
    const path = `records[${i}]`;
    const isSource = isEventSource(record);
    check(isSource, path, "is not an EventType; give the type itself");
    check(records.indexOf(record) === i, path, "is listed twice");
    if (!isEventSource(record) || records.indexOf(record) < i) return;
    const { name: called } = streamOf(record);
    check(!names.includes(called), path, `is called ${JSON.stringify(called)}, as another is; call it otherwise`);
    names.push(called);
  });
  readers.forEach((reader, i) => {
    check(
      /^group:[^@\s]+@[^@\s]+$/.test(reader),
      `readers[${i}]`,
      `${JSON.stringify(reader)} is not a group, as in group:analysts@example.dev; people come and go`,
    );
    check(readers.indexOf(reader) === i, `readers[${i}]`, `${reader} is listed twice`);
  });
  for (const [view, query] of Object.entries(views)) {
    mistakes.push(...nameMistakes(view).map(({ reason }) => ({ propertyPath: `views.${view}`, reason })));
    check(!names.includes(view), `views.${view}`, "is the view of a type already; call it otherwise");
    check(typeof query === "function", `views.${view}`, "is not a function from the events' views to a query");
  }
  return mistakes;
}
