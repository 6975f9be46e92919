// Letters to abuse desks, on a message that the server can be sent once more.

/** Who reports, as long as this tab lives. */
let reporter = "";

/** The form for letters, and where they are shown; nothing for a sample, which nobody is to be reported for. */
function abuseOf(one) {
  if (!one.input?.body || one.report.session) return "";
  const who = make("input", { type: "text", name: "reporter", required: true, autocomplete: "off", placeholder: "Example Org <abuse@example.org>" });
  who.value = reporter;
  const kind = make("select", {}, make("option", { value: "spam" }, "Spam"), make("option", { value: "phishing" }, "Phishing"));
  const place = make("div", { class: "letters", "aria-live": "polite" });
  const form = make("form", { class: "abuse", onsubmit: (event) => {
    event.preventDefault();
    reporter = who.value;
    write(one, kind.value, place);
  } },
  make("div", { class: "fields" },
    make("label", {}, "Reporter: name and address", who),
    make("label", {}, "Type of abuse", kind),
    make("button", { type: "submit" }, "Write report")),
  make("p", { class: "hint" }, "Recipients are redacted. Nothing is sent: check the text, then send it yourself."),
  place);
  return make("details", { class: "findings" }, make("summary", {}, "Report abuse"), form);
}

async function write(one, type, place) {
  const given = query({ reporter, type, sha256: one.report.input.sha256, name: one.input.name });
  try {
    const answer = await ask(`/abuse?${given}`, {
      method: "POST", body: one.input.body,
      headers: { "Content-Type": "application/octet-stream", Accept: "application/json" },
    });
    const { letters, notes } = await answer.json();
    place.replaceChildren(...letters.map((letter, at) => letterOf(one, letter, at + 1)), ...notes.map((note) => make("p", { class: "hint" }, note)));
    say(`${plural(letters.length, "report")} written.`);
  } catch (error) {
    place.replaceChildren(make("p", { class: "doubt" }, error.remedy ? `${error.message}; ${error.remedy}` : error.message));
  }
}

function letterOf(one, { party, contact, text }, number) {
  const name = `${fileName([one])}-abuse-${number}.txt`;
  return make("section", { "aria-label": `Report to ${party}` },
    make("p", {}, make("strong", {}, party), ": ", contact ?? "no contact known"),
    make("div", { class: "set" },
      make("button", { type: "button", "aria-label": `Copy report to ${party}`, onclick: () => copied(text, "Report copied.") }, "Copy"),
      make("button", { type: "button", "aria-label": `Download report to ${party}`, onclick: () => save(new Blob([text]), name) }, "Download")),
    make("pre", { tabindex: "0" }, text));
}
