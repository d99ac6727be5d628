/**
 * What the stand-in has of GoogleSQL (cloud.google.com/bigquery/docs/reference/standard-sql/lexical, .../functions-all): what
 * means the same in DuckDB, or is made to. Nothing else is passed on, since it might run and mean something else.
 */

/** Words that GoogleSQL keeps for itself, and that both languages have with one meaning. */
export const keywords: ReadonlySet<string> = new Set(
  [
    "SELECT DISTINCT ALL AS FROM WHERE GROUP BY HAVING QUALIFY ORDER ASC DESC LIMIT WITH UNION JOIN INNER LEFT ON USING",
    "OVER PARTITION AND OR NOT IN IS NULL TRUE FALSE BETWEEN CASE WHEN THEN ELSE END INTERVAL",
  ].flatMap((line) => line.split(" ")),
);

/** The others that it keeps for itself. */
export const otherKeywords: ReadonlySet<string> = new Set(
  [
    "ANY ARRAY ASSERT_ROWS_MODIFIED AT COLLATE CONTAINS CREATE CROSS CUBE CURRENT DEFAULT DEFINE ENUM ESCAPE EXCEPT EXCLUDE",
    "EXISTS EXTRACT FETCH FOLLOWING FOR FULL GRAPH_TABLE GROUPING GROUPS HASH IGNORE INTERSECT INTO LATERAL LIKE LOOKUP MERGE",
    "NATURAL NEW NO NULLS OF OUTER PRECEDING PROTO RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SET SOME STRUCT TABLESAMPLE TO",
    "TREAT UNBOUNDED UNNEST WINDOW WITHIN",
  ].flatMap((line) => line.split(" ")),
);

/** Function → what it is called in DuckDB: its own, or one of the macros. */
export const functions: Readonly<Record<string, string>> = {
  AVG: "avg",
  COALESCE: "coalesce",
  COUNT: "count",
  COUNTIF: "countif",
  CURRENT_TIMESTAMP: "now",
  DATE: "date",
  DENSE_RANK: "dense_rank",
  ENDS_WITH: "ends_with",
  IF: "if",
  IFNULL: "ifnull",
  JSON_VALUE: "scalar_in",
  LENGTH: "length",
  LOWER: "lower",
  MAX: "max",
  MIN: "min",
  NULLIF: "nullif",
  RANK: "rank",
  ROW_NUMBER: "row_number",
  STARTS_WITH: "starts_with",
  SUM: "sum",
  TIMESTAMP_ADD: "later",
  TIMESTAMP_SUB: "earlier",
  UPPER: "upper",
};

/** Type that a text is cast to, with null where it is none → the macro. */
export const safeCasts: Readonly<Record<string, string>> = {
  DATE: "date_or_null",
  INT64: "integer_or_null",
  TIMESTAMP: "timestamp_or_null",
};

/** What an interval is counted in, where it is added to a timestamp. */
export const units: ReadonlySet<string> = new Set(["MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY"]);

export const operators = /^(?:<=|>=|<>|!=|\|\||[(),.*=<>+-])/;

/** DuckDB takes more for a date, a number or a time than BigQuery does, as `infinity`, or rounds it. */
export const macros: readonly string[] = [
  `scalar_in(document, place := '$') AS
    CASE WHEN json_type(document, place) IN ('OBJECT', 'ARRAY') THEN NULL ELSE json_extract_string(document, place) END`,
  "later(moment, span) AS moment + span",
  "earlier(moment, span) AS moment - span",
  "date_or_null(words) AS CASE WHEN regexp_full_match(words, '\\d{4}-\\d{1,2}-\\d{1,2}') THEN TRY_CAST(words AS DATE) END",
  "integer_or_null(words) AS CASE WHEN regexp_full_match(words, '[+-]?\\d+') THEN TRY_CAST(words AS BIGINT) END",
  `timestamp_or_null(words) AS CASE WHEN regexp_full_match(words,
    '\\d{4}-\\d{1,2}-\\d{1,2}([Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d{1,6})?)?([Zz]|[+-]\\d{1,2}(:\\d{2})?)?')
    THEN TRY_CAST(upper(words) AS TIMESTAMPTZ) END`,
];
