// The options, kept in the fragment of the address: it is sent to no server, and a link shares the set-up. Never the message.

/** Each option, and what it is if nothing is said. The last one is the page's own. */
const OPTIONS = [["offline", document.querySelector("[name=offline][value=false]").disabled ? "true" : "false"], ["depth", "full"], ["trust", ""], ["protect", ""], ["client-ip", ""], ["zone", "UTC"]];
/** Options that may be given more than once. */
const REPEATED = ["trust", "protect"];

const field = (name) => find("form").elements[name] ?? find(name);

function optionValue(name) {
  return field(name).value.trim();
}

/** As the query of a request. */
function query(more) {
  const given = new URLSearchParams(more);
  for (const [name, usual] of OPTIONS) {
    const value = optionValue(name);
    if (name === "zone" || value === usual || value === "") continue;
    const values = REPEATED.includes(name) ? value.split(/[\s,]+/).filter(Boolean) : [value];
    for (const one of values) given.append(name, one);
  }
  return given;
}

function rememberOptions() {
  const kept = new URLSearchParams();
  for (const [name, usual] of OPTIONS) {
    const value = optionValue(name);
    if (value !== usual && value !== "") kept.set(name, value);
  }
  const fragment = kept.toString();
  history.replaceState(null, "", location.pathname + (fragment ? `#${fragment}` : ""));
  showChosen();
}

function recallOptions() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const isSetUp = [...kept.keys()].some((name) => OPTIONS.some(([known]) => known === name));
  for (const [name, usual] of OPTIONS) {
    // What a link with a set-up does not name is as usual.
    const value = kept.get(name) ?? (isSetUp ? usual : null);
    if (value === null) continue;
    const input = field(name);
    const before = input.value;
    input.value = value;
    // A word that no choice has chooses nothing.
    if (input.value !== value) input.value = before || usual;
  }
  if (isSetUp) find("options").open = true;
  showChosen();
}

/** What differs from the usual, beside the word that opens the options. */
function showChosen() {
  const shown = [];
  if (optionValue("offline") !== OPTIONS[0][1]) shown.push("offline");
  if (optionValue("depth") !== "full") shown.push(`depth: ${optionValue("depth")}`);
  for (const [name, label] of [["trust", "trusted"], ["protect", "protected"], ["client-ip", "client"]]) {
    if (optionValue(name)) shown.push(`${label}: ${optionValue(name)}`);
  }
  if (optionValue("zone") !== "UTC") shown.push(optionValue("zone"));
  find("chosen").textContent = shown.join(" · ");
}

function offerZones() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : [];
  const add = (zone, text) => find("zone").append(make("option", { value: zone }, text));
  if (own && own !== "UTC") add(own, `${own} (this computer)`);
  known.filter((zone) => zone !== own && zone !== "UTC").forEach((zone) => add(zone, zone));
}
