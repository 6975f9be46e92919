// The table of several messages.

/** The most rows that are added at once. */
const ROWS_AT_ONCE = 200;

const from = ({ report }) => report.message?.from?.[0];

const COLUMNS = [
  { name: "Severity", key: (one) => -SEVERITIES.indexOf(severityOf(one)), show: (one) => badge(severityOf(one)) },
  { name: "Time", key: (one) => one.report.as_of.time, show: (one) => shownTime(one.report.as_of.time), class: "t" },
  { name: "From", key: (one) => fromText(one).toLowerCase(), show: shownFrom },
  { name: "Subject", key: (one) => subjectOf(one).toLowerCase(), show: (one) => make("button", { type: "button", onclick: () => choose(one, true) }, subjectOf(one)) },
  { name: "Conclusion", show: (one) => one.report.verdict.summary },
];

function fromText(one) {
  const first = from(one);
  if (!first) return "(none)";
  return first.display ? `${first.display} <${first.address}>` : first.address;
}

/** The name, and the address under it. */
function shownFrom(one) {
  const first = from(one);
  if (!first?.display) return fromText(one);
  return make("span", {}, first.display, make("span", { class: "sub" }, first.address));
}

function subjectOf({ report }) {
  return report.message?.subject?.trim() || (report.session ? report.input.name : "(no subject)");
}

/** Shows the messages of an analysis; one alone needs no table. */
function showList(analysis) {
  const place = find("list");
  place.replaceChildren();
  if (analysis.messages.length < 2) return;
  const body = make("tbody");
  const more = make("button", { type: "button", onclick: () => addRows() }, "Show more");
  let sorted = analysis.messages;
  let shown = 0;
  const addRows = () => {
    const rows = sorted.slice(shown, shown + ROWS_AT_ONCE).map((one) => {
      const cells = COLUMNS.map((column) => make("td", { "data-label": column.name, class: column.class }, column.show(one)));
      one.row = make("tr", { class: one === analysis.chosen ? "current" : undefined }, ...cells);
      return one.row;
    });
    body.append(...rows);
    shown += rows.length;
    more.hidden = shown >= sorted.length;
  };
  const heads = COLUMNS.map((column) => {
    const head = make("th", { scope: "col" });
    const unit = column.name === "Time" ? ` (${zoneText()})` : "";
    if (!column.key) {
      head.append(column.name);
      return head;
    }
    head.append(make("button", { type: "button", onclick: () => sort(column, head) }, column.name + unit));
    return head;
  });
  const sort = (column, head) => {
    const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
    const compare = (one, other) => (column.key(one) < column.key(other) ? -way : column.key(one) > column.key(other) ? way : 0);
    sorted = [...analysis.messages].sort(compare);
    shown = 0;
    body.replaceChildren();
    addRows();
  };
  addRows();
  const all = analysis.messages;
  place.append(
    make("div", { class: "tools listing" }, make("h2", {}, plural(all.length, "message")), downloads(all, [["json", "JSON lines"], ["iocs", "Indicators (CSV)"]])),
    make("div", { class: "scroll" }, make("table", { class: "rows messages" }, make("thead", {}, make("tr", {}, ...heads)), body)),
    more,
  );
}

const zoneText = () => (find("zone").value === "UTC" ? "UTC" : find("zone").value.replaceAll("_", " "));
