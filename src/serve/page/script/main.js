// What a person does.

/** Whoever asks for something else, or presses Abort, ends what is under way. */
let underWay = null;

/** Analyzes inputs one after the other: `{name, body}` or `{sample}`. */
async function analyze(inputs) {
  if (inputs.length === 0) {
    say("");
    showErrors([new Problem("Nothing to analyze.", "Paste the header or the source of a message, or choose files.")]);
    find("pasted").focus();
    return;
  }
  underWay?.abort();
  const abort = new AbortController();
  underWay = abort;
  const analysis = { at: new Date().toISOString(), messages: [], errors: [], label: "" };
  busy(true);
  let isAborted = false;
  for (const [number, input] of inputs.entries()) {
    progress(number, inputs.length, input.label);
    try {
      const texts = await reportsOn(input, abort.signal);
      for (const text of texts) take(analysis, text, input);
    } catch (error) {
      if (error.name === "AbortError") {
        isAborted = true;
        break;
      }
      if (inputs.length > 1) error.message = `${input.label}: ${error.message}`;
      analysis.errors.push(error);
    }
  }
  if (underWay !== abort) return;
  underWay = null;
  busy(false);
  const count = analysis.messages.length;
  if (count > 0 || analysis.errors.length > 0) {
    analysis.label = count === 1 ? subjectOf(analysis.messages[0]) : count > 1 ? `${plural(count, "message")}: ${inputs[0].label}` : inputs[0].label;
    // What could not be read is nothing to come back to.
    if (count > 0) remember(analysis);
    else show(analysis);
    toResult();
  }
  const [first] = analysis.messages;
  const outcome = count === 1 ? `Done: ${first.report.verdict.severity}, ${first.report.verdict.summary}.` : count > 1 ? `Done: ${plural(count, "message")}.` : "";
  say(isAborted ? `Aborted.${count > 0 ? ` ${plural(count, "message")} analyzed before.` : ""}` : outcome);
}

/** Adds a report, or what says that there is none. */
function take(analysis, text, input) {
  const report = JSON.parse(text);
  if (report.verdict) analysis.messages.push({ text, report, input });
  else analysis.errors.push(new Problem(report.member ? `${report.member}: ${report.error}` : report.error));
}

function busy(is) {
  find("progress").hidden = !is;
  find("result").toggleAttribute("aria-busy", is);
  if (is) find("errors").replaceChildren();
}

function progress(number, all, label) {
  const bar = find("bar");
  if (all > 1) {
    bar.max = all;
    bar.value = number;
    say(`Analyzing ${number + 1} of ${all}: ${label} …`);
  } else {
    bar.removeAttribute("value");
    say(`Analyzing ${label} …`);
  }
}

function showErrors(errors) {
  if (errors.length > 0) document.body.classList.add("has-result");
  find("errors").replaceChildren(...errors.map((error) => make("div", { class: "error" },
    make("span", { class: "badge" }, "error"),
    make("div", {}, make("p", { class: "sentence" }, error.message), ...(error.remedy ? [make("p", {}, error.remedy)] : [])),
  )));
}

const toResult = () => find("result").scrollIntoView();

const ofFiles = (files) => files.map((file) => ({ name: file.name, label: file.name, body: file }));

function submitted(event) {
  event.preventDefault();
  const text = find("pasted").value;
  const inputs = ofFiles([...find("file").files]);
  if (text.trim()) inputs.unshift({ name: "-", label: "pasted text", body: text });
  analyze(inputs);
}

function chosen() {
  const files = [...find("file").files];
  if (files.length > 0) analyze(ofFiles(files));
  // The same file may be chosen again.
  find("file").value = "";
}

/** Files of a drop or a paste. Folders cannot be read. */
function filesIn(data) {
  const items = [...data.items].filter((item) => item.kind === "file");
  const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory);
  const files = items.filter((item) => !folders.includes(item)).map((item) => item.getAsFile()).filter(Boolean);
  if (folders.length > 0 && files.length === 0) {
    showErrors([new Problem("A folder cannot be dropped.", "Drop its files, or a ZIP archive of it.")]);
  }
  return files;
}

function dropped(event) {
  event.preventDefault();
  find("drop").hidden = true;
  const files = filesIn(event.dataTransfer);
  const text = event.dataTransfer.getData("text/plain");
  if (files.length > 0) analyze(ofFiles(files));
  else if (text) {
    find("pasted").value = text;
    find("pasted").focus();
  }
}

function pasted(event) {
  const files = filesIn(event.clipboardData);
  if (files.length > 0) {
    event.preventDefault();
    analyze(ofFiles(files));
    return;
  }
  if (event.target.closest?.("input, textarea, select")) return;
  const text = event.clipboardData.getData("text/plain");
  if (!text) return;
  event.preventDefault();
  find("pasted").value = text;
  find("pasted").focus();
  say("Pasted.");
}

function key(event) {
  if (event.key === "Escape") {
    if (underWay) underWay.abort();
    else if (!find("drop").hidden) find("drop").hidden = true;
    else if (find("options").open && find("options").contains(document.activeElement)) {
      find("options").open = false;
      find("options").querySelector("summary").focus();
    }
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    find("form").requestSubmit();
  }
}

function start() {
  offerZones();
  recallOptions();
  if (/Mac|iPhone|iPad/.test(navigator.platform)) find("keys").firstElementChild.textContent = "⌘";
  find("form").addEventListener("submit", submitted);
  find("form").addEventListener("change", (event) => {
    if (event.target === find("file")) chosen();
    else rememberOptions();
    if (event.target === find("zone") && current) { showList(current); showHistory(); }
  });
  document.querySelector("a.skip").addEventListener("click", (event) => {
    // The fragment of the address is the options'.
    event.preventDefault();
    find("result").focus();
  });
  find("abort").addEventListener("click", () => underWay?.abort());
  find("forget").addEventListener("click", forget);
  addEventListener("hashchange", recallOptions);
  addEventListener("keydown", key);
  addEventListener("paste", pasted);
  addEventListener("drop", dropped);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    if (event.dataTransfer.types.includes("Files")) find("drop").hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) find("drop").hidden = true;
  });
  document.querySelectorAll("[data-sample]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    analyze([{ sample: link.dataset.sample, label: link.querySelector("strong").textContent }]);
  }));
  // Without a script the server shows the report in frames; they fit, too.
  document.querySelectorAll("iframe.report").forEach((frame) => {
    frame.addEventListener("load", () => fit(frame));
    fit(frame);
  });
}

start();
